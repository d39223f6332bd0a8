import type { Db } from '#db/client.server.ts';
import type { RowNames } from './row-words.rules.ts';

/** The names of what rows refer to, as the handle knows them; those of deleted titles too, because steps outlive them. */
export async function readRowNames(db: Db): Promise<RowNames> {
  const towns = await db.selectFrom('town').select(['code', 'name']).execute();
  const villages = await db.selectFrom('village').select(['code', 'name']).execute();
  const programmes = await db.selectFrom('programme').select(['key as code', 'name']).execute();
  const areas = await db.selectFrom('area').select(['id as code', 'name']).execute();
  const indicators = await db.selectFrom('indicator').select(['key as code', 'label as name']).execute();
  const accounts = await db.selectFrom('account').select(['username as code', 'name']).execute();
  const named = {
    towns: byCode(towns),
    villages: byCode(villages),
    programmes: byCode(programmes),
    areas: byCode(areas),
    indicators: byCode(indicators),
    accounts: byCode(accounts),
  };
  const producers = byCode(await db.selectFrom('producer').select(['id as code', 'name']).execute());
  const brands = byCode(await db.selectFrom('brand').select(['id as code', 'name']).execute());
  const products = byCode(await db.selectFrom('product').select(['id as code', 'name']).execute());
  const certificates = byCode(await db.selectFrom('certificate').select(['id as code', 'number as name']).execute());
  const bases = await db
    .selectFrom('base')
    .innerJoin('village', 'village.code', 'base.villageCode')
    .select(['base.id as code', 'village.name'])
    .execute();
  const titles = (await titlesEver(db)).map(({ id, villageCode, programmeKey, awardYear }) => ({
    code: id,
    name: [
      named.villages.get(villageCode) ?? villageCode,
      awardYear === null ? null : `${awardYear}年度`,
      named.programmes.get(programmeKey) ?? programmeKey,
    ]
      .filter((part) => part !== null)
      .join(' '),
  }));
  const produce = { producers, brands, products, certificates, bases: byCode(bases) };
  return { ...named, ...produce, titles: byCode(titles) };
}

/** Versions that ended come first, so that a title bears the name that it has now. */
function titlesEver(db: Db) {
  const columns = ['id', 'villageCode', 'programmeKey', 'awardYear'] as const;
  return db.selectFrom('titleHistory').select(columns).unionAll(db.selectFrom('title').select(columns)).execute();
}

function byCode(rows: readonly { code: string; name: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ code, name }) => [code, name]));
}
