/**
 * Indexes that every change wrote a page of and few queries need: the open change is the last one, and few changes take
 * another back.
 */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const index of ['changeOpen', 'changeBy_undoes']) await sql`drop index ${sql.id(index)}`.execute(db);
  await sql`create index "changeUndoing" on "change" ("undoes") where "undoes" is not null`.execute(db);
}
