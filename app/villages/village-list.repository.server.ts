/** The list of villages as they stood on a day. */
import type { ExpressionBuilder } from 'kysely';
import { mostCounted } from '#app/counting.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { begins, holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import type { Row, Tables } from '#db/tables.ts';
import { type Level, levels } from './level.rules.ts';
import { type Population, populationsOf } from './statistic.repository.server.ts';
import { townOf, type Village } from './village.repository.server.ts';
import { endOn, nameOn, searchTerm } from './village.rules.ts';
import { endsOf, listEventsOf } from './village-event.repository.server.ts';
import { levelOfRank, rankOf, rankOfRow } from './village-level.repository.server.ts';
import { parseSort, type SortKey, type VillageFilter, type VillageQuery } from './village-query.schema.ts';

/** A village in a list, as it stood on the as-of day. */
export interface VillageItem {
  code: string;
  name: string;
  town: { code: string; name: string };
  level: Level | null;
  retention: Row<'village'>['retention'];
  retentionProposal: Row<'village'>['retentionProposal'];
  /** The newest registered population up to the as-of day's year; null where none was collected. */
  population: Population | null;
  /** How and when the village ended; null while it exists. */
  end: { kind: Row<'villageEvent'>['kind']; day: string; successorCode: string | null } | null;
  origin: Row<'village'>['origin'];
}

/** One page of the list. The order is the query's, ties by code. */
export async function listVillages(
  db: Db,
  query: VillageQuery,
  { asOf, pageSize }: { asOf: string; pageSize: number },
): Promise<VillageItem[]> {
  const { key, descending } = parseSort(query.sort);
  const place = { offset: (query.page - 1) * pageSize, limit: pageSize };
  const byIndex = (await reach(db, query)).list;
  if (key === 'level' || key === 'retention')
    return asItems(db, await inParts(db, partsOf(query, key, descending), { asOf, byIndex, ...place }), asOf);
  const rows = await listedRows(db, query, asOf, byIndex)
    .orderBy(
      (eb) => sortColumn(eb, key),
      (by) => (descending ? by.desc() : by.asc()),
    )
    .orderBy('village.code')
    .limit(place.limit)
    .offset(place.offset)
    .execute();
  return asItems(db, rows, asOf);
}

/** From what stays to what goes. */
const retentions = ['retained', 'unconfirmed', 'not-retained'] as const;

interface PartsPage {
  asOf: string;
  byIndex: boolean;
  offset: number;
  limit: number;
}

/** The lists, each by code, that make one sorted by level or retention: sorted by a word, all would be read. */
function partsOf(query: VillageQuery, key: 'level' | 'retention', descending: boolean): VillageFilter[] {
  const parts: VillageFilter[] =
    key === 'level'
      ? ['none' as const, ...levels.toReversed()].map((level) => ({ ...query, level }))
      : retentions.map((retention) => ({ ...query, retention }));
  const asked = parts.filter((part) => query[key] === undefined || part[key] === query[key]);
  return descending ? asked.toReversed() : asked;
}

/** A page of some lists, one after the other. */
async function inParts(db: Db, parts: readonly VillageFilter[], { asOf, byIndex, offset, limit }: PartsPage) {
  const rows: ListedRow[] = [];
  let skipped = 0;
  for (const own of parts) {
    const found = await listedRows(db, own, asOf, byIndex)
      .orderBy('village.code')
      .limit(limit - rows.length)
      .offset(offset - skipped)
      .execute();
    rows.push(...found);
    if (rows.length === limit) break;
    skipped =
      rows.length > 0 ? offset : skipped + (await countUpTo(db, matching(db, own, asOf, byIndex), offset - skipped));
  }
  return rows;
}

/** Villages of a list, not in any order. */
const listedRows = (db: Db, filter: VillageFilter, asOf: string, byIndex: boolean) =>
  matching(db, filter, asOf, byIndex)
    .select(listed)
    .select((eb) => townOf(eb).as('townName'))
    .select(() => rankOfRow(asOf).as('rank'));

/** The villages after a code, in the order of codes: a list that stays whole while others write. */
export async function listVillagesAfter(
  db: Db,
  filter: VillageFilter,
  { asOf, after, limit }: { asOf: string; after: string; limit: number },
): Promise<VillageItem[]> {
  const rows = await listedRows(db, filter, asOf, (await reach(db, filter)).list)
    .where('village.code', '>', after)
    .orderBy('village.code')
    .limit(limit)
    .execute();
  return asItems(db, rows, asOf);
}

/** How many there are, up to `mostCounted`. */
export async function countVillages(db: Db, filter: VillageFilter, asOf: string): Promise<number> {
  return countUpTo(db, matching(db, filter, asOf, (await reach(db, filter)).count), mostCounted);
}

const listed = [
  'village.code',
  'village.name',
  // What a list is ordered by is a column of it, or SQLite would put it together whole where it is read as known at a change.
  'village.pinyin',
  'village.townCode',
  'village.retention',
  'village.retentionProposal',
  'village.origin',
] as const;

function sortColumn(eb: ExpressionBuilder<Tables, 'village'>, key: Exclude<SortKey, 'level' | 'retention'>) {
  switch (key) {
    case 'code':
      return eb.ref('village.code');
    case 'name':
      return eb.ref('village.pinyin');
    case 'town':
      return eb.ref('village.townCode');
  }
}

const reach = (db: Db, { q, town }: VillageFilter) =>
  reachOf(db, ['village'], { term: searchTerm(q), isNarrowed: town !== undefined });

/** @param byIndex whether the index of names leads to what is typed; the same rows either way */
function matching(db: Db, filter: VillageFilter, asOf: string, byIndex: boolean) {
  const { q, town, level, retention, ended } = filter;
  const term = searchTerm(q);
  let query = db.selectFrom('village');
  if (town !== undefined) query = query.where('village.townCode', '=', town);
  if (retention !== undefined) query = query.where('village.retention', '=', retention);
  if (level === 'none') query = query.where(rankOfRow(asOf), 'is', null);
  else if (level !== undefined) query = query.where(rankOfRow(asOf), '=', rankOf(level));
  if (ended === undefined) query = query.where(({ not, exists }) => not(exists(endsOf(db, asOf))));
  if (term !== null && byIndex) query = among(query, 'village.code', idsHolding(db, 'village', term));
  if (term !== null)
    query = query.where(({ or, exists, selectFrom }) =>
      or([
        holds('village.name', term),
        holds('village.code', term),
        holds('village.pinyin', term),
        begins('village.initials', term),
        exists(
          selectFrom('villageEvent as renaming')
            .select('renaming.id')
            .whereRef('renaming.villageCode', '=', 'village.code')
            .where(holds('renaming.oldName', term)),
        ),
      ]),
    );
  return query;
}

type ListedRow = Pick<
  Village,
  'code' | 'name' | 'townCode' | 'townName' | 'retention' | 'retentionProposal' | 'origin'
> & {
  rank: number | null;
};

async function asItems(db: Db, rows: readonly ListedRow[], asOf: string): Promise<VillageItem[]> {
  const codes = rows.map(({ code }) => code);
  const events = await listEventsOf(db, codes);
  const populations = await populationsOf(db, codes, Number(asOf.slice(0, 4)));
  return rows.map(({ code, name, townCode, townName, retention, retentionProposal, rank, origin }) => {
    const lineage = events.filter(({ villageCode }) => villageCode === code);
    const end = endOn(lineage, asOf);
    return {
      code,
      name: nameOn(name, lineage, asOf),
      town: { code: townCode, name: townName },
      ...{ level: levelOfRank(rank), origin },
      retention,
      retentionProposal,
      population: populations.get(code) ?? null,
      end: end && { kind: end.kind, day: end.day, successorCode: end.successorCode },
    };
  });
}
