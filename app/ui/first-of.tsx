import { formatNumber } from './format.ts';

/** The first rows of a long queue, and how many wait in it. */
export interface First<T> {
  rows: readonly T[];
  count: number;
}

/** Nobody settles more at once. */
const mostAtOnce = 50;

export function firstOf<T>(rows: readonly T[]): First<T> {
  return { rows: rows.slice(0, mostAtOnce), count: rows.length };
}

/** Says of a queue of which only the first are listed that there are more; nothing of another. @param all the address that lists all */
export function MoreWaiting({ rows, count, all }: First<unknown> & { all: string }) {
  if (count <= rows.length) return null;
  return (
    <p className="mb-3 text-ink-soft">
      共 {formatNumber(count)} 件，下面先列 {rows.length} 件。<a href={all}>全部列出</a>
    </p>
  );
}
