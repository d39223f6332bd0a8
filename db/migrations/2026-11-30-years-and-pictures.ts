/** Indexes of the years that there ever were; the index of names is made anew, since it holds the pictures of products from now on. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, year] of [
    ['statisticHistoryByYear', 'statisticHistory', 'year'],
    ['titleHistoryByAwardYear', 'titleHistory', 'awardYear'],
  ] as const)
    await db.schema.createIndex(name).on(table).columns([year, 'endedBy']).execute();
  await sql`delete from "tallied" where "what" = 'names'`.execute(db);
}
