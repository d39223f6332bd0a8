/** Every ending of every name that a row bears or bore, so that a part of a name is found by an index. Derived and not registered. */
import { type Kysely, sql } from 'kysely';
import { build, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'nameSuffix', [text('kind'), text('suffix'), text('id')])
    .addPrimaryKeyConstraint('nameSuffixKey', ['kind', 'suffix', 'id'] as never)
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  // Led by the status, it tempted SQLite to read all public products where a few of one producer were asked for. This one is
  // used by a query that says the very same words.
  await db.schema.dropIndex('productByStatus').execute();
  await sql`create index "productPublic" on "product" ("pinyin", "id") where "status" = 'public'`.execute(db);
}
