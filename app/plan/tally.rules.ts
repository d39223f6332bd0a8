/**
 * Figures as sums over days. A village, an area or a product adds to a figure from some day on, and less from a later one: what
 * each adds is told by the figure's own rules, looking at it alone. A figure of everything is then the sum of what was added
 * until its day, and nobody has to read everything.
 */
import type { Sums } from '#db/tables.ts';
import { type CountingKey, countings } from './figure.rules.ts';
import type { FigureInput } from './figure-input.rules.ts';
import { sumsOf } from './receipt.rules.ts';

/** What a row adds to a part of a figure from a day on, beside what it added before; '' is from ever. */
export interface Share {
  part: string;
  day: string;
  sums: Sums;
}

const sumNames = ['counted', 'excluded', 'untold', 'ground', 'amount'] as const satisfies (keyof Sums)[];
export const noSums: Sums = { counted: 0, excluded: 0, untold: 0, ground: 0, amount: 0 };

export function plus(a: Sums, b: Sums, times = 1): Sums {
  return {
    counted: a.counted + times * b.counted,
    excluded: a.excluded + times * b.excluded,
    untold: a.untold + times * b.untold,
    ground: a.ground + times * b.ground,
    amount: a.amount + times * b.amount,
  };
}

export const isNothing = (sums: Sums) => sumNames.every((name) => sums[name] === 0);

/** A village with its titles and memberships, or an area with its steps: what a counting looks at. */
export type CountedRows = Pick<FigureInput, 'villages' | 'titles' | 'members' | 'areas'>;

/** The whole figure is one part. */
export const whole = '';

/** Whether a figure makes the same of both: rows are alike whatever changes wrote and ended them. */
export function areAlike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((each, place) => areAlike(each, b[place]));
  const [one, other] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  for (const key in one) if (!isOfChanges(key) && !areAlike(one[key], other[key])) return false;
  return true;
}

const isOfChanges = (column: string) => column === 'change' || column === 'endedBy';

/** What the rows add to a figure that looks at them, by the days on which something of them turns. */
export function countedShares(key: CountingKey, settings: string, rows: CountedRows): Share[] {
  const { judge } = countings[key];
  const input = { ...nothing, ...rows, asOf: '', method: { version: 0, text: '', settings } };
  return stepsOf(turningDays(rows), (asOf) => sumsOf(judge(Object.assign(input, { asOf })))).map((step) => ({
    part: whole,
    ...step,
  }));
}

/** A value over days as what each day adds; days that change nothing are left out. */
export function stepsOf(days: Iterable<string>, sumsOn: (day: string) => Sums): Omit<Share, 'part'>[] {
  let before = noSums;
  return ['', ...[...new Set(days)].sort()].flatMap((day) => {
    const now = sumsOn(day);
    const sums = plus(now, before, -1);
    before = now;
    return isNothing(sums) ? [] : [{ day, sums }];
  });
}

function* turningDays({ titles, members, areas }: CountedRows): Generator<string> {
  for (const { steps } of [...titles, ...areas]) for (const { day } of steps) yield day;
  for (const { since } of members) if (since !== null) yield since;
}

const nothing = {
  town: null,
  indicator: { key: '', label: '', unit: '', sentence: '', place: '', baseline: null },
  target: null,
  towns: [],
  green: { products: [], certificates: [], outputs: [], localOutputs: [] },
  category: null,
} satisfies Partial<FigureInput>;

/** The periods in which a day is added: its year, its month and itself; 0 where something holds from ever. */
export function periodsOf(day: string): number[] {
  if (day === '') return [0];
  const date = Number(day.slice(0, 4) + day.slice(5, 7) + day.slice(8));
  return [Math.floor(date / 10_000), Math.floor(date / 100), date];
}

/** The periods whose sums are what was added until a day: years before its own, months before its own, days up to it. */
export function periodsUntil(day: string): [from: number, to: number][] {
  const [year = 0, month = 0, date = 0] = periodsOf(day);
  // The end of a year needs no more than years.
  if (day.endsWith('-12-31')) return [[0, year]];
  return [
    [0, year - 1],
    [year * 100 + 1, month - 1],
    [month * 100 + 1, date],
  ];
}
