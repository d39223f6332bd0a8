import type { Db } from '#db/client.server.ts';
import type { Value } from '#db/versions.server.ts';
import type { NameKind, RowNames } from './row-words.rules.ts';

interface Name {
  code: string;
  name: string;
}

type Find<T = Name> = (db: Db, codes: readonly string[]) => Promise<T[]>;

const finders: Record<Exclude<NameKind, 'titles'>, Find> = {
  towns: (db, codes) => db.selectFrom('town').select(['code', 'name']).where('code', 'in', codes).execute(),
  villages: (db, codes) => db.selectFrom('village').select(['code', 'name']).where('code', 'in', codes).execute(),
  programmes: (db, codes) =>
    db.selectFrom('programme').select(['key as code', 'name']).where('key', 'in', codes).execute(),
  areas: (db, codes) => db.selectFrom('area').select(['id as code', 'name']).where('id', 'in', codes).execute(),
  indicators: (db, codes) =>
    db.selectFrom('indicator').select(['key as code', 'label as name']).where('key', 'in', codes).execute(),
  accounts: (db, codes) =>
    db.selectFrom('account').select(['username as code', 'name']).where('username', 'in', codes).execute(),
  producers: (db, codes) => db.selectFrom('producer').select(['id as code', 'name']).where('id', 'in', codes).execute(),
  brands: (db, codes) => db.selectFrom('brand').select(['id as code', 'name']).where('id', 'in', codes).execute(),
  products: (db, codes) => db.selectFrom('product').select(['id as code', 'name']).where('id', 'in', codes).execute(),
  certificates: (db, codes) =>
    db.selectFrom('certificate').select(['id as code', 'number as name']).where('id', 'in', codes).execute(),
  bases: (db, codes) =>
    db
      .selectFrom('base')
      .innerJoin('village', 'village.code', 'base.villageCode')
      .select(['base.id as code', 'village.name'])
      .where('base.id', 'in', codes)
      .execute(),
};

/**
 * The names of what rows refer to, as the handle knows them; those of deleted titles too, because steps outlive them.
 *
 * @param values all that stands in the rows: any text may be the code of something
 */
export async function readRowNames(db: Db, values: readonly Value[]): Promise<RowNames> {
  const texts = values.filter((value) => typeof value === 'string' && value.length <= longestCode) as string[];
  const titles = await inLots(db, [...new Set(texts)], titlesEver);
  // A title is called by its village and its programme.
  const further = titles.flatMap(({ villageCode, programmeKey }) => [villageCode, programmeKey]);
  const codes = [...new Set([...texts, ...further])];
  const entries: [string, ReadonlyMap<string, string>][] = [];
  for (const [kind, find] of Object.entries(finders)) entries.push([kind, byCode(await inLots(db, codes, find))]);
  // One entry for each finder: fromEntries forgets their names.
  const named = Object.fromEntries(entries) as Record<keyof typeof finders, ReadonlyMap<string, string>>;
  const called = titles.map(({ id, villageCode, programmeKey, awardYear }) => ({
    code: id,
    name: [
      named.villages.get(villageCode) ?? villageCode,
      awardYear === null ? null : `${awardYear}年度`,
      named.programmes.get(programmeKey) ?? programmeKey,
    ]
      .filter((part) => part !== null)
      .join(' '),
  }));
  return { ...named, titles: byCode(called) };
}

/** No identity, user name or code is longer. */
const longestCode = 80;
/** How many codes are asked for at a time. */
const perLot = 500;

async function inLots<T>(db: Db, codes: readonly string[], find: Find<T>): Promise<T[]> {
  const found: T[] = [];
  for (let from = 0; from < codes.length; from += perLot)
    found.push(...(await find(db, codes.slice(from, from + perLot))));
  return found;
}

/** Versions that ended come first, so that a title bears the name that it has now. */
function titlesEver(db: Db, codes: readonly string[]) {
  const columns = ['id', 'villageCode', 'programmeKey', 'awardYear'] as const;
  return db
    .selectFrom('titleHistory')
    .select(columns)
    .where('id', 'in', codes)
    .unionAll(db.selectFrom('title').select(columns).where('id', 'in', codes))
    .execute();
}

function byCode(rows: readonly Name[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ code, name }) => [code, name]));
}
