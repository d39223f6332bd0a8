/** Figures with their receipts, for whoever asks: pages, JSON and print. */
import { notFound } from '#app/problem.ts';
import { Category } from '#app/producers/category.schema.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';
import type { Figure } from './figure.schema.ts';
import { withCauses } from './green-causes.server.ts';
import { type GreenReceipt, greenReceiptOn, outputYearOn } from './green-receipt.rules.ts';
import { listMethodVersions } from './method.repository.server.ts';
import { observedFigureOn, observedTrend } from './observed-figure.rules.ts';
import { type ObservedReceipt, observedReceipt } from './observed-receipt.rules.ts';
import { byTownOf, type FigureByTown } from './overview.rules.ts';
import { hasFewTowns, readObservedGround, readPlanGround } from './plan.repository.server.ts';
import {
  countedKeys,
  figureOn,
  inputOn,
  isCounted,
  methodOn,
  type PlanGround,
  type Scope,
  stepOfYear,
  type Town,
  type TrendPoint,
  trendOn,
} from './plan-ground.rules.ts';
import { type Page, previousPage, readReceiptPage } from './receipt-page.repository.server.ts';
import { lookedAt, receiptRows } from './receipt-page.rules.ts';
import { readWhole } from './tally.repository.server.ts';
import { listTargetVersions } from './target.repository.server.ts';

interface Asked {
  /** `YYYY-MM-DD`, Asia/Shanghai. */
  asOf: string;
  /** The code of a town; null for all together. */
  town?: string | null;
  /** One category of produce, for the green rate alone. */
  category?: string | null;
  /** Which part of the receipt of all towns; without one, few towns are told whole and many by the first page. */
  page?: Page | null;
}

/** One figure with all that its receipt page says of it. */
export interface FigureReceipt {
  figure: Figure;
  /** Of a page the key after which the one before it begins: '' where that is the first. Null of the first, and of the whole. */
  previous: string | null;
  step: number | null;
  trend: TrendPoint[];
  /** Null of what no town has a number of its own of, and where there are more towns than stand beside each other. */
  byTown: FigureByTown | null;
  /** Those asked about; of a page those of its rows. */
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

/** Villages, areas or products that a page looks at where nobody says how many. */
export const pageSize = 100;

/** @throws Problem `not-found` for a key that the register does not count, or a town that it does not know */
export async function getFigure(db: Db, key: string | undefined, asked: Asked): Promise<Figure> {
  const { town = null } = asked;
  const scope = scopeOf(town === null ? [] : await listTowns(db, { town }), asked);
  const observed = observedFigureOn(await readObservedGround(db), key ?? '', scope);
  if (observed !== null) return observed;
  const page = pageOf(asked, await hasFewTowns(db));
  if (page !== null) return (await readPaged(db, key, scope, page)).figure;
  return figureOf(await readPlanGround(db, town), key, scope);
}

/** @throws Problem `not-found` as `getFigure` does */
export async function getReceipt(db: Db, key: string | undefined, asked: Asked): Promise<FigureReceipt> {
  const few = await hasFewTowns(db);
  const town = few ? null : (asked.town ?? null);
  const page = pageOf(asked, few);
  const towns = page === null ? await listTowns(db, town === null ? {} : { town }) : [];
  const scope = scopeOf(towns, asked);
  const table = await readObservedGround(db);
  const targets = await listTargetVersions(db, key ?? '');
  const methods = await listMethodVersions(db, key ?? '');
  const indicator = observedFigureOn(table, key ?? '', scope);
  if (indicator !== null)
    return {
      ...{ figure: indicator, previous: null, step: null, byTown: null, green: null, towns, townOfVillage: {} },
      ...{ targets, methods },
      ...{ trend: observedTrend(table, indicator.key, scope.asOf), observed: observedReceipt(table, indicator) },
    };
  const receipt =
    page === null
      ? receiptOf(await readPlanGround(db, town), key, scope, few)
      : await pagedReceipt(db, key, scope, page);
  return { ...receipt, observed: null, targets, methods };
}

/** The receipt of a figure that the register counts itself. */
export type CountedReceipt = Omit<FigureReceipt, 'observed' | 'targets' | 'methods'>;

/**
 * The receipts of all counted figures, in the plan's order, from one reading; of many towns together their numbers without the rows,
 * how many these are being told all the same.
 *
 * @throws Problem `not-found` for a town that the register does not know
 */
export async function getReceipts(db: Db, asked: Pick<Asked, 'asOf' | 'town'>): Promise<CountedReceipt[]> {
  const { asOf, town = null } = asked;
  const beside = await hasFewTowns(db);
  const isTallied = town === null && !beside;
  const ground = isTallied ? await readWhole(db, asOf) : await readPlanGround(db, beside ? null : town);
  const scope = scopeOf(ground.towns, asked);
  return countedKeys(ground).map((key) => receiptOf(ground, key, scope, beside));
}

/** Of one town everything is told, as everything is read. */
function pageOf({ town = null, page = null }: Asked, few: boolean): Page | null {
  if (town !== null) return null;
  return page ?? (few ? null : { after: '', limit: pageSize });
}

/** The number out of the tallies, and the rows of one page alone. */
async function readPaged(db: Db, key: string | undefined, scope: Scope, page: Page) {
  const whole = await readWhole(db, scope.asOf);
  const figure = figureOf(whole, key, scope);
  const counted = countedKeys(whole).find((each) => each === figure.key);
  const method = methodOn(whole, figure.key, scope.asOf);
  if (counted === undefined || method === undefined) throw notFound('这项指标');
  const looked = lookedAt(counted, method);
  const { rows, next } = await readReceiptPage(db, looked, { category: scope.category ?? null, page });
  const input = inputOn({ ...whole, ...rows }, counted, scope);
  const told = input && receiptRows(counted, input, outputYearOn(whole, scope));
  return { whole, looked, rows, figure: { ...figure, ...told, next } };
}

async function pagedReceipt(db: Db, key: string | undefined, scope: Scope, page: Page): Promise<CountedReceipt> {
  const { whole, looked, rows, figure } = await readPaged(db, key, scope, page);
  const receipt = receiptOf(whole, key, scope, false);
  return {
    ...receipt,
    previous: await previousPage(db, looked, { category: scope.category ?? null, page }),
    ...{ figure, towns: rows.towns, townOfVillage: townsOfVillages(rows) },
    green: receipt.green && (await withCauses(db, receipt.green, whole, scope)),
  };
}

/** @param beside whether the figure of each town is told beside */
function receiptOf(ground: PlanGround, key: string | undefined, scope: Scope, beside: boolean): CountedReceipt {
  const figure = figureOf(ground, key, scope);
  const trend = isCounted(figure.key) ? trendOn(ground, figure.key, scope) : [];
  return {
    figure,
    previous: null,
    step: stepOfYear(ground, figure, scope),
    trend,
    green: figure.key === 'green-rate' ? greenReceiptOn(ground, scope, trend) : null,
    byTown: beside ? byTownOf(ground, figureOf(ground, key, { ...scope, town: null }), scope.category) : null,
    towns: ground.towns,
    townOfVillage: townsOfVillages(ground),
  };
}

function townsOfVillages({ villages }: Pick<PlanGround, 'villages'>): Record<string, string> {
  return Object.fromEntries(villages.map(({ code, townCode }) => [code, townCode]));
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
