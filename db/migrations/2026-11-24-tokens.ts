/** Tokens by which other systems read as an account, without its password. */
import { type Kysely, sql } from 'kysely';
import { build, optional, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'apiToken', [
    ...[text('id'), text('username'), text('name'), text('scope'), text('tokenHash')],
    ...[text('createdAt'), text('endsAt'), optional('lastUsedAt'), optional('revokedAt')],
  ])
    .addPrimaryKeyConstraint('apiTokenKey', ['id'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('apiTokenByHash').unique().on('apiToken').column('tokenHash').execute();
  await db.schema.createIndex('apiTokenByUsername').on('apiToken').column('username').execute();
}
