/** The demonstration as a row of entries, one change each, played in the order of their instants. */

import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { ChangeKind } from '#db/tables.ts';
import { townFacts } from '#seeds/facts/villages.ts';

export interface Entry {
  at: Date;
  kind: ChangeKind;
  account: string | null;
  town?: string | null;
  reason: string | null;
  write: (trx: Db, change: number) => Promise<void>;
}

/** The mark of every row of the demonstration. */
export const demoMark = { origin: 'demo', source: '演示数据' } as const;

export const district = 'district';
/** Confirms what `district` enters of the plan's indicators, and the other way round. */
export const secondDistrict = 'district2';

/** The town offices: username, town, and the bare names (without 村) of a town's villages. */
export const offices = townFacts.map(({ code, shortName, villages }) => ({
  town: code,
  townName: shortName,
  username: { 朱家角: 'zhujiajiao', 练塘: 'liantang', 金泽: 'jinze' }[shortName] ?? shortName,
  villages: villages.map(([villageCode, name]) => ({ code: villageCode, name: name.replace(/村$/, '') })),
}));

export type Office = (typeof offices)[number];

/** The office and code of a village by its bare name. */
export function placeOf(name: string): { office: Office; code: string } {
  for (const office of offices) {
    const village = office.villages.find((one) => one.name === name);
    if (village) return { office, code: village.code };
  }
  throw new Error(`no village ${name} among the facts`);
}

/** An instant from a day and a time of day in Shanghai: `clock('2025-01-08', '9:20')`. */
export function clock(day: string, time: string): Date {
  const instant = new Date(`${day}T${time.padStart(5, '0')}:00+08:00`);
  // An invalid date compares as neither early nor late: its entry would be left out without a word.
  if (Number.isNaN(instant.getTime())) throw new Error(`no such instant: ${day} ${time}`);
  return instant;
}

/** The day `count` days after `day`. */
export function daysAfter(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The day itself or the Monday after it: offices do not write at the weekend. */
export function workday(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysAfter(day, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/** Plays the entries up to `now`, so that a register never holds a change from the future. */
export async function play(db: Db, entries: readonly Entry[], now: Date): Promise<void> {
  const due = entries.filter(({ at }) => at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { write, ...request } of due) await recordChange(db, request, write);
}
