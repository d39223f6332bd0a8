/** Reading and writing villages. Reads work on a handle of any register version. */
import { type ExpressionBuilder, sql } from 'kysely';
import { mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { begins, holds } from '#db/like.ts';
import { prepared } from '#db/prepared.ts';
import type { Row, RowPatch, Tables } from '#db/tables.ts';
import { type Level, levels } from './level.rules.ts';
import { type Population, populationsOf } from './statistic.repository.server.ts';
import { endOn, nameOn, searchTerm } from './village.rules.ts';
import { listEventsOf } from './village-event.repository.server.ts';
import { parseSort, type SortKey, type VillageFilter, type VillageQuery } from './village-query.schema.ts';

export type Village = Row<'village'> & { townName: string };

const villageByCode = prepared((db, { code }: { code: string }) =>
  db
    .selectFrom('village')
    .innerJoin('town', 'town.code', 'village.townCode')
    .selectAll('village')
    .select('town.name as townName')
    .where('village.code', '=', code),
);

/** A village by its code, with its town; undefined where there is none. */
export async function findVillage(db: Db, code: string): Promise<Village | undefined> {
  const [village] = await villageByCode(db, { code });
  return village;
}

/** @throws Problem `not-found` */
export async function getVillage(db: Db, code: string | undefined): Promise<Village> {
  const village = code === undefined ? undefined : await findVillage(db, code);
  if (!village) throw notFound('这个村');
  return village;
}

/**
 * The town whose office answers for a village.
 *
 * @throws Problem `not-found`
 */
export async function getTownOfVillage(db: Db, code: string | undefined): Promise<string> {
  return (await getVillage(db, code)).townCode;
}

export async function updateVillage(trx: Db, code: string, patch: RowPatch<'village'>): Promise<void> {
  await trx.updateTable('village').set(patch).where('code', '=', code).execute();
}

/** Whether another village of the town that still exists on the day bears the name. */
export async function isNameTaken(
  db: Db,
  { code, townCode, name }: Pick<Village, 'code' | 'townCode' | 'name'>,
  day: string,
): Promise<boolean> {
  const others = await db
    .selectFrom('village')
    .select('code')
    .where('townCode', '=', townCode)
    .where('name', '=', name)
    .where('code', '!=', code)
    .execute();
  const codes = others.map((other) => other.code);
  const events = await listEventsOf(db, codes);
  return codes.some(
    (other) =>
      endOn(
        events.filter(({ villageCode }) => villageCode === other),
        day,
      ) === null,
  );
}

/** Towns in the order of their codes. */
export async function listTowns(db: Db): Promise<{ code: string; name: string }[]> {
  return db.selectFrom('town').select(['code', 'name']).orderBy('code').execute();
}

/** Towns to choose from; where there are more than anybody looks through, the chosen one alone. */
export async function listTownChoices(db: Db, chosen: string | undefined): Promise<{ code: string; name: string }[]> {
  const towns = db.selectFrom('town').select(['code', 'name']).orderBy('code');
  const first = await towns.limit(mostChoices + 1).execute();
  if (first.length <= mostChoices) return first;
  return chosen === undefined ? [] : towns.where('code', '=', chosen).execute();
}

const mostChoices = 200;

/** Every village by its present name, for a choice. */
export async function listVillageNames(db: Db) {
  return db
    .selectFrom('village')
    .innerJoin('town', 'town.code', 'village.townCode')
    .select(['village.code', 'village.name', 'village.townCode', 'town.name as townName'])
    .orderBy('village.code')
    .execute();
}

/**
 * The villages that a typed code or name can mean: the one of that code, those of that name, or else those whose name
 * holds it, the first of them.
 */
export async function findVillagesMeant(db: Db, typed: string) {
  const text = typed.normalize('NFKC').trim();
  if (text === '') return [];
  const villages = db
    .selectFrom('village')
    .innerJoin('town', 'town.code', 'village.townCode')
    .select(['village.code', 'village.name', 'town.name as townName'])
    .orderBy('village.code')
    .limit(mostMeant);
  const exact = await villages
    .where((eb) => eb.or([eb('village.code', '=', text), eb('village.name', 'in', [text, `${text}村`])]))
    .execute();
  return exact.length > 0 ? exact : villages.where(holds('village.name', text)).execute();
}

/** Nobody picks one out of more. */
const mostMeant = 50;

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
  const rows = await matching(db, query, asOf)
    .select(listed)
    .select(() => rankOn(db, asOf).as('rank'))
    .orderBy((eb) => sortColumn(eb, key), descending ? 'desc' : 'asc')
    .orderBy('village.code')
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
    .execute();
  return asItems(db, rows, asOf);
}

/** The villages after a code, in the order of codes: a list that stays whole while others write. */
export async function listVillagesAfter(
  db: Db,
  filter: VillageFilter,
  { asOf, after, limit }: { asOf: string; after: string; limit: number },
): Promise<VillageItem[]> {
  const rows = await matching(db, filter, asOf)
    .select(listed)
    .select(() => rankOn(db, asOf).as('rank'))
    .where('village.code', '>', after)
    .orderBy('village.code')
    .limit(limit)
    .execute();
  return asItems(db, rows, asOf);
}

/** How many there are, up to `mostCounted`. */
export async function countVillages(db: Db, filter: VillageFilter, asOf: string): Promise<number> {
  return countUpTo(db, matching(db, filter, asOf), mostCounted);
}

/** What the towns say of villages, by code. */
export async function profilesOf(db: Db, codes: readonly string[]): Promise<Map<string, VillageProfile>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('village')
    .select(['code', 'introduction', 'industry', 'settlements'])
    .where('code', 'in', codes)
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

type VillageProfile = Pick<Row<'village'>, 'introduction' | 'industry' | 'settlements'>;

const standingOfVillage = prepared((db, { code, asOf }: { code: string; asOf: string }) =>
  db
    .selectFrom('village')
    .select(() => rankOn(db, asOf).as('rank'))
    .where('village.code', '=', code),
);

/** A village's level on a day; the list's own sum for one village. */
export async function getLevelOfVillage(db: Db, code: string, asOf: string): Promise<Level | null> {
  const [row] = await standingOfVillage(db, { code, asOf });
  return levelOfRank(row?.rank ?? null);
}

const listed = [
  'village.code',
  'village.name',
  'village.townCode',
  'town.name as townName',
  'village.retention',
  'village.retentionProposal',
  'village.origin',
] as const;

function sortColumn(eb: ExpressionBuilder<Tables, 'village'>, key: SortKey) {
  switch (key) {
    case 'code':
      return eb.ref('village.code');
    case 'name':
      return eb.ref('village.pinyin');
    case 'town':
      return eb.ref('village.townCode');
    case 'level':
      // The column of the list, not reckoned again.
      return sql<number>`coalesce("rank", 0)`;
    case 'retention':
      return eb
        .case('village.retention')
        .when('retained')
        .then(eb.lit(1))
        .when('unconfirmed')
        .then(eb.lit(2))
        .else(eb.lit(3))
        .end();
  }
}

function matching(db: Db, filter: VillageFilter, asOf: string) {
  const { q, town, level, retention, ended } = filter;
  const term = searchTerm(q);
  let query = db.selectFrom('village').innerJoin('town', 'town.code', 'village.townCode');
  if (town !== undefined) query = query.where('village.townCode', '=', town);
  if (retention !== undefined) query = query.where('village.retention', '=', retention);
  if (level === 'none') query = query.where(rankOn(db, asOf), 'is', null);
  else if (level !== undefined) query = query.where(rankOn(db, asOf), '=', rankOf(level));
  if (ended === undefined)
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('villageEvent')
            .select('villageEvent.id')
            .whereRef('villageEvent.villageCode', '=', 'village.code')
            .where('villageEvent.kind', 'in', ['merged', 'abolished'])
            .where('villageEvent.day', '<=', asOf),
        ),
      ),
    );
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

/**
 * The rank that a row of `village` holds on a day: of its titles named and confirmed by then and not revoked by then
 * (domain, section 3). Reckoned for the villages of a page alone. The rule itself is titles' `standingOn`; a test holds
 * the two together.
 */
function rankOn(db: Db, asOf: string) {
  return (
    db
      .selectFrom('title')
      .innerJoin('programme', 'programme.key', 'title.programmeKey')
      .innerJoin('titleStep as naming', 'naming.titleId', 'title.id')
      .select((eb) => eb.fn.max<number | null>(rank(eb)).as('rank'))
      // The village of the query that asks.
      .whereRef('title.villageCode', '=', sql.ref('village.code'))
      .where('programme.level', 'is not', null)
      .where('naming.stage', '=', 'named')
      .where('naming.confirmation', '=', 'confirmed')
      .where('naming.day', '<=', asOf)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('titleStep as revocation')
              .select('revocation.sequence')
              .whereRef('revocation.titleId', '=', 'title.id')
              .where('revocation.stage', '=', 'revoked')
              .where('revocation.day', '<=', asOf)
              .where((eb) =>
                eb.or([eb('revocation.confirmation', 'is', null), eb('revocation.confirmation', '!=', 'declined')]),
              ),
          ),
        ),
      )
  );
}

const rankOf = (level: Level) => levels.length - levels.indexOf(level);
const levelOfRank = (rank: number | null) => levels.find((level) => rankOf(level) === rank) ?? null;

function rank(eb: ExpressionBuilder<Tables, 'programme'>) {
  return eb
    .case('programme.level')
    .when('city')
    .then(eb.lit(rankOf('city')))
    .when('district')
    .then(eb.lit(rankOf('district')))
    .else(eb.lit(rankOf('village')))
    .end();
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
