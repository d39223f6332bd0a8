/** Indexes for registers of any size: a page finds its rows by one of them. Frozen: a later need is a later migration. */
import { type Kysely, sql } from 'kysely';

const indexes: readonly [name: string, table: string, columns: readonly string[]][] = [
  ['changeBy_town', 'change', ['town', 'number']],
  ['accountByRole', 'account', ['role']],
  ['accountByTown', 'account', ['townCode']],
  ['accountByProducer', 'account', ['producerId']],
  ['villageByName', 'village', ['name']],
  ['villageByPinyin', 'village', ['pinyin', 'code']],
  ['titleByAwardYear', 'title', ['awardYear']],
  ['statisticByYear', 'statistic', ['year']],
  ['producerByPinyin', 'producer', ['pinyin', 'id']],
  ['productByStatus', 'product', ['status', 'pinyin', 'id']],
  ['productDraftByState', 'productDraft', ['state']],
  ['joinRequestByState', 'joinRequest', ['state', 'townCode']],
  ['reportByMadeAt', 'report', ['madeAt']],
  ['brandByKind', 'brand', ['kind', 'name', 'id']],
  ['certificateByReview', 'certificate', ['review', 'validTo']],
];

/** Of rows that wait for somebody: a few among millions. A query says the very same words, not a parameter. */
const waiting: readonly [name: string, table: string, column: string, condition: string][] = [
  ['titleStepWaiting', 'titleStep', 'titleId', `"confirmation" = 'pending'`],
  ['outputWaiting', 'output', 'productId', `"review" = 'submitted'`],
  ['villageWaiting', 'village', 'code', '"retentionProposal" is not null'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns] of indexes)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  for (const [name, table, column, condition] of waiting)
    await sql`create index ${sql.id(name)} on ${sql.id(table)} (${sql.id(column)}) where ${sql.raw(condition)}`.execute(
      db,
    );
}
