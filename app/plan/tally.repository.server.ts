/** The tallies as figures ask for them, on a handle of any register version. */
import { addMonths } from '#app/day.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { throughOf } from '#db/derived.server.ts';
import { monthsAhead } from './green-receipt.rules.ts';
import { groupsOf } from './groups.ts';
import { noRows, readFrame, readPlanGround } from './plan.repository.server.ts';
import { countedKeys, isCounted, type PlanGround } from './plan-ground.rules.ts';
import { numberOf, type PeriodSums, partOf, type Tallies, talliedAs } from './tallied.rules.ts';
import { periodsUntil } from './tally.rules.ts';

/** What the figures of all towns together are told from: the tallies, or all rows where these do not hold every change. */
export async function readWhole(db: Db, asOf: string): Promise<PlanGround> {
  const frame = await readFrame(db);
  const methods = frame.methods.filter(({ indicatorKey }) => isCounted(indicatorKey));
  const settings = methods.map((method) => method.settings);
  const tallies = await readTallies(db, { asOf, figures: countedKeys(frame), settings });
  if (tallies === null) return readPlanGround(db, null);
  return { ...frame, ...noRows, tallies };
}

/** Null where the tallies do not hold every change: then figures are counted row by row. */
async function readTallies(
  db: Db,
  { asOf, figures, settings }: { asOf: string; figures: readonly string[]; settings: readonly string[] },
): Promise<Tallies | null> {
  if ((await throughOf(db, 'figures')) !== (await chainHead(db)).number) return null;
  const tallies = await db
    .selectFrom('tally')
    .select(['id', 'figure', 'settings', 'part'])
    .where('figure', 'in', figures)
    .where('settings', 'in', settings)
    .execute();
  const ids = tallies.map(({ id }) => id);
  // What certificates do is told ahead, for the forecast; everything else ends with the day.
  const ahead = tallies.filter(({ part }) => part.startsWith('certified ')).map(({ id }) => id);
  const now = await Promise.all(
    [[0, 9_999] as const, ...periodsUntil(asOf).slice(1)].map((span) => sumsWithin(db, ids, span)),
  );
  const later = await sumsWithin(db, ahead, [numberOf(asOf) + 1, numberOf(addMonths(asOf, monthsAhead))]);
  const sums = groupsOf([...now.flat(), ...later], 'tally');
  const parts = new Map<string, Map<string, ReturnType<typeof partOf>>>();
  for (const { id, figure, settings: by, part } of tallies) {
    const own = parts.get(talliedAs(figure, by)) ?? new Map();
    parts.set(talliedAs(figure, by), own.set(part, partOf(sums.get(id) ?? [], asOf)));
  }
  return { asOf, parts };
}

async function sumsWithin(
  db: Db,
  tallies: readonly number[],
  [from, to]: readonly [number, number],
): Promise<(PeriodSums & { tally: number })[]> {
  if (tallies.length === 0 || from > to) return [];
  const rows = await db
    .selectFrom('tallySum')
    .select(['tally', 'period', 'counted', 'excluded', 'untold', 'ground', 'amount'])
    .where('tally', 'in', tallies)
    .where('period', '>=', from)
    .where('period', '<=', to)
    .execute();
  return rows.map(({ tally, period, ...sums }) => ({ tally, period, sums }));
}
