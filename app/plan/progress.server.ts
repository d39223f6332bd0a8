/** The figures of the plan together, for whoever asks: pages, JSON and print. One figure with its receipt: `receipt.server.ts`. */
import { addDays } from '#app/day.ts';
import { listNamedBetween, listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Figure } from './figure.schema.ts';
import { type IndicatorFigure, observedFigures } from './observed-figure.rules.ts';
import { hasLastNamings, type Overview, overviewOn } from './overview.rules.ts';
import { hasFewTowns, readLineages, readObservedGround, readPlanGround } from './plan.repository.server.ts';
import { countedKeys, figureOn, type PlanGround } from './plan-ground.rules.ts';
import { readWhole } from './tally.repository.server.ts';

interface Asked {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  asOf: string;
}

/** Every figure of the plan for the three towns together: those that the register counts, then the rows of table 1. */
export async function getProgress(db: Db, { asOf }: Asked): Promise<Figure[]> {
  const ground = await readWhole(db, asOf);
  const counted = countedKeys(ground).flatMap((key) => figureOn(ground, key, { asOf, town: null }) ?? []);
  return [...counted, ...observedFigures(await readObservedGround(db), asOf).map(({ figure }) => figure)];
}

/** The plan as one page lists it: its commitments, and table 1 in its order. */
export async function getPlan(db: Db, { asOf }: Asked) {
  const ground = await readWhole(db, asOf);
  return {
    commitments: countedKeys(ground).flatMap((key) => figureOn(ground, key, { asOf, town: null }) ?? []),
    indicators: observedFigures(await readObservedGround(db), asOf),
  };
}

/** Table 1 alone. */
export async function getIndicators(db: Db, { asOf }: Asked): Promise<IndicatorFigure[]> {
  return observedFigures(await readObservedGround(db), asOf);
}

export async function getOverview(db: Db, { asOf }: Asked): Promise<Overview> {
  const whole = await readWhole(db, asOf);
  const hasRows = whole.tallies === null;
  // Beside each other every town is told, and every village stands in the wall: that takes the rows.
  if (await hasFewTowns(db)) return overviewOn(whole, asOf, hasRows ? whole : await readPlanGround(db, null));
  return overviewOn(hasRows ? whole : await withLastNamings(db, whole, asOf), asOf, null);
}

/** Days that are looked back for the last namings, and how many are taken of them: more where they are too few. */
const lookBack = [0, 3, 15, 63, 255, 1_023, 36_500];
const mostNamings = [50, 500, 5_000];

async function withLastNamings(db: Db, whole: PlanGround, asOf: string): Promise<PlanGround> {
  for (const days of lookBack)
    for (const limit of mostNamings) {
      const from = addDays(asOf, -days);
      const named = await listNamedBetween(db, { from, to: asOf, limit });
      const ground = named.length === 0 ? whole : await withTitles(db, whole, [...new Set(named.map(({ id }) => id))]);
      const isAll = named.length < limit;
      if (hasLastNamings(ground, { from, asOf, named: isAll ? null : named })) return ground;
      if (isAll && days === lookBack.at(-1)) return ground;
      if (isAll) break;
    }
  return whole;
}

async function withTitles(db: Db, whole: PlanGround, ids: readonly string[]): Promise<PlanGround> {
  const titles = await listTitlesWithSteps(db, { ids });
  const villages = [...new Set(titles.map(({ villageCode }) => villageCode))];
  return { ...whole, titles, ...(await readLineages(db, { villages })) };
}
