/** What was tried too often, counted for all programs that serve the register together. */
import { type Kysely, sql } from 'kysely';
import { build, integer, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'throttle', [text('key'), integer('count'), text('endsAt')])
    .addPrimaryKeyConstraint('throttleKey', ['key'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('throttleByEnd').on('throttle').column('endsAt').execute();
}
