/** Indexes for the lists that were read whole: villages by what becomes of them, accounts, and requests to join. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create index "villageByRetention" on "village" ("retention", "code")`,
  `drop index "accountByRole"`,
  `create index "accountOfRole" on "account" ("role", "username")`,
  `create index "accountByName" on "account" ("name")`,
  `create index "joinRequestWaiting" on "joinRequest" ("submittedAt", "id") where "state" = 'waiting'`,
  `create index "joinRequestWaitingOfTown" on "joinRequest" ("townCode", "submittedAt", "id") where "state" = 'waiting'`,
  `create index "joinRequestSettled" on "joinRequest" ("settledAt", "id") where "state" <> 'waiting'`,
  `create index "joinRequestSettledOfTown" on "joinRequest" ("townCode", "settledAt", "id") where "state" <> 'waiting'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
