/** Until when a first password opens anything, those given out before among them; and when a code was refused last. */
import { type Kysely, sql } from 'kysely';

const thirtyDays = 30 * 86_400_000;

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('credential').addColumn('firstUntil', 'text').execute();
  await db.schema.alterTable('secondFactor').addColumn('refusedAt', 'text').execute();
  const { rows } = await sql<{ username: string; changedAt: string }>`
    select "username", "changedAt" from "credential" where "mustChange" = 1`.execute(db);
  for (const { username, changedAt } of rows) {
    const until = new Date(Date.parse(changedAt) + thirtyDays).toISOString();
    await sql`update "credential" set "firstUntil" = ${until} where "username" = ${username}`.execute(db);
  }
}
