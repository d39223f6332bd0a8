/** When the program that reads or writes an import last said that it still does. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('import').addColumn('heldAt', 'text').execute();
}
