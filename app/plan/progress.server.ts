/** The figures of the plan, for whoever asks: pages, JSON and print. */

import { addDays } from '#app/day.ts';
import { notFound } from '#app/problem.ts';
import { Category } from '#app/producers/category.schema.ts';
import { listNamedBetween, listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';
import type { Figure } from './figure.schema.ts';
import { type GreenReceipt, greenReceiptOn } from './green-receipt.rules.ts';
import { listMethodVersions } from './method.repository.server.ts';
import { type IndicatorFigure, observedFigureOn, observedFigures, observedTrend } from './observed-figure.rules.ts';
import { type ObservedReceipt, observedReceipt } from './observed-receipt.rules.ts';
import { byTownOf, type FigureByTown, hasLastNamings, type Overview, overviewOn } from './overview.rules.ts';
import {
  hasFewTowns,
  readFrame,
  readLineages,
  readObservedGround,
  readPlanGround,
  readTowns,
} from './plan.repository.server.ts';
import {
  countedKeys,
  figureOn,
  isCounted,
  type PlanGround,
  type Scope,
  stepOfYear,
  type Town,
  type TrendPoint,
  trendOn,
} from './plan-ground.rules.ts';
import { readTallies } from './tally.repository.server.ts';
import { listTargetVersions } from './target.repository.server.ts';

interface Asked {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  asOf: string;
  /** The code of a town; null for the three together. */
  town?: string | null;
  /** One category of produce, for the green rate alone. */
  category?: string | null;
}

/** One figure with all that its receipt page says of it. */
export interface FigureReceipt {
  figure: Figure;
  step: number | null;
  trend: TrendPoint[];
  /** Null of what no town has a number of its own of, and where there are more towns than stand beside each other. */
  byTown: FigureByTown | null;
  towns: readonly Town[];
  /** Beside the green rate: categories, methods, the forecast. Null for other figures. */
  green: GreenReceipt | null;
  /** The code of the town of each village. */
  townOfVillage: Record<string, string>;
  /** Of an indicator of table 1, its years; null for what the register counts itself. */
  observed: ObservedReceipt | null;
  /** The target as it was first and as it was set anew, with the documents. */
  targets: Row<'target'>[];
  /** The method as it was first and as it was set anew. */
  methods: Row<'method'>[];
}

/** @throws Problem `not-found` for a key that the register does not count, or a town that it does not know */
export async function getFigure(db: Db, key: string | undefined, asked: Asked): Promise<Figure> {
  const { town = null } = asked;
  const scope = scopeOf(await readTowns(db, town), asked);
  const observed = observedFigureOn(await readObservedGround(db), key ?? '', scope);
  return observed ?? figureOf(await readPlanGround(db, town), key, scope);
}

/** Every figure of the plan for the three towns together: those that the register counts, then the rows of table 1. */
export async function getProgress(db: Db, { asOf }: Pick<Asked, 'asOf'>): Promise<Figure[]> {
  const ground = await readWhole(db, asOf);
  const counted = countedKeys(ground).flatMap((key) => figureOn(ground, key, { asOf, town: null }) ?? []);
  return [...counted, ...observedFigures(await readObservedGround(db), asOf).map(({ figure }) => figure)];
}

/** The plan as one page lists it: its commitments, and table 1 in its order. */
export async function getPlan(db: Db, { asOf }: Pick<Asked, 'asOf'>) {
  const ground = await readWhole(db, asOf);
  return {
    commitments: countedKeys(ground).flatMap((key) => figureOn(ground, key, { asOf, town: null }) ?? []),
    indicators: observedFigures(await readObservedGround(db), asOf),
  };
}

/** Table 1 alone. */
export async function getIndicators(db: Db, { asOf }: Pick<Asked, 'asOf'>): Promise<IndicatorFigure[]> {
  return observedFigures(await readObservedGround(db), asOf);
}

/** @throws Problem `not-found` as `getFigure` does */
export async function getReceipt(db: Db, key: string | undefined, asked: Asked): Promise<FigureReceipt> {
  const beside = await hasFewTowns(db);
  const town = beside ? null : (asked.town ?? null);
  const towns = await readTowns(db, town);
  const scope = scopeOf(towns, asked);
  const table = await readObservedGround(db);
  const targets = await listTargetVersions(db, key ?? '');
  const methods = await listMethodVersions(db, key ?? '');
  const indicator = observedFigureOn(table, key ?? '', scope);
  if (indicator === null) {
    const receipt = receiptOf(await readPlanGround(db, town), key, scope, beside);
    return { ...receipt, observed: null, targets, methods };
  }
  return {
    ...{ figure: indicator, step: null, byTown: null, green: null, towns, townOfVillage: {}, targets, methods },
    ...{ trend: observedTrend(table, indicator.key, scope.asOf), observed: observedReceipt(table, indicator) },
  };
}

/** The receipt of a figure that the register counts itself. */
export type CountedReceipt = Omit<FigureReceipt, 'observed' | 'targets' | 'methods'>;

/**
 * The receipts of all counted figures, in the plan's order, from one reading.
 *
 * @throws Problem `not-found` for a town that the register does not know
 */
export async function getReceipts(db: Db, asked: Pick<Asked, 'asOf' | 'town'>): Promise<CountedReceipt[]> {
  const beside = await hasFewTowns(db);
  const ground = await readPlanGround(db, beside ? null : (asked.town ?? null));
  const scope = scopeOf(ground.towns, asked);
  return countedKeys(ground).map((key) => receiptOf(ground, key, scope, beside));
}

export async function getOverview(db: Db, { asOf }: Pick<Asked, 'asOf'>): Promise<Overview> {
  // Beside each other every town is told, and every village stands in the wall: then all rows are read anyway.
  if (await hasFewTowns(db)) return overviewOn(await readPlanGround(db, null), asOf, { beside: true });
  const whole = await readWhole(db, asOf);
  const ground = whole.tallies === null ? whole : await withLastNamings(db, whole, asOf);
  return overviewOn(ground, asOf, { beside: false });
}

/** What the figures of all towns together are told from: the tallies, or all rows where these do not hold every change. */
async function readWhole(db: Db, asOf: string): Promise<PlanGround> {
  const frame = await readFrame(db);
  const methods = frame.methods.filter(({ indicatorKey }) => isCounted(indicatorKey));
  const settings = methods.map((method) => method.settings);
  const tallies = await readTallies(db, { asOf, figures: countedKeys(frame), settings });
  if (tallies === null) return readPlanGround(db, null);
  return { ...frame, ...noRows, tallies };
}

const noRows = {
  ...{ towns: [], villages: [], events: [], titles: [], members: [], areas: [] },
  green: { products: [], certificates: [], outputs: [], localOutputs: [] },
};

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

/** @param beside whether the figure of each town is told beside */
function receiptOf(ground: PlanGround, key: string | undefined, scope: Scope, beside: boolean): CountedReceipt {
  const figure = figureOf(ground, key, scope);
  const trend = isCounted(figure.key) ? trendOn(ground, figure.key, scope) : [];
  return {
    figure,
    step: stepOfYear(ground, figure, scope),
    trend,
    green: figure.key === 'green-rate' ? greenReceiptOn(ground, scope, trend) : null,
    byTown: beside ? byTownOf(ground, figureOf(ground, key, { ...scope, town: null }), scope.category) : null,
    towns: ground.towns,
    townOfVillage: Object.fromEntries(ground.villages.map(({ code, townCode }) => [code, townCode])),
  };
}

function figureOf(ground: PlanGround, key: string | undefined, scope: Scope): Figure {
  const figure = key !== undefined && isCounted(key) ? figureOn(ground, key, scope) : null;
  if (figure === null) throw notFound('这项指标');
  return figure;
}

function scopeOf(towns: readonly Town[], { asOf, town = null, category: asked = null }: Asked): Scope {
  const category = Category.safeParse(asked).data ?? null;
  if (town === null) return { asOf, town: null, category };
  const found = towns.find(({ code }) => code === town);
  if (found === undefined) throw notFound('这个镇');
  return { asOf, town: found, category };
}
