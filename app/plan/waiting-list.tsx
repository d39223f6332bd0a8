import { paths } from '#app/http/paths.ts';

/** How many of a kind wait for the reader. */
export interface WaitingCount {
  label: string;
  count: number;
}

/** What waits, as counts that lead to the desk. */
export function WaitingList({ counts }: { counts: readonly WaitingCount[] }) {
  const waiting = counts.filter(({ count }) => count > 0);
  if (waiting.length === 0) return <p className="text-ink-soft">没有等您处理的事项。</p>;
  return (
    <ul>
      {waiting.map(({ label, count }) => (
        <li key={label} className="border-b border-line">
          <a href={paths.desk()} className="flex items-baseline justify-between gap-4 py-2">
            <span>{label}</span>
            <span className="font-song text-xl font-bold tabular-nums">{count}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
