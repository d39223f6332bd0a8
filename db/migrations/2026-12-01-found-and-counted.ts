/** Titles at a stage are counted along an index as known at a change, too; a calendar is found by its address. */
import { type Kysely, sql } from 'kysely';

/** With the change since which a title stands there. */
const atStage = {
  titleAtStage: '"stage", "villageCode", "change"',
  titleOfProgrammeAtStage: '"programmeKey", "stage", "villageCode", "change"',
  titleOfYearAtStage: '"awardYear", "stage", "villageCode", "change"',
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, columns] of Object.entries(atStage)) {
    await sql`drop index ${sql.id(name)}`.execute(db);
    await sql`create index ${sql.id(name)} on "title" (${sql.raw(columns)})`.execute(db);
  }
  await sql`create index "calendarFeedByToken" on "calendarFeed" ("tokenHash")`.execute(db);
}
