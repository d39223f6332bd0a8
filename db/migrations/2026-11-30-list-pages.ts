/** Indexes for lists that are read by pages, also as of a day and as known at a change, and for the producers of a code. */
import { type Kysely, sql } from 'kysely';

const indexes: readonly [name: string, table: string, columns: readonly string[]][] = [
  ['titleAtStage', 'title', ['stage', 'villageCode']],
  ['titleHistoryAtStage', 'titleHistory', ['stage', 'villageCode']],
  ['titleOfProgrammeAtStage', 'title', ['programmeKey', 'stage', 'villageCode']],
  ['titleOfYearAtStage', 'title', ['awardYear', 'stage', 'villageCode']],
  ['titleStepByStage', 'titleStep', ['stage', 'day']],
  ['titleStepHistoryByStage', 'titleStepHistory', ['stage', 'day']],
  ['certificateByEnd', 'certificate', ['review', 'validTo', 'id']],
  ['certificateOfScheme', 'certificate', ['scheme', 'review', 'validTo', 'id']],
  ['certificateByBeginning', 'certificate', ['review', 'validFrom']],
  ['certificateHistoryByBeginning', 'certificateHistory', ['review', 'validFrom']],
  ['certificateEventOfKind', 'certificateEvent', ['kind', 'day']],
  ['certificateEventHistoryOfKind', 'certificateEventHistory', ['kind', 'day']],
  ['brandOfCategory', 'brand', ['category', 'kind', 'name', 'id']],
  ['producerOfTown', 'producer', ['townCode', 'pinyin', 'id']],
  ['producerByCode', 'producer', ['creditCode']],
];

/** Each begins an index above. */
const superseded = ['titleByAwardYear', 'producerBy_townCode', 'certificateByReview'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, table, columns] of indexes)
    await db.schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute();
  for (const name of superseded) await sql`drop index ${sql.id(name)}`.execute(db);
  // Few among millions. A query says the very same words, not a parameter.
  await sql`create index "titleStepDeclined" on "titleStep" ("titleId") where "confirmation" = 'declined'`.execute(db);
}
