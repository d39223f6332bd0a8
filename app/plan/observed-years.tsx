import { paths } from '#app/http/paths.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import type { ObservedReceipt, ObservedYear } from './observed-receipt.rules.ts';
import { leftOutWords } from './plan.fields.ts';

interface ObservedYearsProps {
  figureKey: string;
  unit: string;
  observed: ObservedReceipt;
  /** Papers open for offices and viewers alone. */
  opensPapers: boolean;
  /** The last year that its reader may enter; null for readers who may not. */
  entering: number | null;
}

/** An indicator year by year: the number, where it is from, and whether it counts. */
export function ObservedYears({ figureKey, unit, observed, opensPapers, entering }: ObservedYearsProps) {
  const { years, comparedWith } = observed;
  const columns: Column<ObservedYear>[] = [
    { key: 'year', header: '年度', rowHeader: true, cell: ({ year }) => `${year}年` },
    { key: 'value', header: '数值', unit, align: 'end', cell: ({ row }) => row && formatNumber(row.value) },
    ...(comparedWith === null ? [] : [comparisonColumn(comparedWith, unit)]),
    {
      key: 'source',
      header: '来源',
      prose: true,
      cell: ({ row }) => (row === null ? '' : <Source row={row} opensPapers={opensPapers} />),
    },
    { key: 'day', header: '公布日期', cell: ({ row }) => (row === null ? '' : formatDay(row.observedOn)) },
    { key: 'state', header: '是否计入', cell: (each) => <State {...each} /> },
    ...(entering === null ? [] : [enterColumn(figureKey, entering)]),
  ];
  return <DataTable caption="逐年的数和来源" hideCaption columns={columns} rows={years} rowKey={({ year }) => year} />;
}

const comparisonColumn = (comparedWith: string, unit: string): Column<ObservedYear> => ({
  ...{ key: 'comparison', header: comparedWith, unit, align: 'end' },
  cell: ({ row }) => row && row.comparison !== null && formatNumber(row.comparison),
});

const enterColumn = (key: string, last: number): Column<ObservedYear> => ({
  key: 'enter',
  header: '填报',
  cell: ({ year, row }) =>
    year > last ? (
      ''
    ) : (
      <span className="screen-only flex flex-wrap gap-x-3">
        <a href={paths.observation(key, year)} aria-label={`${row ? '更正' : '填报'}${year}年的数`}>
          {row ? '更正' : '填报'}
        </a>
        {row?.confirmation === 'pending' && <a href={paths.observationConfirm(key, year)}>确认或退回</a>}
      </span>
    ),
});

function Source({ row, opensPapers }: { row: NonNullable<ObservedYear['row']>; opensPapers: boolean }) {
  const { source, documentNumber, note, attachmentHash, attachmentName } = row;
  return (
    <div>
      {[source, documentNumber].filter(Boolean).join('，')}
      {attachmentHash && opensPapers && (
        <a className="ml-2" href={paths.attachment(attachmentHash)}>
          {attachmentName ?? '附件'}
        </a>
      )}
      {note && <span className="block text-sm text-ink-soft">{note}</span>}
    </div>
  );
}

function State({ row, reason }: ObservedYear) {
  if (row === null) return '';
  if (reason === null) return <Tag tone="done">计入</Tag>;
  const waits = row.confirmation === 'pending';
  return (
    <span>
      <Tag tone={waits ? 'wait' : row.confirmation === 'declined' ? 'late' : 'plain'}>
        {waits ? '待确认' : row.confirmation === 'declined' ? '已退回' : '不计入'}
      </Tag>
      <span className="mt-0.5 block text-sm text-ink-soft">{row.confirmationReason ?? leftOutWords[reason]}</span>
    </span>
  );
}
