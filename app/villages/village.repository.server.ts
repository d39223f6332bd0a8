/** Reading and writing villages. Reads work on a handle of any register version. */
import type { ExpressionBuilder } from 'kysely';
import { mostChoices } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import { prepared } from '#db/prepared.ts';
import type { Row, RowPatch, Tables } from '#db/tables.ts';
import { endOn } from './village.rules.ts';
import { listEventsOf } from './village-event.repository.server.ts';

export type Village = Row<'village'> & { townName: string };

const villageByCode = prepared((db, { code }: { code: string }) =>
  db
    .selectFrom('village')
    .selectAll('village')
    .select((eb) => townOf(eb).as('townName'))
    .where('village.code', '=', code),
);

/**
 * The name of a village's town. Looked up and not joined: as known at a change, SQLite asks a join in every mixture of present
 * and past.
 */
export const townOf = (eb: ExpressionBuilder<Tables, 'village'>) =>
  eb.selectFrom('town').select('town.name').whereRef('town.code', '=', 'village.townCode').$asScalar().$notNull();

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
  await amendRow(trx, 'village', { code }, patch);
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
  if (exact.length > 0) return exact;
  const { list: byIndex } = await reachOf(db, ['village'], { term: text });
  const likely = byIndex ? among(villages, 'village.code', idsHolding(db, 'village', text)) : villages;
  return likely.where(holds('village.name', text)).execute();
}

/** Nobody picks one out of more. */
const mostMeant = 50;

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
