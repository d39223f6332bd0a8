import { formatNumber } from './format.ts';

/** The first rows of a long queue, and how many wait in it. */
export interface First<T> {
  rows: T[];
  count: number;
}

/** Nobody settles more at once: the next ones come up as these are settled. */
const mostAtOnce = 50;

export function firstOf<T>(rows: readonly T[]): First<T> {
  return { rows: rows.slice(0, mostAtOnce), count: rows.length };
}

/** Says of a queue of which only the first are listed that there are more; nothing of another. */
export function MoreWaiting({ rows, count }: First<unknown>) {
  if (count <= rows.length) return null;
  return (
    <p className="mb-3 text-ink-soft">
      共 {formatNumber(count)} 件，下面先列 {rows.length} 件，办完后其余的会接着列出。
    </p>
  );
}
