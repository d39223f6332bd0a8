import { baseOf, mergeRow } from '#app/changes/merge-row.server.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Amended } from './amend-village.server.ts';
import { ledgerFields } from './statistic.fields.ts';
import { findStatistic, insertStatistic, listStatistics, updateStatistic } from './statistic.repository.server.ts';
import { checkLedger, ledgerOf } from './statistic.rules.ts';
import type { Ledger } from './statistic.schema.ts';
import { getVillage } from './village.repository.server.ts';

interface StatisticsAmendment {
  code: string;
  year: number;
  ledger: Ledger;
  loadedAt: number;
  left: readonly string[];
  /** Whether the user confirms that values differ so much from the year before. */
  confirmJump: boolean;
  account: string;
  at: Date;
}

/**
 * Records a village's ledger of a year, merged with what others wrote since the form was loaded.
 *
 * @throws Problem `not-found`; `conflict` with a Conflict; `invalid` for land larger than the village, and for jumps
 *   that were not confirmed
 */
export async function amendStatistics(db: Db, amendment: StatisticsAmendment): Promise<Amended> {
  const { code, year, ledger, loadedAt, left, confirmJump, account, at } = amendment;
  const { townCode, name } = await getVillage(db, code);
  const reason = `${name} ${year}年`;
  const request = { kind: 'statistics-amend', account, town: townCode, reason, at } as const;
  const { change, result } = await recordChange(db, request, async (trx, change) => {
    const present = await findStatistic(trx, code, year);
    const theirs = ledgerOf(present);
    const base = await baseOf(trx, present, loadedAt, (db) => findStatistic(db, code, year));
    const { merged, joined } = await mergeRow(trx, {
      ...{ table: 'statistic', key: { villageCode: code, year }, loadedAt, latest: change - 1, left },
      ...{ base: ledgerOf(base), theirs, mine: ledgerOf(ledger) },
    });
    if (ledgerFields.every((field) => merged[field] === theirs[field])) return joined;
    const errors = checkLedger(merged, year, { others: await listStatistics(trx, code), confirmJump });
    if (errors.length > 0) throw invalid(errors);
    await writeLedger(trx, { code, year, exists: present !== undefined }, merged, change);
    return joined;
  });
  return { change, joined: result ?? [] };
}

/** Writes a ledger that was checked, as part of a change. */
export async function writeLedger(
  trx: Db,
  { code, year, exists }: { code: string; year: number; exists: boolean },
  ledger: Ledger,
  change: number,
): Promise<void> {
  const row = { ...ledger, origin: 'entered', source: null, change } as const;
  if (exists) await updateStatistic(trx, { code, year }, row);
  else await insertStatistic(trx, { ...row, villageCode: code, year });
}
