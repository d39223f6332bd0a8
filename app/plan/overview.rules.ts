/** The whole of the plan at a glance: every figure with its year, by town and by year, each village, the last namings. */
import { levelOn, standingOn } from '#app/titles/title.rules.ts';
import type { Level } from '#app/villages/level.rules.ts';
import type { Retention } from '#app/villages/village.schema.ts';
import type { Category } from '#db/tables.ts';
import type { CountedKey } from './figure.rules.ts';
import type { Figure } from './figure.schema.ts';
import { greenFallsOn } from './green-receipt.rules.ts';
import { groupsOf } from './groups.ts';
import {
  countedKeys,
  figureOn,
  type PlanGround,
  sceneOn,
  stepOfYear,
  type Town,
  type TrendPoint,
  trendOn,
} from './plan-ground.rules.ts';

/** A figure without its receipt, and what its year has added. */
export interface FigureSummary extends Omit<Figure, 'included' | 'excluded'> {
  step: number | null;
}

/** A figure in each town; null where nothing was collected, or where it has nothing to do with the town. */
export interface FigureByTown {
  key: string;
  label: string;
  unit: string;
  total: number | null;
  target: number | null;
  /** `concerned`: whether the figure has anything to do with the town. */
  towns: { code: string; value: number | null; concerned: boolean }[];
}

export interface FigureTrend {
  key: string;
  label: string;
  unit: string;
  target: number | null;
  points: TrendPoint[];
}

export interface WallVillage {
  code: string;
  name: string;
  level: Level | null;
  retention: Retention;
}

export interface RecentNaming {
  id: string;
  villageCode: string;
  village: string;
  town: string;
  programme: string;
  awardYear: number | null;
  namedOn: string;
}

export interface Overview {
  figures: FigureSummary[];
  towns: Town[];
  byTown: FigureByTown[];
  trends: FigureTrend[];
  wall: { town: Town; villages: WallVillage[] }[];
  recent: RecentNaming[];
  /** The day from which the green rate is below its target if nothing is renewed, within two years; null where none is. */
  greenFalls: { day: string; target: number } | null;
}

/** The figures whose way through the years is drawn: those with a number for the three towns and a way to go. */
const drawn: readonly string[] = ['coverage', 'city-level', 'areas', 'green-rate'];
/** The figure whose ground is an area and not the towns. */
const ofArea: CountedKey = 'shangta';
const recentNamings = 8;

/**
 * @param ground what the figures of all towns together are told from
 * @param beside the rows of all towns, where these are few enough to tell each figure of each, and each of their villages
 */
export function overviewOn(ground: PlanGround, asOf: string, beside: PlanGround | null): Overview {
  const figures = countedKeys(ground).flatMap((key) => figureOn(ground, key, { asOf, town: null }) ?? []);
  return {
    figures: figures.map(({ included: _included, excluded: _excluded, ...figure }) => ({
      ...figure,
      step: stepOfYear(ground, { ...figure, included: [], excluded: [] }, { town: null }),
    })),
    towns: [...(beside?.towns ?? [])],
    byTown: beside ? figures.map((figure) => byTownOf(beside, figure)) : [],
    trends: countedKeys(ground).flatMap((key) => {
      const figure = figures.find((each) => each.key === key && drawn.includes(key));
      if (figure === undefined) return [];
      const { label, unit, target } = figure;
      return { key, label, unit, target: target?.value ?? null, points: trendOn(ground, key, { asOf, town: null }) };
    }),
    wall: beside ? wallOn(beside, asOf) : [],
    recent: recentOn(beside ?? ground, asOf),
    greenFalls: greenFallsOn(ground, asOf),
  };
}

/** The towns of one figure. Of an area, a town without one of its villages has nothing to do with it: null, not 0. */
export function byTownOf(ground: PlanGround, figure: Figure, category: Category | null = null): FigureByTown {
  const key = countedKeys(ground).find((each) => each === figure.key);
  const towns = ground.towns.map((town) => {
    const own = key === undefined ? null : figureOn(ground, key, { asOf: figure.asOf, town, category });
    const concerned = own !== null && concernsTown(own);
    return { code: town.code, value: concerned ? own.value : null, concerned };
  });
  const { label, unit, value, target } = figure;
  return { key: figure.key, label, unit, total: value, target: target?.value ?? null, towns };
}

/** Whether the figure of a town has anything to do with it. */
export function concernsTown({ key, included, excluded }: Figure): boolean {
  return key !== ofArea || included.length + excluded.length > 0;
}

/** The villages that stood on the day with the level that they held, by town. */
function wallOn(ground: PlanGround, asOf: string): Overview['wall'] {
  const standing = groupsOf(
    sceneOn(ground, asOf).villages.filter(({ retired }) => retired === null),
    'townCode',
  );
  const titlesOf = groupsOf(ground.titles, 'villageCode');
  return ground.towns.map((town) => ({
    town,
    villages: (standing.get(town.code) ?? []).map(({ code, name, retention }) => {
      return { code, name, level: levelOn(titlesOf.get(code) ?? [], asOf), retention };
    }),
  }));
}

/**
 * Whether the titles that were read hold the last namings of all.
 *
 * @param from the day since which titles with a naming were read
 * @param named by which naming each was found, the latest first, where not all since that day were read: a title that was
 *   found by a later naming than its first says nothing of those that were not
 */
export function hasLastNamings(
  ground: PlanGround,
  { from, asOf, named }: { from: string; asOf: string; named: readonly { id: string; day: string }[] | null },
): boolean {
  const last = recentOn(ground, asOf);
  const foundBy = (id: string) => named?.find((each) => each.id === id)?.day;
  return (
    last.length === recentNamings &&
    last.every(({ id, namedOn }) => namedOn >= from && (named === null || foundBy(id) === namedOn))
  );
}

/** The last namings whose day is known, the newest first. */
function recentOn(ground: PlanGround, asOf: string): RecentNaming[] {
  const names = new Map(sceneOn(ground, asOf).villages.map(({ code, name }) => [code, name]));
  const named = ground.titles.flatMap(({ id, villageCode, village, town, programme, awardYear, steps }) => {
    const { counts, namedOn, namedPrecision } = standingOn(steps, asOf);
    if (!counts || namedOn === null || namedPrecision !== 'exact') return [];
    const name = names.get(villageCode) ?? village.name;
    return { id, villageCode, village: name, town: town.name, programme: programme.name, awardYear, namedOn };
  });
  // The order of the titles, by code, decides within a day.
  return named.toSorted((a, b) => (a.namedOn < b.namedOn ? 1 : a.namedOn > b.namedOn ? -1 : 0)).slice(0, recentNamings);
}
