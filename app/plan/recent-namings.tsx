import { type Pin, paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import type { RecentNaming } from './overview.rules.ts';

/** The last namings, the newest first. */
export function RecentNamings({ namings, pin }: { namings: readonly RecentNaming[]; pin: Pin }) {
  if (namings.length === 0) return <p className="text-ink-soft">还没有登记过确切日期的命名。</p>;
  return (
    <div className="@container">
      <ol className="gap-x-12 @4xl:columns-2">
        {namings.map(({ id, village, town, programme, awardYear, namedOn }) => (
          <li key={id} className="keep-together flex flex-wrap items-baseline gap-x-4 border-b border-line py-2">
            <span className="w-32 flex-none text-sm text-ink-soft tabular-nums">{formatDay(namedOn)}</span>
            <span className="min-w-0 flex-1 basis-56">
              <a href={paths.title(id, { ...pin })}>
                {village} {programme}
              </a>
              <span className="ml-2 inline-block text-sm text-ink-soft">
                {town}
                {awardYear !== null && ` · ${awardYear}年度`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
