/**
 * The list of titles as of a day, a page at a time: the rows that title-list.rules would tell of all titles, found without
 * reading all of them. A test holds the two together.
 */
import { mostCounted, piecesOf } from '#app/counting.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { begins, holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import { stages } from './title.fields.ts';
import { listTitlesWithSteps } from './title.repository.server.ts';
import type { Stage, TitleSearch } from './title.schema.ts';
import { type ListedTitle, listedOn } from './title-list.rules.ts';
import { answered, byStage, ledTo, stageOn, stepBy, type Titles } from './title-place.repository.server.ts';

export type TitleFilter = Partial<Omit<TitleSearch, 'stage' | 'page'>> & { village?: string };

/**
 * How titles at a stage are found. `kept`: nothing was dated after the day, and each stands at the stage that is kept with
 * it. Otherwise by its steps: `each` title that a narrow filter leaves is asked, or the `steps` to that stage lead to it.
 */
type Way = 'kept' | 'each' | 'steps';

/** A list of titles that is asked several questions. */
export interface TitleList {
  db: Db;
  filter: TitleFilter;
  asOf: string;
  way: Way;
  /** Whether the index of names leads to what is typed; the same rows either way. */
  byIndex: boolean;
}

export async function openTitleList(db: Db, filter: TitleFilter, asOf: string): Promise<TitleList> {
  const { q = '', town, village, awardYear, confirmation } = filter;
  const isNarrowed = (town ?? village) !== undefined;
  const { list: byIndex } = await reachOf(db, ['village'], { term: searchTerm(q), isNarrowed });
  const isNarrow = isNarrowed || byIndex || awardYear !== undefined || (confirmation ?? 'confirmed') !== 'confirmed';
  const way = (await isAnythingAfter(db, asOf)) ? (isNarrow ? 'each' : 'steps') : 'kept';
  return { db, filter, asOf, way, byIndex };
}

async function isAnythingAfter(db: Db, day: string): Promise<boolean> {
  // By each stage, since the index of days begins with it.
  const later = db
    .selectFrom('titleStep')
    .select('titleId')
    .where('stage', 'in', stages)
    .where('day', '>', day)
    .where('sequence', '>=', byStage);
  return (await later.limit(1).executeTakeFirst()) !== undefined;
}

/** How many stand at each stage, up to `mostCounted` each; stages without one are left out. */
export async function countTitlesByStage(list: TitleList): Promise<{ stage: Stage; count: number }[]> {
  const counts = list.way === 'each' ? await countEach(list) : await countApart(list);
  return stages.map((stage) => ({ stage, count: counts.get(stage) ?? 0 })).filter(({ count }) => count > 0);
}

async function countEach({ db, ...list }: TitleList): Promise<Map<string, number>> {
  const placed = matching({ db, ...list })
    .select(() => stageOn(db, list.asOf).as('stage'))
    .as('placed');
  const rows = await db
    .selectFrom(placed)
    .select(['placed.stage', (eb) => eb.fn.countAll<number>().as('count')])
    .where('placed.stage', 'is not', null)
    .groupBy('placed.stage')
    .execute();
  return new Map(rows.map(({ stage, count }) => [String(stage), Math.min(Number(count), mostCounted)]));
}

async function countApart(list: TitleList): Promise<Map<string, number>> {
  const counted = await list.db
    .selectNoFrom((eb) =>
      stages.map((stage) => {
        const found = soughtAt(list, stage).select(eb.lit(1).as('one'));
        return eb
          .selectFrom(found.limit(mostCounted).as('found'))
          .select((of) => of.fn.countAll<number>().as('count'))
          .as(stage);
      }),
    )
    .executeTakeFirstOrThrow();
  return new Map(Object.entries(counted).map(([stage, count]) => [stage, Number(count)]));
}

/** How many stand at a stage, up to `mostCounted`; at any where none is asked. */
export function countTitlesAt(list: TitleList, stage: Stage | undefined): Promise<number> {
  return countUpTo(list.db, soughtAt(list, stage), mostCounted);
}

/**
 * Rows of a page, by stage, then by village and programme.
 *
 * @param counts how many stand at each stage that is listed
 */
export async function listTitlesOn(
  list: TitleList,
  counts: readonly { stage: Stage; count: number }[],
  place: { offset: number; limit: number },
): Promise<ListedTitle[]> {
  const ids: string[] = [];
  for (const { part, ...piece } of piecesOf(counts, place)) ids.push(...(await idsAt(list, part, piece)));
  return titlesOf(list, ids);
}

async function idsAt(
  list: TitleList,
  { stage, count }: { stage: Stage; count: number },
  { offset, limit }: { offset: number; limit: number },
): Promise<string[]> {
  const rows = await soughtAt(list, stage, count)
    .select(['title.id', 'title.villageCode'])
    .select((eb) =>
      eb.selectFrom('programme').select('position').whereRef('programme.key', '=', 'title.programmeKey').as('position'),
    )
    .orderBy('title.villageCode')
    .orderBy('position')
    .orderBy('title.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The titles after one, by village and identity: a list that stays whole while others write.
 *
 * @param after a village's code and a title's identity, with a blank between them
 * @param total how many there are in all
 */
export async function listTitlesAfter(
  list: TitleList,
  stage: Stage | undefined,
  { after, limit, total }: { after: string; limit: number; total: number },
): Promise<ListedTitle[]> {
  const [village = '', id = ''] = after.split(' ');
  const rows = await soughtAt(list, stage, total)
    .select(['title.id', 'title.villageCode'])
    .where('title.villageCode', '>=', village)
    .where((eb) => eb.or([eb('title.villageCode', '>', village), eb('title.id', '>', id)]))
    .orderBy('title.villageCode')
    .orderBy('title.id')
    .limit(limit)
    .execute();
  const listed = await titlesOf(
    list,
    rows.map((row) => row.id),
  );
  const byId = new Map(listed.map((one) => [one.title.id, one]));
  return rows.flatMap((row) => byId.get(row.id) ?? []);
}

async function titlesOf({ db, asOf }: TitleList, ids: readonly string[]): Promise<ListedTitle[]> {
  return ids.length === 0 ? [] : listedOn(await listTitlesWithSteps(db, { ids }), asOf);
}

/**
 * The titles at a stage, or all that had begun where none is given. To count them, and where few steps lead to a stage, the steps
 * are followed; otherwise the list is gone through in its order, and is soon filled.
 *
 * @param count how many there are, where that is known
 */
function soughtAt(list: TitleList, stage: Stage | undefined, count = 0): Titles {
  const { db, asOf, way } = list;
  const titles = matching(list);
  if (stage === undefined) return titles.where(({ exists }) => exists(stepBy(db, asOf)));
  if (way === 'kept') return titles.where('title.stage', '=', stage);
  return way === 'steps' && count < mostCounted
    ? ledTo(db, titles, { stage, asOf })
    : titles.where(stageOn(db, asOf), '=', stage);
}

/** What is asked of titles whatever the stage. */
function matching(list: TitleList): Titles {
  const { db, filter, asOf, byIndex } = list;
  const { q = '', town, village, programme, awardYear, confirmation } = filter;
  const term = searchTerm(q);
  let query: Titles = db.selectFrom('title');
  if (village !== undefined) query = query.where('title.villageCode', '=', village);
  if (town !== undefined)
    query = query.where('title.villageCode', 'in', (eb) =>
      eb.selectFrom('village').select('village.code').where('village.townCode', '=', town),
    );
  if (programme !== undefined) query = query.where('title.programmeKey', '=', programme);
  if (awardYear !== undefined) query = query.where('title.awardYear', '=', awardYear);
  if (confirmation !== undefined) query = answered(db, query, { confirmation, asOf });
  if (term !== null && byIndex) query = among(query, 'title.villageCode', idsHolding(db, 'village', term));
  if (term !== null)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('village')
          .select('village.code')
          .whereRef('village.code', '=', 'title.villageCode')
          .where(({ or }) =>
            or([
              ...['village.name', 'village.code', 'village.pinyin'].map((column) => holds(column, term)),
              begins('village.initials', term),
            ]),
          ),
      ),
    );
  return query;
}
