/** What was reported of a year, put together for those who report it and those who answer. */
import { notFound } from '#app/problem.ts';
import type { Review } from '#db/tables.ts';
import { firstOutputYear, type TonnesSheet } from './output.schema.ts';

/** The years of a grid, newest first; the last of them is the present one. */
export function recentYears(today: string, count: number): number[] {
  const newest = Number(today.slice(0, 4));
  return Array.from({ length: count }, (_, back) => newest - back).filter((year) => year >= firstOutputYear);
}

/** A year of which outputs can be reported on a day; null for any other text. */
export function outputYearOf(text: string | undefined, today: string): number | null {
  if (text === undefined || !/^\d{4}$/.test(text)) return null;
  const year = Number(text);
  return year >= firstOutputYear && year <= Number(today.slice(0, 4)) ? year : null;
}

/** @throws Problem `not-found` for a year of which outputs cannot be reported */
export function reportableYear(text: string | undefined, today: string): number {
  const year = outputYearOf(text, today);
  if (year === null) throw notFound('这一年的产量');
  return year;
}

/** The tonnes by field; what no row states is not collected. */
export function sheetOf(
  fields: readonly string[],
  rows: readonly { field: string; tonnes: number | null }[],
): TonnesSheet {
  const stated = new Map(rows.map(({ field, tonnes }) => [field, tonnes]));
  return Object.fromEntries(fields.map((field) => [field, stated.get(field) ?? null]));
}

/** The tonnes that count: what the town accepted last, also while a correction of it waits. Null where it accepted none. */
export function countedTonnes({ tonnes, acceptedTonnes, review }: Omit<ReportedOutput, keyof ReportedProducer>) {
  return review === 'accepted' ? tonnes : acceptedTonnes;
}

interface ReportedProducer {
  producerId: string;
  producerName: string;
  townCode: string;
}

export interface ReportedOutput extends ReportedProducer {
  tonnes: number | null;
  acceptedTonnes: number | null;
  /** Null where nothing was reported. */
  review: Review | null;
}

export interface ProducerYear {
  producerId: string;
  producerName: string;
  townCode: string;
  products: number;
  accepted: number;
  waiting: number;
  returned: number;
  /** What the town has accepted; null where it has accepted no number. */
  tonnes: number | null;
}

/** What each producer reported of a year: those that wait for an answer first, then as they come. */
export function byProducer(rows: readonly ReportedOutput[]): ProducerYear[] {
  const years = new Map<string, ProducerYear>();
  for (const { producerId, producerName, townCode, ...output } of rows) {
    const { review } = output;
    const none = { products: 0, accepted: 0, waiting: 0, returned: 0, tonnes: null };
    const year = years.get(producerId) ?? { producerId, producerName, townCode, ...none };
    years.set(producerId, year);
    year.products += 1;
    if (review === 'submitted') year.waiting += 1;
    if (review === 'returned') year.returned += 1;
    if (review === 'accepted') year.accepted += 1;
    const tonnes = countedTonnes(output);
    // In whole kilograms: 0.1 + 0.2 tonnes are 0.3.
    if (tonnes !== null) year.tonnes = Math.round(((year.tonnes ?? 0) + tonnes) * 1000) / 1000;
  }
  return [...years.values()].sort((a, b) => Number(b.waiting > 0) - Number(a.waiting > 0));
}
