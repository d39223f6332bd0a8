import { type Pin, paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import { Tag } from '#app/ui/tag.tsx';
import { areaKindWords, membershipWords } from './area.fields.ts';
import type { AreaOfVillage } from './area.repository.server.ts';

/** The areas of one village; a membership that nobody has confirmed says so. */
export function AreaList({ areas, pin }: { areas: readonly AreaOfVillage[]; pin: Pin }) {
  if (areas.length === 0) return <p className="text-ink-soft">没有登记所在的示范片区。</p>;
  return (
    <ul className="grid gap-3">
      {areas.map((area) => (
        <li key={area.id}>
          <span className="inline-flex flex-wrap items-baseline gap-2">
            <a href={paths.area(area.id, { ...pin })}>{area.name}</a>
            <Tag>{areaKindWords[area.kind]}</Tag>
            {area.membership === 'to-be-confirmed' && <Tag tone="wait">{membershipWords[area.membership]}</Tag>}
          </span>
          <span className="block text-sm text-ink-soft">
            {area.since === null ? '纳入日期不详' : `${formatDay(area.since)}纳入`}
            {area.corridor && `，示范走廊：${area.corridor}`}
            {area.source && `。${area.source}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
