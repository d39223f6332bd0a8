/** Areas as other systems read them (contract, JSON). */
import { stepsJson } from '#app/titles/title-json.rules.ts';
import type { ListedArea } from './area.rules.ts';

/** An area as of a day: what happened later is left out. `reason` says why it is not named, as a key. */
export function areaJson({ area, place }: ListedArea, asOf: string) {
  const { id, kind, name, corridor, towns, countsTowardsPlan, awardYear, members, steps, origin } = area;
  return {
    ...{ id, kind, name, corridor, towns, awardYear, origin },
    countsTowardsPlan: countsTowardsPlan === 1,
    stage: place?.stage ?? null,
    namedOn: place?.standing.namedOn ?? null,
    named: place?.standing.counts ?? false,
    reason: place === null ? 'not-named-yet' : place.standing.reason,
    members: members.map(({ villageCode, name: village, since, membership }) => ({
      ...{ village: { code: villageCode, name: village }, since, membership },
    })),
    steps: stepsJson(steps, asOf),
  };
}
