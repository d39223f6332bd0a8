/** Spreadsheets brought in: the file, where its reading stands, and what each of its rows would do. Not registered. */
import { type Kysely, sql } from 'kysely';
import { type Build, build, integer, optional, optionalInteger, text } from './table-builder.ts';

const bytes: Build = (table) => table.addColumn('bytes', 'blob');

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'import', [
    ...[text('id'), text('account'), text('role'), optional('townCode'), text('fileName'), integer('size'), bytes],
    ...[text('state'), optional('message'), text('startedAt'), text('sheets')],
    ...['added', 'changed', 'unchanged', 'refused'].map(integer),
    ...[
      optionalInteger('previewChange'),
      optional('planHash'),
      optional('changeTown'),
      optionalInteger('appliedChange'),
    ],
  ])
    .addPrimaryKeyConstraint('importKey', ['id'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('importByStart').on('import').columns(['role', 'townCode', 'startedAt']).execute();
  await build(db, 'importRow', [
    ...[text('importId'), integer('position'), text('outcome'), text('kind'), text('sheet'), integer('row')],
    ...[text('name'), text('detail')],
  ])
    .addPrimaryKeyConstraint('importRowKey', ['importId', 'position'] as never)
    .addForeignKeyConstraint('importRowImport', ['importId'] as never, 'import', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema
    .createIndex('importRowByOutcome')
    .on('importRow')
    .columns(['importId', 'outcome', 'position'])
    .execute();
}
