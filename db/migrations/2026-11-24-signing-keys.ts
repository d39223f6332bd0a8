/** The public keys by which this register's statements are believed. The private one never lies in the database. */
import { type Kysely, sql } from 'kysely';
import { build, optional, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'signingKey', [text('fingerprint'), text('publicKey'), text('since'), optional('until')])
    .addPrimaryKeyConstraint('signingKeyKey', ['fingerprint'] as never)
    .modifyEnd(sql`strict`)
    .execute();
}
