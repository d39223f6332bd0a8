/** What the plan's figures come to, kept up with every change. Derived and not registered: it can be reckoned anew at any time. */
import { type Kysely, sql } from 'kysely';
import { build, integer, text } from './table-builder.ts';

const key = [integer('tally'), integer('period')];
const sums = ['counted', 'excluded', 'untold', 'ground', 'amount'].map(integer);

export async function up(db: Kysely<unknown>): Promise<void> {
  await build(db, 'tally', [integer('id'), text('figure'), text('settings'), text('part'), integer('since')])
    .addPrimaryKeyConstraint('tallyKey', ['id'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  await db.schema.createIndex('tallyOfFigure').unique().on('tally').columns(['figure', 'settings', 'part']).execute();
  await build(db, 'tallySum', [...key, integer('change'), ...sums])
    .addPrimaryKeyConstraint('tallySumKey', ['tally', 'period'] as never)
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await build(db, 'tallySumVersion', [...key, integer('change'), ...sums])
    .addPrimaryKeyConstraint('tallySumVersionKey', ['tally', 'period', 'change'] as never)
    .modifyEnd(sql`strict, without rowid`)
    .execute();
  await build(db, 'tallied', [text('what'), integer('through')])
    .addPrimaryKeyConstraint('talliedKey', ['what'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  // The latest namings. A query says the very same words.
  for (const table of ['titleStep', 'titleStepHistory'])
    await sql`create index ${sql.id(`${table}Named`)} on ${sql.id(table)} ("day") where "stage" = 'named'`.execute(db);
}
