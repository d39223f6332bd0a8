import { paths } from '#app/http/paths.ts';
import { type First, MoreWaiting } from '#app/ui/first-of.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Panel } from '#app/ui/panel.tsx';
import type { AreaWaiting } from './area.rules.ts';
import type { AreaWithSteps } from './area.schema.ts';

/** What of the areas waits for the district, each a link to where it answers. */
export function AreasAwaitingDistrict(waiting: First<AreaWaiting>) {
  if (waiting.count === 0) return null;
  return (
    <Panel title={`待确认的示范片区（${formatNumber(waiting.count)}）`}>
      <MoreWaiting {...waiting} />
      <ul className="grid gap-3">
        {waiting.rows.map(({ area, naming, members }) => (
          <li key={area.id}>
            <strong className="font-medium">{area.name}</strong>
            <span className="block text-sm">
              {naming && <a href={paths.areaConfirm(area.id)}>命名待确认</a>}
              {naming && members.length > 0 && '，'}
              {members.length > 0 && <a href={paths.areaMembers(area.id)}>成员村待确认 {members.length} 个</a>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The areas of a town whose naming the district sent back. */
export function DeclinedAreas({ areas }: { areas: readonly AreaWithSteps[] }) {
  if (areas.length === 0) return null;
  return (
    <Panel title={`被区里退回的片区命名（${areas.length}）`}>
      <ul className="grid gap-3">
        {areas.map(({ id, name, steps }) => (
          <li key={id}>
            <a href={paths.area(id)}>{name}</a>
            <span className="block text-sm text-ink-soft">{steps.at(-1)?.confirmationReason}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
