/** Indexes for codes that are scanned: whoever holds a bag must not wait until all products, or all that they were, are looked through. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create index "productByGtin" on "product" ("gtin") where "gtin" is not null`,
  `create index "productHistoryByVerifyCode" on "productHistory" ("verifyCode")`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
