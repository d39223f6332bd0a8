/**
 * Indexes by which a history is asked what was in force at a change: most versions end soon, and those that stayed long have an index
 * of their own. The stage of a title led to nearly all that ever ended. What is
 * counted along an index is so as known at a change, too, where the index holds the change.
 */
import { type Kysely, sql } from 'kysely';

const histories = [
  ...['account', 'town', 'village', 'villageEvent', 'statistic', 'programme', 'title', 'titleStep', 'area', 'areaTown'],
  ...['areaMember', 'indicator', 'target', 'method', 'observation', 'areaStep', 'producer', 'consortiumMember', 'base'],
  ...['brand', 'product', 'productBase', 'productDraft', 'certificate', 'certificateEvent', 'output', 'localOutput'],
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of histories)
    await sql`create index ${sql.id(`${table}HistoryStayed`)} on ${sql.id(`${table}History`)} ("endedBy")
      where "endedBy" - "change" > 2000`.execute(db);
  for (const index of ['titleHistoryAtStage', 'productPublic', 'certificateByEnd'])
    await sql`drop index ${sql.id(index)}`.execute(db);
  await sql`create index "productPublic" on "product" ("pinyin", "id", "change") where "status" = 'public'`.execute(db);
  await sql`create index "certificateByEnd" on "certificate" ("validTo", "id", "change")
    where "review" = 'accepted'`.execute(db);
}
