import { paths } from '#app/http/paths.ts';
import { formatNumber } from '#app/ui/format.ts';
import { Pager } from '#app/ui/pager.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag, type TagTone } from '#app/ui/tag.tsx';
import { outcomeWords } from './import.fields.ts';
import type { Import, ImportRow } from './import.schema.ts';
import type { RowOutcome } from './import-plan.ts';

const tones: Record<RowOutcome, TagTone> = { added: 'done', changed: 'active', unchanged: 'plain', refused: 'late' };

interface ImportRowsProps {
  imported: Import;
  rows: readonly ImportRow[];
  outcome: RowOutcome | undefined;
  page: number;
  pageSize: number;
}

/** The rows of a preview: what each would write, or why it cannot be brought in. */
export function ImportRows({ imported, rows, outcome, page, pageSize }: ImportRowsProps) {
  const { id, added, changed, unchanged, refused, sheets } = imported;
  const counts: Record<RowOutcome, number> = { refused, added, changed, unchanged };
  const all = refused + added + changed + unchanged;
  const href = (query: { outcome?: string; page?: number }) => `${paths.import(id, query)}#rows`;
  const columns = sheets.length > 1 ? [sheetColumn, ...rowColumns] : rowColumns;
  return (
    <>
      <nav aria-label="按结果筛选" className="mb-4">
        <ul className="flex flex-wrap gap-2 text-sm">
          <Choice href={href({})} label="全部" count={all} current={outcome === undefined} />
          {(Object.keys(counts) as RowOutcome[]).map((one) => (
            <Choice
              key={one}
              href={href({ outcome: one })}
              label={outcomeWords[one]}
              count={counts[one]}
              current={outcome === one}
            />
          ))}
        </ul>
      </nav>
      <DataTable
        caption="逐行核对"
        hideCaption
        columns={columns}
        rows={rows}
        rowKey={({ position }) => position}
        empty="没有这样的行。"
      />
      <Pager
        total={outcome === undefined ? all : counts[outcome]}
        {...{ page, pageSize }}
        counter="行"
        href={(to) => href({ outcome, page: to })}
      />
    </>
  );
}

function Choice({ href, label, count, current }: { href: string; label: string; count: number; current: boolean }) {
  const frame = current
    ? 'border-qing-700 bg-qing-700 text-white hover:text-white'
    : 'border-line-strong bg-white hover:bg-qing-50';
  return (
    <li>
      <a
        href={href}
        aria-current={current ? 'true' : undefined}
        className={`block border px-3 py-1 no-underline ${frame}`}
      >
        {label} <span className="tabular-nums">{formatNumber(count)}</span>
      </a>
    </li>
  );
}

const sheetColumn: Column<ImportRow> = { key: 'sheet', header: '工作表', cell: ({ sheet }) => sheet };

const rowColumns: Column<ImportRow>[] = [
  { key: 'row', header: '行', align: 'end', cell: ({ row }) => <span className="whitespace-nowrap">第 {row} 行</span> },
  { key: 'name', header: '登记项', rowHeader: true, cell: ({ name }) => name || '认不出来' },
  {
    key: 'outcome',
    header: '结果',
    cell: ({ outcome }) => <Tag tone={tones[outcome]}>{outcomeWords[outcome]}</Tag>,
  },
  { key: 'detail', header: '内容', prose: true, cell: (row) => <Detail row={row} /> },
];

function Detail({ row: { outcome, detail } }: { row: ImportRow }) {
  if (outcome === 'unchanged') return '';
  if (outcome === 'refused')
    return (
      <ul className="grid gap-1 text-left">
        {detail.problems.map(({ column, message }) => (
          <li key={`${column} ${message}`} className="text-red-800">
            {column && <strong className="font-semibold">{column}：</strong>}
            {message}
          </li>
        ))}
      </ul>
    );
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-left">
      {detail.fields.map(({ label, old, new: current }) => (
        <li key={label}>
          <span className="text-ink-soft">{label}</span>{' '}
          {old !== null && (
            <>
              <del className="text-ink-soft">{old}</del> <span aria-hidden="true">→</span>
              <span className="sr-only">改为</span>{' '}
            </>
          )}
          <ins className="font-medium no-underline">{current}</ins>
        </li>
      ))}
    </ul>
  );
}
