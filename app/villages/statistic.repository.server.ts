/** The yearly ledgers of villages. */
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { prepared } from '#db/prepared.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
import { listYears } from '#db/years.server.ts';

export type Statistic = Row<'statistic'>;

const ledgersOfVillage = prepared((db, { code }: { code: string }) =>
  db.selectFrom('statistic').selectAll().where('villageCode', '=', code).orderBy('year'),
);

/** The ledgers of a village, oldest first. */
export async function listStatistics(db: Db, code: string): Promise<Statistic[]> {
  return ledgersOfVillage(db, { code });
}

/** A ledger with the town that answers for it. */
export type LedgerOfTown = Statistic & { townCode: string };

interface LedgerFilter {
  town?: string;
  village?: string;
  year?: number;
}

/** The ledgers after one, by village and year: a list that stays whole while others write. */
export async function listLedgersAfter(
  db: Db,
  { town, village, year }: LedgerFilter,
  { after, limit }: { after: Pick<Statistic, 'villageCode' | 'year'> | null; limit: number },
): Promise<LedgerOfTown[]> {
  let query = db
    .selectFrom('statistic')
    .innerJoin('village', 'village.code', 'statistic.villageCode')
    .selectAll('statistic')
    .select('village.townCode')
    .orderBy('statistic.villageCode')
    .orderBy('statistic.year')
    .limit(limit);
  if (town !== undefined) query = query.where('village.townCode', '=', town);
  if (village !== undefined) query = query.where('statistic.villageCode', '=', village);
  if (year !== undefined) query = query.where('statistic.year', '=', year);
  if (after !== null)
    query = query.where(({ or, and, eb }) =>
      or([
        eb('statistic.villageCode', '>', after.villageCode),
        and([eb('statistic.villageCode', '=', after.villageCode), eb('statistic.year', '>', after.year)]),
      ]),
    );
  return query.execute();
}

/** The years of which there are ledgers, the latest first. */
export function listLedgerYears(db: Db): Promise<number[]> {
  return listYears(db, { table: 'statistic', column: 'year' });
}

export async function findStatistic(db: Db, code: string, year: number): Promise<Statistic | undefined> {
  return db
    .selectFrom('statistic')
    .selectAll()
    .where('villageCode', '=', code)
    .where('year', '=', year)
    .executeTakeFirst();
}

export async function insertStatistic(trx: Db, row: NewRow<'statistic'>): Promise<void> {
  await trx.insertInto('statistic').values(row).execute();
}

export async function updateStatistic(
  trx: Db,
  { code, year }: { code: string; year: number },
  patch: RowPatch<'statistic'>,
): Promise<void> {
  await amendRow(trx, 'statistic', { villageCode: code, year }, patch);
}

export interface Population {
  year: number;
  value: number;
}

/** The newest registered population of each village up to a year; a village without one is absent. */
export async function populationsOf(db: Db, codes: readonly string[], year: number): Promise<Map<string, Population>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('statistic')
    .select(['villageCode', 'year', 'registeredPopulation'])
    .where('villageCode', 'in', codes)
    .where('year', '<=', year)
    .where('registeredPopulation', 'is not', null)
    .orderBy('year')
    .execute();
  // Later years come later and take the place of earlier ones.
  return new Map(
    rows.flatMap(({ villageCode, year, registeredPopulation: value }) =>
      value === null ? [] : [[villageCode, { year, value }] as const],
    ),
  );
}
