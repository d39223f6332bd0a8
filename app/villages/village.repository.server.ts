/** Reading and writing villages. Reads work on a handle of any register version. */
import type { ExpressionBuilder } from 'kysely';
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

/** Villages by their present names: all, those of a town, or those of some codes. */
export async function listVillageNames(db: Db, { town, codes }: { town?: string; codes?: readonly string[] } = {}) {
  return villageNames(db)
    .$if(town !== undefined, (query) => query.where('village.townCode', '=', String(town)))
    .$if(codes !== undefined, (query) => query.where('village.code', 'in', codes ?? []))
    .execute();
}

const villageNames = (db: Db) =>
  db
    .selectFrom('village')
    .innerJoin('town', 'town.code', 'village.townCode')
    .select(['village.code', 'village.name', 'village.townCode', 'town.name as townName'])
    .orderBy('village.code');

/** Villages to choose from, those of some towns. */
export async function listVillagesOf(db: Db, towns: readonly string[]) {
  return towns.length === 0 ? [] : villageNames(db).where('village.townCode', 'in', towns).execute();
}

/** Villages to choose from: all of a register of a few towns, of a larger one those of the town that is meant. */
export async function listVillageChoices(db: Db, town: string | null) {
  const first = await villageNames(db)
    .limit(mostVillages + 1)
    .execute();
  return first.length <= mostVillages ? first : listVillagesOf(db, town === null ? [] : [town]);
}

/** A district has fewer. */
const mostVillages = 500;

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

export type VillageProfile = Pick<Row<'village'>, 'introduction' | 'industry' | 'settlements'>;
