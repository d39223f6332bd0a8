/** Indexes for the lists that were read whole: villages by what becomes of them, accounts, and requests to join. */
import { type Kysely, sql } from 'kysely';

const indexes: readonly [name: string, table: string, columns: readonly string[], condition?: string][] = [
  ['villageByRetention', 'village', ['retention', 'code']],
  ['accountOfRole', 'account', ['role', 'username']],
  ['accountByName', 'account', ['name']],
  ['joinRequestWaiting', 'joinRequest', ['submittedAt', 'id'], `"state" = 'waiting'`],
  ['joinRequestWaitingOfTown', 'joinRequest', ['townCode', 'submittedAt', 'id'], `"state" = 'waiting'`],
  ['joinRequestSettled', 'joinRequest', ['settledAt', 'id'], `"state" <> 'waiting'`],
  ['joinRequestSettledOfTown', 'joinRequest', ['townCode', 'settledAt', 'id'], `"state" <> 'waiting'`],
];

const superseded = ['accountByRole'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns, condition] of indexes) {
    const list = sql.join(columns.map((column) => sql.ref(column)));
    const where = condition === undefined ? sql`` : sql`where ${sql.raw(condition)}`;
    await sql`create index ${sql.id(name)} on ${sql.id(table)} (${list}) ${where}`.execute(db);
  }
  for (const name of superseded) await sql`drop index ${sql.id(name)}`.execute(db);
}
