/** The lineage of villages: renamings, mergers, ends. */
import { sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import { prepared } from '#db/prepared.ts';
import type { NewRow, Row } from '#db/tables.ts';

export type VillageEvent = Row<'villageEvent'>;

/** The events of several villages, by day. */
export async function listEventsOf(db: Db, codes: readonly string[]): Promise<VillageEvent[]> {
  if (codes.length === 0) return [];
  return db.selectFrom('villageEvent').selectAll().where('villageCode', 'in', codes).orderBy('day').execute();
}

/** What ended the village of the query that asks, by the day. */
export function endsOf(db: Db, asOf: string) {
  return db
    .selectFrom('villageEvent')
    .select('villageEvent.id')
    .whereRef('villageEvent.villageCode', '=', sql.ref('village.code'))
    .where('villageEvent.kind', 'in', ['merged', 'abolished'])
    .where('villageEvent.day', '<=', asOf);
}

/** An event with the present names of both villages that it touches. */
export type LineageEvent = VillageEvent & { villageName: string; successorName: string | null };

const lineageOfVillage = prepared((db, { code }: { code: string }) =>
  db
    .selectFrom('villageEvent')
    .innerJoin('village', 'village.code', 'villageEvent.villageCode')
    .selectAll('villageEvent')
    .select('village.name as villageName')
    // Not joined: reading as known at a change, SQLite would put all villages together for an outer join.
    .select((eb) =>
      eb
        .selectFrom('village as successor')
        .select('successor.name')
        .whereRef('successor.code', '=', 'villageEvent.successorCode')
        .as('successorName'),
    )
    .where((eb) => eb.or([eb('villageEvent.villageCode', '=', code), eb('villageEvent.successorCode', '=', code)]))
    .orderBy('villageEvent.day'),
);

/** What happened to a village, and which villages were merged into it, by day. */
export async function listLineage(db: Db, code: string): Promise<LineageEvent[]> {
  return lineageOfVillage(db, { code });
}

export async function insertEvent(trx: Db, event: NewRow<'villageEvent'>): Promise<void> {
  await trx.insertInto('villageEvent').values(event).execute();
}
