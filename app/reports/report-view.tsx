import { ProgressBar } from '#app/ui/chart/progress-bar.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { MISSING } from '#app/ui/format.ts';
import { Missing } from '#app/ui/missing.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Booklet, Gauge, ReportBlock, ReportSheet } from './report-sheet.ts';
import { PageFoot, VillageContentsView } from './village-sheet-view.tsx';

const worded = (value: string) => (value === MISSING ? <Missing /> : value);

/** A report on the screen and from the browser's printer: the same contents as on paper. */
export function ReportView({ report }: { report: Booklet | ReportSheet }) {
  return (
    <>
      {report.kind === 'booklet' ? <BookletView booklet={report} /> : <SectionsView sections={report.sections} />}
      <PageFoot frame={report} />
    </>
  );
}

function SectionsView({ sections }: Pick<ReportSheet, 'sections'>) {
  return sections.map(({ heading, blocks, parts }) => (
    <Panel key={heading} title={heading}>
      <Blocks blocks={blocks} />
      {parts.map((part) => (
        <section key={part.heading} className="mt-8">
          <h3 className="mb-2 font-song text-lg font-bold">{part.heading}</h3>
          <Blocks blocks={part.blocks} />
        </section>
      ))}
    </Panel>
  ));
}

function Blocks({ blocks }: { blocks: readonly ReportBlock[] }) {
  return (
    <div
      className={
        blocks.every(({ block }) => block === 'picture') ? 'grid gap-8 lg:grid-cols-2 print:grid-cols-2' : 'grid gap-5'
      }
    >
      {blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity and never move
        <Block key={place} {...block} />
      ))}
    </div>
  );
}

function Block(block: ReportBlock) {
  switch (block.block) {
    case 'paragraph':
      return <p className="max-w-prose">{block.text}</p>;
    case 'quote':
      return (
        <figure className="border-l-4 border-rice-300 pl-5">
          <blockquote className="max-w-prose font-song">“{block.text}”</blockquote>
          <figcaption className="text-sm text-ink-soft">规划{block.source}</figcaption>
        </figure>
      );
    case 'list':
      return (
        <ul className="list-disc pl-5">
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'facts':
      return <DefinitionList items={block.items.map(({ label, value }) => ({ label, value: worded(value) }))} />;
    case 'table':
      return <BlockTable {...block} />;
    case 'picture':
      return (
        <figure className="break-inside-avoid">
          <img src={`data:image/svg+xml,${encodeURIComponent(block.svg)}`} alt={block.alt} className="max-w-full" />
          <figcaption className="text-sm text-ink-soft">{block.caption}</figcaption>
        </figure>
      );
    case 'gauges':
      return <Gauges gauges={block.gauges} />;
  }
}

function BlockTable({ caption, columns, rows }: Extract<ReportBlock, { block: 'table' }>) {
  type Row = { place: number; cells: string[] };
  return (
    <DataTable
      caption={caption}
      rows={rows.map((cells, place): Row => ({ place, cells }))}
      rowKey={({ place }) => place}
      columns={columns.map(
        ({ header, align }, place): Column<Row> => ({
          ...{ key: header, header, rowHeader: place === 0 },
          align: align === 'right' ? 'end' : 'start',
          cell: ({ cells }) => worded(cells[place] ?? ''),
        }),
      )}
    />
  );
}

function Gauges({ gauges }: { gauges: readonly Gauge[] }) {
  return (
    <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">
      {gauges.map(({ label, value, unit, target, state, bar }) => (
        <li key={label} className="keep-together border-t-2 border-qing-700 pt-2">
          <h3 className="font-semibold">{label}</h3>
          <p className="flex items-baseline gap-x-2">
            <span className="font-song text-3xl leading-tight font-bold tabular-nums">{worded(value)}</span>
            {value !== MISSING && <span className="text-ink-soft">{unit}</span>}
            <span className="ml-auto text-sm text-rice-800 tabular-nums">{target}</span>
          </p>
          {bar && <ProgressBar label={`${label}的进度`} unit={unit} {...bar} />}
          {state !== '—' && <p className="text-sm text-ink-soft">{state}</p>}
        </li>
      ))}
    </ul>
  );
}

/** The contents lead to each village; printed, each village begins its own page. */
function BookletView({ booklet: { towns } }: { booklet: Booklet }) {
  return (
    <>
      <nav aria-label="目录" className="mb-12">
        {towns.map(({ code, name, villages }) => (
          <Panel key={code} title={`${name}，${villages.length} 村`}>
            <ul className="grid grid-cols-3 gap-x-6 gap-y-1 sm:grid-cols-5 lg:grid-cols-7">
              {villages.map((village) => (
                <li key={village.code}>
                  <a href={`#v${village.code}`}>{village.name}</a>
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </nav>
      {towns.flatMap(({ villages }) =>
        villages.map((village) => (
          <article key={village.code} id={`v${village.code}`} className="mb-16 break-before-page">
            <h2 className="mb-6 border-b-2 border-qing-700 pb-2 font-song text-2xl font-bold">{village.name}</h2>
            <VillageContentsView contents={village} />
          </article>
        )),
      )}
    </>
  );
}
