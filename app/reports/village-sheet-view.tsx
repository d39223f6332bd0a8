import { DefinitionList } from '#app/ui/definition-list.tsx';
import { MISSING } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { PageFrame, VillageContents, VillageSheet } from './village-sheet.ts';

const worded = (value: string) => (value === MISSING ? <Missing /> : value);

/** A picture that is complete in itself, as an image: the page's style sheet cannot change it. */
const picture = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/** A village's sheet on the screen and from the browser's printer: the same contents as on paper. */
export function VillageSheetView({ sheet }: { sheet: VillageSheet }) {
  return (
    <>
      <VillageContentsView contents={sheet} />
      <PageFoot frame={sheet} />
    </>
  );
}

/** What is said of a village, without the foot of its own sheet: also one of a booklet. */
export function VillageContentsView({ contents: sheet }: { contents: VillageContents }) {
  return (
    <>
      <Panel title="基本情况">
        <DefinitionList
          items={sheet.profile.map(({ label, value }) => ({ label, value: worded(value) }))}
          columns={2}
        />
        {sheet.introduction?.split('\n').map((paragraph, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs have no other identity and never move
          <p key={place} className="mt-3 max-w-prose">
            {paragraph}
          </p>
        ))}
      </Panel>
      <Panel title="荣誉与创建">
        <DataTable
          caption="荣誉与创建"
          hideCaption
          rows={sheet.titles}
          rowKey={(title) => `${title.programme} ${title.day} ${title.stage}`}
          empty="截至业务日期，暂无登记。"
          columns={[
            { key: 'programme', header: '项目', rowHeader: true, cell: ({ programme }) => programme },
            { key: 'year', header: '年度', cell: ({ awardYear }) => awardYear },
            { key: 'stage', header: '进展', cell: ({ stage }) => stage },
            { key: 'day', header: '日期', cell: ({ day }) => day },
            { key: 'document', header: '文号', cell: ({ document }) => document },
            { key: 'confirmed', header: '确认', cell: ({ confirmed }) => confirmed },
          ]}
        />
      </Panel>
      <Panel title="示范片区">
        <DataTable
          caption="示范片区"
          hideCaption
          rows={sheet.areas}
          rowKey={({ name }) => name}
          empty="截至业务日期，暂无登记。"
          columns={[
            { key: 'name', header: '名称', rowHeader: true, cell: ({ name }) => name },
            { key: 'kind', header: '类型', cell: ({ kind }) => kind },
            { key: 'since', header: '纳入日期', cell: ({ since }) => since },
          ]}
        />
      </Panel>
      <Panel title="年度台账">
        <LedgerSheet sheet={sheet} />
      </Panel>
      {sheet.produce.length > 0 && (
        <Panel title="农产品与证书">
          <ProduceSheet produce={sheet.produce} />
        </Panel>
      )}
      {sheet.lineage.length > 0 && (
        <Panel title="沿革">
          {sheet.lineage.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Panel>
      )}
    </>
  );
}

function ProduceSheet({ produce }: Pick<VillageContents, 'produce'>) {
  return (
    <DataTable
      caption="农产品与证书"
      hideCaption
      rows={produce}
      rowKey={({ product, certificate }) => `${product} ${certificate}`}
      columns={[
        { key: 'product', header: '产品', rowHeader: true, cell: ({ product }) => product },
        { key: 'producer', header: '经营主体', cell: ({ producer }) => producer },
        { key: 'certificate', header: '证书', cell: ({ certificate }) => certificate },
        { key: 'state', header: '状态', cell: ({ state }) => state },
      ]}
    />
  );
}

function LedgerSheet({ sheet: { statistics, chart } }: { sheet: VillageContents }) {
  return (
    <>
      <DataTable
        caption="年度台账"
        hideCaption
        rows={statistics.years.length === 0 ? [] : statistics.rows}
        rowKey={({ label }) => label}
        empty="截至业务日期，暂无登记。"
        columns={[
          { key: 'label', header: '指标', rowHeader: true, cell: ({ label }) => label },
          { key: 'unit', header: '单位', cell: ({ unit }) => unit },
          ...statistics.years.map((year, place) => ({
            key: year,
            header: year,
            align: 'end' as const,
            cell: (row: VillageContents['statistics']['rows'][number]) => worded(row.values[place] ?? MISSING),
          })),
        ]}
      />
      {chart && (
        <figure className="mt-6 break-inside-avoid">
          <img src={picture(chart.svg)} alt={chart.alt} />
          <figcaption className="text-sm text-ink-soft">{chart.caption}</figcaption>
        </figure>
      )}
    </>
  );
}

/** The code of a page and where it leads, its two times and when it was made. */
export function PageFoot({ frame: { verify, foot } }: { frame: Pick<PageFrame, 'verify' | 'foot'> }) {
  return (
    <footer className="mt-8 flex break-inside-avoid flex-wrap items-center gap-6 border-t border-line-strong pt-5">
      <img src={picture(verify.qrSvg)} alt={`二维码：${verify.url}`} width={96} height={96} />
      <div className="min-w-0">
        <p>扫描二维码或输入核验码核对本页。</p>
        <p>
          核验码{' '}
          <a href={verify.url} className="break-all font-mono">
            {verify.code}
          </a>
        </p>
        <p className="text-sm text-ink-soft tabular-nums">
          业务日期 {foot.asOf} · 登记版本 {foot.change} · 生成时间 {foot.generatedAt}
        </p>
        <p className="text-sm text-ink-soft">
          链首 <span className="break-all font-mono text-xs">{verify.head}</span>
        </p>
      </div>
    </footer>
  );
}
