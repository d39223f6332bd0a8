import { formatNumber } from './format.ts';

/** The first rows of a long queue, and how many wait in it. */
export interface First<T> {
  rows: readonly T[];
  count: number;
}

/** Nobody settles more at once. */
const mostAtOnce = 50;

/** @param search of the page's address, which may ask for all: what comes first may be what its reader cannot settle */
export function firstOf<T>(rows: readonly T[], search: URLSearchParams): First<T> {
  return { rows: search.has('all') ? rows : rows.slice(0, mostAtOnce), count: rows.length };
}

/** Says of a queue of which only the first are listed that there are more; nothing of another. */
export function MoreWaiting({ rows, count }: First<unknown>) {
  if (count <= rows.length) return null;
  return (
    <p className="mb-3 text-ink-soft">
      共 {formatNumber(count)} 件，下面先列 {rows.length} 件。<a href="?all=1">全部列出</a>
    </p>
  );
}
