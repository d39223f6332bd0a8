/** What the register's upkeep came to: backups and rehearsals. Not registered: looking after a register says nothing of a village. */
import { type Kysely, sql } from 'kysely';
import { build, optional, optionalInteger, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'upkeep', [
    ...[text('id'), text('task'), optional('startedBy'), text('startedAt'), optional('endedAt'), text('state')],
    ...[optional('message'), optional('file'), optionalInteger('size'), optionalInteger('readAt')],
  ])
    .addPrimaryKeyConstraint('upkeepKey', ['id'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('upkeepByStart').on('upkeep').columns(['task', 'startedAt']).execute();
}
