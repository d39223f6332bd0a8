import { type Pin, paths } from '#app/http/paths.ts';
import { Button } from '#app/ui/button.tsx';
import { FilterForm, FilterSelect, FilterText } from '#app/ui/filter-form.tsx';
import { formatDay, formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { KeptReport } from './report.repository.server.ts';
import { type ReportKind, reportKindNames, reportKinds } from './report-kind.ts';

type Towns = readonly { code: string; name: string }[];

/** Of which town and which two times the pages below are; left open they are of today and the latest change. */
export function TimesForm({
  action,
  town,
  pin,
  towns,
}: {
  action: string;
  town: string | null;
  pin: Pin;
  towns: Towns;
}) {
  return (
    <FilterForm
      action={action}
      label="选择范围和时间"
      clearHref={action}
      filtered={town !== null || pin.asOf !== undefined || pin.change !== undefined}
      button="查看"
    >
      <FilterSelect
        name="town"
        label="范围"
        value={town}
        blank="三镇"
        options={towns.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FilterText name="asOf" type="date" label="业务日期" value={pin.asOf} />
      <FilterText name="change" label="登记版本" value={pin.change?.toString()} placeholder="最新" />
    </FilterForm>
  );
}

/** What can be made; each kind has its own day where nobody names one. */
export function KindList({ town, pin, today }: { town: string | null; pin: Pin; today: string }) {
  const times = (kind: ReportKind) => ({ town, ...pin, asOf: pin.asOf ?? reportKinds[kind].day ?? undefined });
  return (
    <DataTable
      caption="可以出具的报告"
      hideCaption
      rows={reportKindNames}
      rowKey={(kind) => kind}
      columns={[
        {
          key: 'kind',
          header: '报告',
          rowHeader: true,
          cell: (kind) => <a href={paths.report(kind, times(kind))}>{reportKinds[kind].word}</a>,
        },
        { key: 'lead', header: '内容', prose: true, cell: (kind) => reportKinds[kind].lead },
        {
          key: 'day',
          header: '业务日期',
          cell: (kind) => formatDay(pin.asOf ?? reportKinds[kind].day ?? today),
        },
        {
          key: 'pdf',
          header: '打印',
          cell: (kind) => (
            <a href={paths.reportPdf(kind, times(kind))} aria-label={`${reportKinds[kind].word}，PDF`}>
              PDF
            </a>
          ),
        },
      ]}
    />
  );
}

/** Enough of a hash to tell two files apart at a glance; the whole of it is on the verify page. */
const shortHash = (hash: string) => hash.slice(0, 12);

export function KeptList({ reports }: { reports: readonly KeptReport[] }) {
  return (
    <DataTable
      caption="已留存的报告"
      hideCaption
      rows={reports}
      rowKey={({ id }) => id}
      empty="还没有留存的报告。"
      columns={[
        {
          key: 'title',
          header: '报告',
          rowHeader: true,
          cell: ({ id, title }) => <a href={paths.keptReport(id)}>{title}</a>,
        },
        { key: 'asOf', header: '业务日期', cell: ({ asOf }) => formatDay(asOf) },
        { key: 'readAt', header: '登记版本', cell: ({ readAt }) => `第 ${readAt} 号` },
        {
          key: 'maker',
          header: '出具',
          cell: ({ maker, office, madeAt }) => (
            <>
              {maker === null ? office : `${maker}（${office}）`}
              <span className="block text-sm text-ink-soft tabular-nums">{formatInstant(madeAt)}</span>
            </>
          ),
        },
        {
          key: 'public',
          header: '公开',
          cell: (report) => (report.public ? <Tag tone="done">公开</Tag> : <Tag tone="plain">内部</Tag>),
        },
        {
          key: 'hash',
          header: '文件指纹',
          cell: ({ hash, code }) => (
            <a href={paths.verify(code)} title={hash} className="font-mono text-sm">
              {shortHash(hash)}
            </a>
          ),
        },
      ]}
    />
  );
}

interface KeepFormProps {
  kind: ReportKind;
  town: string | null;
  asOf: string;
  change: number;
}

/** Keeps the report that is shown, as it is shown. */
export function KeepForm({ kind, town, asOf, change }: KeepFormProps) {
  return (
    <form method="post" action={paths.reports()} className="screen-only flex flex-wrap items-center gap-x-4 gap-y-2">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="town" value={town ?? ''} />
      <input type="hidden" name="asOf" value={asOf} />
      <input type="hidden" name="change" value={change} />
      <label className="flex items-center gap-2">
        <input type="checkbox" name="public" value="1" className="size-4.5 accent-qing-700" />
        向公众公开
      </label>
      <Button look="quiet">留存这份报告</Button>
    </form>
  );
}
