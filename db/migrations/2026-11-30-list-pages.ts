/**
 * Indexes for lists that are read by pages, also as of a day and as known at a change, for the producers of a code, for what waits
 * for somebody, and for brands in the order in which they are listed.
 */
import { type Kysely, sql } from 'kysely';

const indexes: readonly [name: string, table: string, columns: readonly string[]][] = [
  ['titleAtStage', 'title', ['stage', 'villageCode']],
  ['titleHistoryAtStage', 'titleHistory', ['stage', 'villageCode']],
  ['titleOfProgrammeAtStage', 'title', ['programmeKey', 'stage', 'villageCode']],
  ['titleOfYearAtStage', 'title', ['awardYear', 'stage', 'villageCode']],
  // What stands for a title is found by the title, although there are indexes that begin with a stage or a kind.
  ['titleStepOfTitle', 'titleStep', ['titleId', 'stage', 'day']],
  ['titleStepHistoryOfTitle', 'titleStepHistory', ['titleId', 'stage', 'day']],
  ['certificateEventOfCertificate', 'certificateEvent', ['certificateId', 'kind', 'day']],
  ['certificateEventHistoryOfCertificate', 'certificateEventHistory', ['certificateId', 'kind', 'day']],
  ['titleStepByStage', 'titleStep', ['stage', 'day']],
  ['titleStepHistoryByStage', 'titleStepHistory', ['stage', 'day']],
  ['certificateByEnd', 'certificate', ['review', 'validTo', 'id']],
  ['certificateOfScheme', 'certificate', ['scheme', 'review', 'validTo', 'id']],
  ['certificateByBeginning', 'certificate', ['review', 'validFrom']],
  ['certificateHistoryByBeginning', 'certificateHistory', ['review', 'validFrom']],
  ['certificateEventOfKind', 'certificateEvent', ['kind', 'day']],
  ['certificateEventHistoryOfKind', 'certificateEventHistory', ['kind', 'day']],
  ['certificateByNumber', 'certificate', ['number']],
  ['brandInOrder', 'brand', ['kind desc', 'name', 'id']],
  ['brandOfCategory', 'brand', ['category', 'kind desc', 'name', 'id']],
  ['producerOfTown', 'producer', ['townCode', 'pinyin', 'id']],
  ['producerByCode', 'producer', ['creditCode']],
];

/** Each begins an index above, or has its columns in another order. */
const superseded = [
  ...['titleByAwardYear', 'producerBy_townCode', 'certificateByReview', 'brandByKind'],
  ...['titleStepBy_titleId', 'titleStepHistoryBy_titleId'],
  ...['certificateEventBy_certificateId', 'certificateEventHistoryBy_certificateId'],
];

/** Few among many. A query says the very same words, not a parameter. */
const waiting = [
  ['titleStepDeclined', 'titleStep', ['titleId'], `"confirmation" = 'declined'`],
  ['certificateWaiting', 'certificate', ['review', 'change'], `"review" = 'submitted'`],
  ['areaStepWaiting', 'areaStep', ['areaId'], `"confirmation" = 'pending'`],
  ['areaMemberWaiting', 'areaMember', ['areaId'], `"membership" = 'to-be-confirmed'`],
] as const;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns] of indexes)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  for (const name of superseded) await sql`drop index ${sql.id(name)}`.execute(db);
  for (const [name, table, columns, condition] of waiting) {
    const list = sql.join(columns.map((column) => sql.ref(column)));
    await sql`create index ${sql.id(name)} on ${sql.table(table)} (${list}) where ${sql.raw(condition)}`.execute(db);
  }
}
