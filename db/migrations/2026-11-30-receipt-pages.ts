/** Indexes for receipts that are read by pages, also as known at a change: villages by the titles they have, certificates by their end. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [table, before] of [
    ['title', 'titleBy_programmeKey'],
    ['titleHistory', 'titleHistoryBy_programmeKey'],
  ] as const) {
    await db.schema.createIndex(`${table}OfProgramme`).on(table).columns(['programmeKey', 'villageCode']).execute();
    // The new one begins with the same column.
    await sql`drop index ${sql.id(before)}`.execute(db);
  }
  await db.schema
    .createIndex('certificateHistoryByReview')
    .on('certificateHistory')
    .columns(['review', 'validTo'])
    .execute();
}
