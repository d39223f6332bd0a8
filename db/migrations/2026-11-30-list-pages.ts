/** Indexes for lists that are read by pages, also as of a day and as known at a change, and for the producers of a code. */
import { type Kysely, sql } from 'kysely';

/**
 * `condition`: reached by a query that says the very same words, and by no other. An index that begins with a state or a stage made
 * SQLite go through all accepted certificates for those of one product, and through all namings for those of one title. Every
 * row of a sequence is one from 1 on.
 */
const indexes: readonly [name: string, table: string, columns: readonly string[], condition?: string][] = [
  ['titleAtStage', 'title', ['stage', 'villageCode']],
  ['titleHistoryAtStage', 'titleHistory', ['stage', 'villageCode']],
  ['titleOfProgrammeAtStage', 'title', ['programmeKey', 'stage', 'villageCode']],
  ['titleOfYearAtStage', 'title', ['awardYear', 'stage', 'villageCode']],
  ['certificateByNumber', 'certificate', ['number']],
  ['brandOfCategory', 'brand', ['category', 'kind', 'name', 'id']],
  ['producerOfTown', 'producer', ['townCode', 'pinyin', 'id']],
  ['producerByCode', 'producer', ['creditCode']],
  ['certificateByEnd', 'certificate', ['validTo', 'id'], `"review" = 'accepted'`],
  ['certificateHistoryByEnd', 'certificateHistory', ['validTo', 'id'], `"review" = 'accepted'`],
  ['certificateByBeginning', 'certificate', ['validFrom'], `"review" = 'accepted'`],
  ['certificateHistoryByBeginning', 'certificateHistory', ['validFrom'], `"review" = 'accepted'`],
  ['certificateOfScheme', 'certificate', ['scheme', 'validTo', 'id'], `"review" = 'accepted'`],
  ['certificateWaiting', 'certificate', ['change'], `"review" = 'submitted'`],
  ['titleStepByStage', 'titleStep', ['stage', 'day'], '"sequence" >= 1'],
  ['titleStepHistoryByStage', 'titleStepHistory', ['stage', 'day'], '"sequence" >= 1'],
  ['certificateEventOfKind', 'certificateEvent', ['kind', 'day'], '"sequence" >= 1'],
  ['certificateEventHistoryOfKind', 'certificateEventHistory', ['kind', 'day'], '"sequence" >= 1'],
  ['titleStepDeclined', 'titleStep', ['titleId'], `"confirmation" = 'declined'`],
  ['areaStepWaiting', 'areaStep', ['areaId'], `"confirmation" = 'pending'`],
  ['areaMemberWaiting', 'areaMember', ['areaId'], `"membership" = 'to-be-confirmed'`],
];

const superseded = ['titleByAwardYear', 'producerBy_townCode', 'certificateByReview', 'certificateHistoryByReview'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns, condition] of indexes) {
    const list = sql.join(columns.map((column) => sql.ref(column)));
    const where = condition === undefined ? sql`` : sql`where ${sql.raw(condition)}`;
    await sql`create index ${sql.id(name)} on ${sql.id(table)} (${list}) ${where}`.execute(db);
  }
  for (const name of superseded) await sql`drop index ${sql.id(name)}`.execute(db);
}
