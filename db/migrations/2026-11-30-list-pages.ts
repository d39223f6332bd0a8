/** Indexes for lists that are read by pages, also as of a day and as known at a change, and for the producers of a code. */
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
  ['certificateByNumber', 'certificate', ['number']],
  ['certificateEventOfKind', 'certificateEvent', ['kind', 'day']],
  ['certificateEventHistoryOfKind', 'certificateEventHistory', ['kind', 'day']],
  ['brandOfCategory', 'brand', ['category', 'kind', 'name', 'id']],
  ['producerOfTown', 'producer', ['townCode', 'pinyin', 'id']],
  ['producerByCode', 'producer', ['creditCode']],
];

/**
 * Of rows in one state, which a query reaches by the very same words. Led by the state, an index made SQLite go through all
 * accepted certificates for those of one product.
 */
const ofOneState: readonly [name: string, table: string, columns: readonly string[], condition: string][] = [
  ['certificateByEnd', 'certificate', ['validTo', 'id'], `"review" = 'accepted'`],
  ['certificateHistoryByEnd', 'certificateHistory', ['validTo', 'id'], `"review" = 'accepted'`],
  ['certificateByBeginning', 'certificate', ['validFrom'], `"review" = 'accepted'`],
  ['certificateHistoryByBeginning', 'certificateHistory', ['validFrom'], `"review" = 'accepted'`],
  ['certificateOfScheme', 'certificate', ['scheme', 'validTo', 'id'], `"review" = 'accepted'`],
  ['certificateWaiting', 'certificate', ['change'], `"review" = 'submitted'`],
  ['titleStepDeclined', 'titleStep', ['titleId'], `"confirmation" = 'declined'`],
  ['areaStepWaiting', 'areaStep', ['areaId'], `"confirmation" = 'pending'`],
  ['areaMemberWaiting', 'areaMember', ['areaId'], `"membership" = 'to-be-confirmed'`],
];

/** Each begins an index above, or is one of them with other words. */
const superseded = [
  ...['titleByAwardYear', 'producerBy_townCode', 'certificateByReview', 'certificateHistoryByReview'],
  ...['titleStepBy_titleId', 'titleStepHistoryBy_titleId'],
  ...['certificateEventBy_certificateId', 'certificateEventHistoryBy_certificateId'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns] of indexes)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  for (const [name, table, columns, condition] of ofOneState)
    await sql`create index ${sql.id(name)} on ${sql.id(table)}
      (${sql.join(columns.map((column) => sql.ref(column)))}) where ${sql.raw(condition)}`.execute(db);
  for (const name of superseded) await sql`drop index ${sql.id(name)}`.execute(db);
}
