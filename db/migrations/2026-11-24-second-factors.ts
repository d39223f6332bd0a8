/** What opens an account besides its password: an authenticator's secret, and codes for the day when it is lost. */
import { type Kysely, sql } from 'kysely';
import { build, integer, optional, text } from './table-builder.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'secondFactor', [
    ...[text('username'), text('sealedSecret'), text('startedAt'), optional('confirmedAt')],
    ...[integer('lastStep'), integer('failures')],
  ])
    .addPrimaryKeyConstraint('secondFactorKey', ['username'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await build(db, 'recoveryCode', [text('username'), text('codeHash')])
    .addPrimaryKeyConstraint('recoveryCodeKey', ['username', 'codeHash'] as never)
    .modifyEnd(sql`strict`)
    .execute();
}
