/** Figures of all towns together out of the tallies: the same words and verdicts, without their rows. */
import { categories } from '#app/producers/category.ts';
import type { Category, Sums } from '#db/tables.ts';
import { type CountingKey, countings } from './figure.rules.ts';
import type { Figure } from './figure.schema.ts';
import type { FigureInput } from './figure-input.rules.ts';
import { comingMoment, type ForecastGround } from './green-forecast.rules.ts';
import { type GreenSums, type Moment, percentOf, tellGreenRate } from './green-rate.rules.ts';
import { GreenRateSettings, readSettings } from './method.schema.ts';
import { noSums, periodsUntil, plus, whole } from './tally.rules.ts';
import { greenPart } from './tally-green.rules.ts';

/** What a part of a figure came to within a period. */
export interface PeriodSums {
  period: number;
  sums: Sums;
}

/** What a part of a figure came to: at the ends of years, on the day asked for, and on the days after it on which it turns. */
interface Part {
  years: readonly PeriodSums[];
  now: Sums;
  ahead: readonly PeriodSums[];
}

/** The tallies as far as a day and its pages need them. */
export interface Tallies {
  asOf: string;
  /** By figure, settings and part. */
  parts: ReadonlyMap<string, ReadonlyMap<string, Part>>;
}

type Of = Pick<FigureInput, 'asOf' | 'method'> & { tallies: Tallies };

/** What a method counts by, as its tallies are kept under it. */
export const talliedAs = (figure: string, settings: string) => `${figure}\n${settings}`;

/** A figure that counts villages, titles or areas. */
export function talliedFigure(key: CountingKey, input: FigureInput, tallies: Tallies): Figure {
  const sums = sumsOn({ ...input, tallies }, key, whole, input.asOf);
  return countings[key].tell(input, { included: [], excluded: [], sums });
}

export function talliedGreenRate(input: FigureInput, tallies: Tallies): Figure {
  const sums = greenSumsOn({ ...input, tallies }, input.category, input.asOf);
  return tellGreenRate(input, { ...sums, included: [], excluded: [] });
}

/** The sums of the green rate on a day, in one category or in all. */
export function greenSumsOn(of: Of, category: Category | null, day: string): GreenSums {
  const year = outputYearOf(of, category, day);
  return greenSumsOf(of, category, { year, day, validityYear: year });
}

/** The sums of a moment: which year's outputs, and the day or the year in which a certificate must cover. */
function greenSumsOf(of: Of, category: Category | null, { year, day, validityYear }: Moment): GreenSums {
  const within: readonly Category[] = category === null ? categories : [category];
  const onDay = readSettings(GreenRateSettings, of.method).valid === 'on-day';
  const when = onDay ? day : `${String(validityYear ?? 0).padStart(4, '0')}-12-31`;
  const sum = (part: (each: Category) => string) =>
    within.reduce<Sums>((all, each) => plus(all, sumsOn(of, greenKey, part(each), when)), noSums);
  const products = sum(greenPart.products).counted;
  if (year === null)
    return { year, certified: null, local: null, counted: 0, leftOut: products, missing: 0, unreported: 0 };
  const certified = sum((each) => greenPart.certified(year, each));
  return {
    year,
    certified: certified.amount,
    local: sum((each) => greenPart.local(year, each)).amount,
    counted: certified.counted,
    leftOut: products - certified.counted,
    missing: sum(greenPart.covered).counted - certified.counted - certified.untold,
    unreported: certified.ground,
  };
}

/** The newest year up to the day in which every town has reported; null where there is none. */
function outputYearOf(of: Of, category: Category | null, day: string): number | null {
  const towns = sumsOn(of, greenKey, greenPart.towns, of.asOf).counted;
  const parts = of.tallies.parts.get(talliedAs(greenKey, of.method.settings)) ?? new Map<string, Part>();
  const years = [...parts.keys()].flatMap((part) => {
    const year = Number(/^local (\d+) \*$/.exec(part)?.[1] ?? Number.NaN);
    if (Number.isNaN(year) || year > Number(day.slice(0, 4))) return [];
    const reported = sumsOn(of, greenKey, greenPart.local(year, category), of.asOf).counted;
    return towns > 0 && reported === towns ? [year] : [];
  });
  return years.length === 0 ? null : Math.max(...years);
}

/** A forecast from the day that the tallies are read for. Whose certificates end is for rows to say. */
export function talliedForecast(of: Of, category: Category | null): ForecastGround {
  const year = outputYearOf(of, category, of.asOf);
  return {
    valueOn: (day) => percentOf(greenSumsOf(of, category, comingMoment(year, of.asOf, day))),
    turns: year === null ? [] : turningDaysOf(of, category, year),
    causesOf: null,
  };
}

/** The days that the tallies hold on which outputs of a year begin or cease to count. */
function turningDaysOf({ tallies, method }: Of, category: Category | null, year: number): string[] {
  const parts = tallies.parts.get(talliedAs(greenKey, method.settings));
  return (category === null ? categories : [category])
    .flatMap((each) => parts?.get(greenPart.certified(year, each))?.ahead ?? [])
    .map(({ period }) => String(period).replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'));
}

const greenKey = 'green-rate';

function sumsOn({ tallies, method }: Of, figure: string, part: string, day: string): Sums {
  const own = tallies.parts.get(talliedAs(figure, method.settings))?.get(part);
  if (own === undefined) return noSums;
  if (day === tallies.asOf) return own.now;
  if (day.endsWith('-12-31')) return lastUpTo(own.years, Number(day.slice(0, 4)))?.sums ?? noSums;
  if (day < tallies.asOf) throw new Error(`the tallies of ${tallies.asOf} do not know ${day}`);
  return lastUpTo(own.ahead, numberOf(day))?.sums ?? own.now;
}

/** A part from the sums of its periods; those of days go on after `asOf`. */
export function partOf(rows: readonly PeriodSums[], asOf: string): Part {
  const until = periodsUntil(asOf);
  const isUntil = ({ period }: PeriodSums) => until.some(([from, to]) => period >= from && period <= to);
  const now = rows.filter(isUntil).reduce<Sums>((all, { sums }) => plus(all, sums), noSums);
  return {
    now,
    years: running(
      rows.filter(({ period }) => period <= 9_999),
      noSums,
    ),
    ahead: running(
      rows.filter(({ period }) => period > numberOf(asOf)),
      now,
    ),
  };
}

function running(rows: readonly PeriodSums[], from: Sums): PeriodSums[] {
  let sums = from;
  return rows
    .toSorted((a, b) => a.period - b.period)
    .map((row) => {
      sums = plus(sums, row.sums);
      return { period: row.period, sums };
    });
}

/** The last of the rows, which are in the order of their periods, that is not after a period. */
function lastUpTo(rows: readonly PeriodSums[], period: number): PeriodSums | undefined {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.period ?? 0) <= period) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}

/** A day as the period that it is. */
export const numberOf = (day: string) => Number(day.replaceAll('-', ''));
