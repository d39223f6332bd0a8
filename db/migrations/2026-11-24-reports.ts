/** Reports that an office made and keeps. Frozen: a later need is a later migration. */
import { type Kysely, sql } from 'kysely';
import { build, integer, optional, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'report', [
    ...[text('id'), text('kind'), optional('townCode'), text('asOf'), integer('readAt'), text('title'), text('code')],
    ...[text('hash'), text('madeBy'), optional('madeIn'), text('madeAt'), integer('public')],
  ])
    .addPrimaryKeyConstraint('reportKey', ['id'] as never)
    .addForeignKeyConstraint('report_hash', ['hash'] as never, 'attachment', ['hash'])
    .addForeignKeyConstraint('report_readAt', ['readAt'] as never, 'change', ['number'])
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('reportByCode').on('report').column('code').execute();
}
