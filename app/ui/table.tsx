import type { ReactNode } from 'react';
import { Missing } from './missing.tsx';

export interface Column<Row> {
  key: string;
  header: string;
  /** Stands in the head, once for the column. */
  unit?: string;
  /** Figures stand at the end, words at the start. */
  align?: 'start' | 'end';
  /** Sentences, which may break anywhere; other cells break at punctuation only. */
  prose?: boolean;
  /** null and undefined read 未采集; an empty text leaves the cell empty. */
  cell: (row: Row) => ReactNode;
  /** The column that names the row. */
  rowHeader?: boolean;
  /** Where the head leads, and how the rows are sorted by it now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' };
}

interface DataTableProps<Row> {
  /** What the table holds, for readers and screen readers. */
  caption: string;
  /** Keep the caption for screen readers alone, where the heading above says it already. */
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Said instead of the table when it has no rows. */
  empty?: ReactNode;
  /** For rows so long that the eye loses its line. */
  zebra?: boolean;
  /** More columns than a page has room for: the table scrolls in its own frame, on a phone too. */
  wide?: boolean;
  /** Rows that follow on each other under one heading, as in a printed table. */
  groupBy?: (row: Row) => string;
  /** The last row, by the columns' keys. */
  totals?: Record<string, ReactNode>;
}

/** A register: a sticky head, the unit in the head, figures at the end; on a phone a list of labelled rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, totals } = props;
  if (rows.length === 0) return <p className="py-6 text-ink-soft">{props.empty ?? '没有符合条件的记录。'}</p>;
  const table = (
    <table className="register" data-zebra={props.zebra || undefined} data-wide={props.wide || undefined}>
      <caption className={props.hideCaption ? 'sr-only' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      {groupsOf(rows, props.groupBy).map(([heading, own]) => (
        <tbody key={heading ?? ''}>
          {heading !== null && (
            <tr data-group="">
              <th scope="rowgroup" colSpan={columns.length}>
                {heading}
              </th>
            </tr>
          )}
          {own.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column}>
                  {column.cell(row)}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
      {totals && (
        <tfoot>
          <tr>
            {columns.map((column) => (
              <Cell key={column.key} column={column}>
                {totals[column.key] ?? ''}
              </Cell>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
  if (!props.wide) return table;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className="relative overflow-x-auto">
      {table}
    </section>
  );
}

function groupsOf<Row>(rows: readonly Row[], groupBy?: (row: Row) => string): [string | null, Row[]][] {
  if (!groupBy) return [[null, [...rows]]];
  const headings = [...new Set(rows.map(groupBy))];
  return headings.map((heading) => [heading, rows.filter((row) => groupBy(row) === heading)]);
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const { sort } = column;
  return (
    <th
      scope="col"
      data-align={column.align}
      data-sortable={sort ? '' : undefined}
      aria-sort={sort ? (sort.direction ?? 'none') : undefined}
    >
      {sort ? (
        <a href={sort.href}>
          {column.header}
          <SortMark direction={sort.direction} />
        </a>
      ) : (
        column.header
      )}
      {column.unit && <span className="unit">（{column.unit}）</span>}
    </th>
  );
}

function SortMark({ direction }: { direction: 'ascending' | 'descending' | undefined }) {
  return (
    <svg aria-hidden="true" width="8" height="12" viewBox="0 0 8 12" className="screen-only ml-1 inline-block">
      <path d="M4 1 7 5H1z" fill={direction === 'ascending' ? '#14565d' : '#c4c5bd'} />
      <path d="M4 11 1 7h6z" fill={direction === 'descending' ? '#14565d' : '#c4c5bd'} />
    </svg>
  );
}

function Cell<Row>({ column, children }: { column: Column<Row>; children: ReactNode }) {
  const content = children ?? <Missing />;
  const label = column.unit ? `${column.header}（${column.unit}）` : column.header;
  return column.rowHeader ? (
    <th scope="row" data-align={column.align} data-label={label}>
      {content}
    </th>
  ) : (
    <td data-align={column.align} data-prose={column.prose || undefined} data-label={label}>
      {content}
    </td>
  );
}
