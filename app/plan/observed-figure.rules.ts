/**
 * The twenty indicators of the plan's table 1: each a figure like the others, read from the yearly observations that the
 * district has entered and confirmed. A year that nobody collected stays missing: it is never 0, and never met.
 */
import { formatDay } from '#app/ui/format.ts';
import type { IndicatorTable, ObservationTable } from '#db/tables.ts';
import type { Figure, FigureItem, LeftOut } from './figure.schema.ts';
import { figureOf } from './figure-input.rules.ts';
import { ObservedSettings, readSettings } from './method.schema.ts';
import { verdictWords } from './observed-words.rules.ts';
import { planPeriod } from './plan.fields.ts';
import { methodOn, type PlanGround, type Scope, type TrendPoint } from './plan-ground.rules.ts';
import { split } from './receipt.rules.ts';
import { type Evidence, judgeTarget, versionInForce } from './target.rules.ts';

export type ObservationRow = Omit<ObservationTable, 'change' | 'origin'>;
export type ObservedIndicator = Pick<
  IndicatorTable,
  'key' | 'label' | 'unit' | 'sentence' | 'place' | 'baseline' | 'domain' | 'attribute' | 'position'
>;

export interface ObservedGround extends Pick<PlanGround, 'targets' | 'methods'> {
  /** In the order of the table. */
  indicators: readonly ObservedIndicator[];
  observations: readonly ObservationRow[];
}

interface Observed {
  settings: ObservedSettings;
  method: NonNullable<ReturnType<typeof methodOn>>;
  indicator: ObservedIndicator;
  /** Every observation of the indicator, the oldest year first. */
  all: ObservationRow[];
  /** Those that count on the day. */
  known: ObservationRow[];
}

const firstYear = Number(planPeriod.from.slice(0, 4));
const lastYear = Number(planPeriod.to.slice(0, 4));
export const planYears = Array.from({ length: lastYear - firstYear + 1 }, (_, place) => firstYear + place);
const yearOf = (day: string) => Number(day.slice(0, 4));

/** Null where the register, as read, holds no such indicator or no method for it. */
export function observedFigureOn(ground: ObservedGround, key: string, scope: Pick<Scope, 'asOf' | 'town'>) {
  const { asOf, town } = scope;
  const observed = observedOn(ground, key, asOf);
  if (observed === null) return null;
  const { settings, method, indicator } = observed;
  const target = versionInForce(
    ground.targets.filter(({ indicatorKey }) => indicatorKey === key),
    asOf,
  );
  const input = { asOf, town, indicator, target, method };
  // The plan sets these for the three towns together: of one town nothing was collected.
  if (town !== null)
    return figureOf(input, {
      ...split([]),
      collected: false,
      value: null,
      numerator: null,
      remarks: ['规划只定三镇合计，不分镇。'],
    });
  const missing = missingYears(observed, asOf);
  const evidence = evidenceOf(observed, asOf);
  const { met, ground: why } = judgeTarget(evidence, target, settings);
  const rows = observed.all.map((row) => ({ item: itemOf(row), left: leftOut(row, observed, asOf) }));
  return figureOf(input, {
    collected: true,
    ...split(rows),
    ...{ value: evidence.value, numerator: null, met },
    verdict: verdictWords(why, {
      year: observed.known.at(-1)?.year ?? null,
      missing,
      target,
      settings,
      comparison: evidence.comparison,
    }),
    remarks: missing.length === 0 ? [] : [`未采集：${missing.map((year) => `${year}年`).join('、')}。`],
  });
}

/** An indicator of table 1 as it stands on a day. */
export interface IndicatorFigure extends Pick<ObservedIndicator, 'position' | 'domain' | 'attribute'> {
  figure: Figure;
  /** The newest year that counts; null where none does. */
  year: number | null;
  kind: ObservedSettings['value'];
}

/** The whole of table 1 on a day, for the three towns together. */
export function observedFigures(ground: ObservedGround, asOf: string): IndicatorFigure[] {
  return ground.indicators.flatMap(({ key, position, domain, attribute }) => {
    const figure = observedFigureOn(ground, key, { asOf, town: null });
    const observed = observedOn(ground, key, asOf);
    if (figure === null || observed === null) return [];
    const year = observed.known.at(-1)?.year ?? null;
    return [{ figure, year, kind: observed.settings.value, position, domain, attribute }];
  });
}

/** By year: the observed value, the running sum where the target is one; null for a year that is missing. */
export function observedTrend(ground: ObservedGround, key: string, asOf: string): TrendPoint[] {
  const observed = observedOn(ground, key, asOf);
  if (observed === null) return [];
  const { settings, all, method } = observed;
  const counted = new Map(all.filter((row) => countsOn(row, asOf)).map((row) => [row.year, row.value]));
  const withEve = settings.value !== 'sum' && counted.has(firstYear - 1);
  const years = withEve ? [firstYear - 1, ...planYears] : planYears;
  let sum: number | null = 0;
  return years
    .filter((year) => year <= yearOf(asOf))
    .map((year) => {
      const value: number | null = counted.get(year) ?? null;
      sum = sum === null || value === null ? null : sum + value;
      const shown = settings.value === 'sum' ? sum : value;
      return { day: `${year}-12-31`, value: shown, method: method.version };
    });
}

/** Why an observation does not make the figure; null where it does. */
export function leftOut(row: ObservationRow, { settings, known }: Pick<Observed, 'settings' | 'known'>, asOf: string) {
  const code = notCounted(row, asOf);
  if (code !== null) return code;
  return settings.value === 'latest' && row.year !== known.at(-1)?.year ? 'older-year' : null;
}

/** The observations of an indicator and the rule by which they are read on the day. */
export function observedOn(ground: ObservedGround, key: string, asOf: string): Observed | null {
  const indicator = ground.indicators.find((each) => each.key === key);
  const method = methodOn(ground, key, asOf);
  if (indicator === undefined || method === undefined) return null;
  const all = ground.observations
    .filter(({ indicatorKey }) => indicatorKey === key)
    .toSorted((a, b) => a.year - b.year);
  const known = all.filter((row) => notCounted(row, asOf) === null);
  return { settings: readSettings(ObservedSettings, method), method, indicator, all, known };
}

function notCounted(row: ObservationRow, asOf: string): LeftOut | null {
  if (row.confirmation === 'pending') return 'observation-pending';
  if (row.confirmation === 'declined') return 'observation-declined';
  if (holdsFrom(row) > asOf) return 'observed-later';
  if (row.year < firstYear) return 'baseline';
  return row.year > lastYear ? 'after-period' : null;
}

/** Whether a year's number counts on a day: confirmed, and of a year that is over or was published by then. */
export const countsOn = (row: ObservationRow, asOf: string): boolean =>
  row.confirmation === 'confirmed' && holdsFrom(row) <= asOf;

/**
 * The day from which a year's number holds: the year's last, or the day of publishing where that came before. When the
 * register knew of it is the other time of every figure, the change number (domain, section 8).
 */
export function holdsFrom({ year, observedOn }: Pick<ObservationRow, 'year' | 'observedOn'>): string {
  const end = `${year}-12-31`;
  return observedOn < end ? observedOn : end;
}

/** The last year that was over by the end of a day. */
const yearGoneBy = (asOf: string) => (asOf.endsWith('-12-31') ? yearOf(asOf) : yearOf(asOf) - 1);

/** The years of the plan gone by at the day, as far as nobody knows them; before the plan's first year ends, none. */
function missingYears({ known }: Observed, asOf: string): number[] {
  return planYears.filter((year) => year <= yearGoneBy(asOf) && known.every((row) => row.year !== year));
}

/**
 * The value and what it rests on. The newest year must be the one gone by, or the plan's last: an old number says nothing of
 * today. A mean needs every year up to it; a sum is complete with the plan's last year.
 */
function evidenceOf({ known, settings }: Observed, asOf: string): Evidence {
  const last = known.at(-1);
  if (last === undefined) return { value: null, comparison: null, complete: false };
  const isFresh = last.year >= Math.min(yearGoneBy(asOf), lastYear);
  if (settings.value === 'latest') return { value: last.value, comparison: last.comparison, complete: isFresh };
  if (settings.value === 'sum') {
    const sum = known.reduce((total, { value }) => total + value, 0);
    return { value: tidy(sum), comparison: null, complete: known.length === planYears.length };
  }
  const hasAll = known.length === last.year - firstYear + 1;
  return {
    value: hasAll ? meanGrowth(known.map(({ value }) => value)) : null,
    comparison: hasAll ? meanGrowth(known.map(({ comparison }) => comparison)) : null,
    complete: isFresh,
  };
}

/** The even yearly rate that leads to the same end as the rates of the years, in per cent; null where one is missing. */
function meanGrowth(rates: readonly (number | null)[]): number | null {
  if (rates.length === 0) return null;
  let grown = 1;
  for (const rate of rates) {
    if (rate === null || rate <= -100) return null;
    grown *= 1 + rate / 100;
  }
  return tidy((grown ** (1 / rates.length) - 1) * 100);
}

/** Without the dust of binary fractions: five years of 8 % are 8 %, not a hair below. */
const tidy = (value: number) => Math.round(value * 1e6) / 1e6;

function itemOf({ indicatorKey, year, value, source, documentNumber, observedOn }: ObservationRow): FigureItem {
  const words = [source, documentNumber, `${formatDay(observedOn)}公布`].filter((each) => each !== null);
  const note = words.join('，');
  return {
    ...{ kind: 'observation', id: `${indicatorKey}/${year}`, label: `${year}年` },
    ...{ amount: value, note, villageCode: null },
  };
}
