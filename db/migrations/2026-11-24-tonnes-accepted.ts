/** What the town accepted of an output last, beside a correction that waits for it. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['output', 'outputHistory'])
    await db.schema.alterTable(table).addColumn('acceptedTonnes', 'real').execute();
}
