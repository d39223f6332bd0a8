/** What a person would check about a ledger. */
import type { FieldError } from '#app/problem.ts';
import { formatNumber } from '#app/ui/format.ts';
import { firstLedgerYear, ledgerFields, ledgerWords } from './statistic.fields.ts';
import type { Ledger, LedgerField } from './statistic.schema.ts';

/** 亩 in a square kilometre: 1 亩 = 1/15 公顷. */
const muPerSquareKilometre = 1500;

const land: readonly LedgerField[] = ['farmland', 'grainField', 'vegetableField', 'woodland', 'fishpond'];
/** Kinds of land that exclude each other; fields of grain and vegetables lie within the farmland. */
const apart: readonly LedgerField[] = ['farmland', 'woodland', 'fishpond'];

/**
 * Land that is larger than its village. Without the village's area there is nothing to compare with. Areas are given
 * to two decimals of a square kilometre, so half a hundredth of one is allowed for rounding.
 */
export function checkLand(ledger: Ledger): FieldError[] {
  if (ledger.area === null) return [];
  const whole = (ledger.area + 0.005) * muPerSquareKilometre;
  const said = `村域面积 ${formatNumber(ledger.area)} km²（${formatNumber(ledger.area * muPerSquareKilometre)} 亩）`;
  const single = land
    .filter((field) => (ledger[field] ?? 0) > whole)
    .map((field) => ({ path: field, message: `${ledgerWords[field].label}超过了${said}` }));
  const sum = apart.reduce((total, field) => total + (ledger[field] ?? 0), 0);
  if (single.length > 0 || sum <= whole) return single;
  return [{ path: 'area', message: `耕地、林地、鱼塘合计 ${formatNumber(sum)} 亩，超过了${said}` }];
}

export interface Jump {
  field: LedgerField;
  /** The nearest earlier year with a value. */
  year: number;
  before: number;
  now: number;
}

/** The year with its values; null is not collected. */
export type YearLedger = Ledger & { year: number };

/** Small numbers jump easily: two party members more are no reason to ask. */
const smallestJump: Partial<Record<LedgerField, number>> = { villageGroups: 3, partyMembers: 10 };

/** The nearest year before `year` in which the field was collected. */
export function nearestEarlier(
  others: readonly YearLedger[],
  year: number,
  field: LedgerField,
): { year: number; value: number } | null {
  let nearest: { year: number; value: number } | null = null;
  for (const other of others) {
    const value = other[field];
    if (value !== null && other.year < year && other.year > (nearest?.year ?? Number.NEGATIVE_INFINITY))
      nearest = { year: other.year, value };
  }
  return nearest;
}

/**
 * The values that differ by more than half from those of the nearest earlier year that has one. From 0 every larger
 * value is a jump.
 */
export function jumps(ledger: Ledger, year: number, others: readonly YearLedger[]): Jump[] {
  return ledgerFields.flatMap((field) => {
    const now = ledger[field];
    const nearest = nearestEarlier(others, year, field);
    if (now === null || nearest === null) return [];
    const change = Math.abs(now - nearest.value);
    const jumped = change > Math.abs(nearest.value) / 2 && change > (smallestJump[field] ?? 0);
    return jumped ? [{ field, year: nearest.year, before: nearest.value, now }] : [];
  });
}

/** What must be confirmed of the jumps: one error that names each field with both values. */
export function checkJumps(found: readonly Jump[], confirmed: boolean): FieldError[] {
  if (found.length === 0 || confirmed) return [];
  const words = found.map(({ field, year, before, now }) => {
    const { label, unit } = ledgerWords[field];
    return `${label}由${year}年的 ${formatNumber(before)} ${unit}变为 ${formatNumber(now)} ${unit}`;
  });
  return [{ path: 'confirmJump', message: `变化超过一半：${words.join('；')}。如数字无误，请勾选确认` }];
}

/** Everything that speaks against a ledger of a year among the village's other years; empty where nothing does. */
export function checkLedger(
  ledger: Ledger,
  year: number,
  { others, confirmJump }: { others: readonly YearLedger[]; confirmJump: boolean },
): FieldError[] {
  return [...checkLand(ledger), ...checkJumps(jumps(ledger, year, others), confirmJump)];
}

/** Whether there can be a ledger of the year on a day: not before the first, not after the present one. */
export function isLedgerYear(year: number, today: string): boolean {
  return Number.isInteger(year) && year >= firstLedgerYear && year <= Number(today.slice(0, 4));
}

/** The values alone; of a year without a ledger none is collected. */
export function ledgerOf(row: Ledger | undefined): Ledger {
  const values = ledgerFields.map((field) => [field, row?.[field] ?? null] as const);
  return Object.fromEntries(values) as Ledger;
}
