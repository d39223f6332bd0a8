/** Which side of the plan's period a naming falls on. */
import type { Standing } from '#app/titles/title.rules.ts';
import type { CityLevelSettings } from './method.schema.ts';

type Period = Pick<CityLevelSettings, 'newBy' | 'from' | 'to'>;

/**
 * Whether a counting title is the period's new one. Where the award year is unknown only a naming before the period says
 * anything: one in January may be of the year before (2020年度 was named in January 2021).
 */
export function periodOf(
  { awardYear }: { awardYear: number | null },
  { namedOn, namedPrecision }: Standing,
  { newBy, from, to }: Period,
) {
  const named = namedOn ?? from;
  if (newBy === 'award-year') {
    if (awardYear !== null) return placeIn(awardYear, Number(from.slice(0, 4)), Number(to.slice(0, 4)));
    return named < from ? 'baseline' : 'year-unknown';
  }
  return namedPrecision === 'exact' || named < from ? placeIn(named, from, to) : 'year-unknown';
}

function placeIn<T extends number | string>(when: T, from: T, to: T): 'baseline' | 'new' | 'after-period' {
  if (when < from) return 'baseline';
  return when > to ? 'after-period' : 'new';
}
