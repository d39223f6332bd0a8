/** Brands, and the chain that they are links of: region brand → industry → enterprise brand → base. */
import type { ExpressionBuilder } from 'kysely';
import { mostChoices, mostCounted, piecesOf } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import type { NewRow, Row, RowPatch, Tables } from '#db/tables.ts';
import type { BrandQuery } from './brand.schema.ts';

export type Brand = Row<'brand'> & {
  producerName: string | null;
  /** The town of an enterprise brand's owner. */
  producerTown: string | null;
  specialityTownName: string | null;
};

function brands(db: Db) {
  return (
    db
      .selectFrom('brand')
      .selectAll('brand')
      // Not joined: reading as known at a change, SQLite would put all producers and towns together for outer joins.
      .select((eb) => [
        eb.selectFrom('producer').select('name').whereRef('id', '=', 'brand.producerId').as('producerName'),
        eb.selectFrom('producer').select('townCode').whereRef('id', '=', 'brand.producerId').as('producerTown'),
        eb.selectFrom('town').select('name').whereRef('code', '=', 'brand.specialityOf').as('specialityTownName'),
      ])
  );
}

type BrandFilter = Pick<BrandQuery, 'category'>;
type Kind = Brand['kind'];

function ofKind(db: Db, kind: Kind, { category }: BrandFilter) {
  const query = brands(db).where('brand.kind', '=', kind).orderBy('brand.name').orderBy('brand.id');
  return category === undefined ? query : query.where('brand.category', '=', category);
}

/** Regional brands first. */
export async function listBrands(db: Db, filter: BrandFilter = {}): Promise<Brand[]> {
  return [...(await ofKind(db, 'regional', filter).execute()), ...(await ofKind(db, 'enterprise', filter).execute())];
}

/** The brands of a kind after one, by name: a list that stays whole while others write. */
export async function listBrandsAfter(
  db: Db,
  kind: Kind,
  filter: BrandFilter,
  { after, limit }: { after: Pick<Brand, 'name' | 'id'> | null; limit: number },
): Promise<Brand[]> {
  const query = ofKind(db, kind, filter).limit(limit);
  if (after === null) return query.execute();
  // The first condition is what an index is entered by.
  return query
    .where('brand.name', '>=', after.name)
    .where((eb) => eb.or([eb('brand.name', '>', after.name), eb('brand.id', '>', after.id)]))
    .execute();
}

/** How many brands there are of each kind, the regional ones first; up to `mostCounted` each. */
export async function countBrands(db: Db, filter: BrandFilter): Promise<{ kind: Kind; count: number }[]> {
  const count = (kind: Kind) => countUpTo(db, ofKind(db, kind, filter).clearOrderBy(), mostCounted);
  return [
    { kind: 'regional', count: await count('regional') },
    { kind: 'enterprise', count: await count('enterprise') },
  ];
}

/** Brands of a page, regional ones first. */
export async function listBrandsOfPage(
  db: Db,
  filter: BrandFilter,
  { counts, ...place }: { counts: Awaited<ReturnType<typeof countBrands>>; offset: number; limit: number },
): Promise<Brand[]> {
  const pieces = piecesOf(counts, place).map(({ part, offset, limit }) =>
    ofKind(db, part.kind, filter).limit(limit).offset(offset).execute(),
  );
  return (await Promise.all(pieces)).flat();
}

/** The regional brands that stand for these towns, by name. */
export async function listSpecialities(db: Db, towns: readonly string[]): Promise<Brand[]> {
  if (towns.length === 0) return [];
  const rows = await brands(db)
    .where('brand.specialityOf', 'in', towns)
    .orderBy('brand.name')
    .orderBy('brand.id')
    .execute();
  // Not asked for by its kind, whose index would lead SQLite through all regional brands.
  return rows.filter(({ kind }) => kind === 'regional');
}

/** Brands to choose from: the regional ones, those of which the chosen one is, and what stands for the town. */
export async function listBrandChoices(
  db: Db,
  { town, chosen }: { town: string | undefined; chosen: string | undefined },
): Promise<Brand[]> {
  const regional = await firstOf(db, 'regional');
  const all = [...regional, ...(await firstOf(db, 'enterprise'))];
  if (all.length <= mostChoices) return all;
  return withWanted(db, regional, { town, chosen: [chosen ?? ''] });
}

/** Regional brands to choose from: all where they are few, otherwise the first, the chosen ones, and what stands for the town. */
export async function listRegionalChoices(
  db: Db,
  { town, chosen }: { town: string | undefined; chosen: readonly string[] },
): Promise<Brand[]> {
  const regional = await firstOf(db, 'regional');
  if (regional.length <= mostChoices) return regional;
  const choices = await withWanted(db, regional, { town, chosen });
  return choices.filter(({ kind }) => kind === 'regional');
}

const firstOf = (db: Db, kind: Kind) =>
  ofKind(db, kind, {})
    .limit(mostChoices + 1)
    .execute();

async function withWanted(
  db: Db,
  brandsByName: readonly Brand[],
  { town, chosen }: { town: string | undefined; chosen: readonly string[] },
): Promise<Brand[]> {
  const wanted = await brands(db)
    // PostgreSQL takes no empty list.
    .where((eb) => eb.or([eb('brand.id', 'in', ['', ...chosen]), eb('brand.specialityOf', '=', town ?? '')]))
    .execute();
  const offered = brandsByName.slice(0, mostChoices);
  return [...offered, ...wanted.filter(({ id }) => offered.every((each) => each.id !== id))];
}

const producersOf = (eb: ExpressionBuilder<Tables, 'brand'>, town: string) =>
  eb.selectFrom('producer').select('producer.id').where('producer.townCode', '=', town);

/** The brands of some identities. */
export async function listBrandsIn(db: Db, ids: readonly string[]): Promise<Brand[]> {
  return ids.length === 0 ? [] : brands(db).where('brand.id', 'in', ids).execute();
}

/** The brands of a town's producers. */
export async function listBrandsOfTown(db: Db, town: string): Promise<Brand[]> {
  return brands(db)
    .where('brand.producerId', 'in', (eb) => producersOf(eb, town))
    .orderBy('brand.name')
    .orderBy('brand.id')
    .execute();
}

/** Brands that have to do with a town, the regional ones first: of its producers, what stands for it, and those of some identities. */
export async function listBrandsOfPlace(db: Db, town: string, ids: readonly string[]): Promise<Brand[]> {
  const found = await brands(db)
    .where((eb) =>
      eb.or([
        eb('brand.id', 'in', ['', ...ids]),
        eb('brand.specialityOf', '=', town),
        eb('brand.producerId', 'in', producersOf(eb, town)),
      ]),
    )
    .orderBy('brand.name')
    .orderBy('brand.id')
    .execute();
  return (['regional', 'enterprise'] as const).flatMap((kind) => found.filter((brand) => brand.kind === kind));
}

/** The enterprise brands of one producer. */
export async function listBrandsOf(db: Db, producerId: string): Promise<Brand[]> {
  return brands(db).where('brand.producerId', '=', producerId).orderBy('brand.name').orderBy('brand.id').execute();
}

export async function findBrand(db: Db, id: string): Promise<Brand | undefined> {
  return brands(db).where('brand.id', '=', id).executeTakeFirst();
}

/** @throws Problem `not-found` */
export async function getBrand(db: Db, id: string | undefined): Promise<Brand> {
  const brand = await findBrand(db, id ?? '');
  if (!brand) throw notFound('这个品牌');
  return brand;
}

/** Whether another brand of the same kind and owner bears the name. */
export async function isBrandNameTaken(
  db: Db,
  { kind, name, producerId }: Pick<Brand, 'kind' | 'name' | 'producerId'>,
  except: string,
): Promise<boolean> {
  const found = await db
    .selectFrom('brand')
    .select('id')
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('producerId', producerId === null ? 'is' : '=', producerId)
    .where('id', '!=', except)
    .executeTakeFirst();
  return found !== undefined;
}

/** The brand that is a town's 一镇一品, other than the one given. */
export async function findSpecialityOf(db: Db, town: string, except: string): Promise<Brand | undefined> {
  return brands(db).where('brand.specialityOf', '=', town).where('brand.id', '!=', except).executeTakeFirst();
}

export async function insertBrand(trx: Db, brand: NewRow<'brand'>): Promise<void> {
  await trx.insertInto('brand').values(brand).execute();
}

export async function updateBrand(trx: Db, id: string, patch: RowPatch<'brand'> & { change: number }): Promise<void> {
  await amendRow(trx, 'brand', { id }, patch);
}

/** One way along the chain for each base of each public product that bears a brand; what a product lacks is null. */
export async function listChainOf(db: Db, brandId: string) {
  return db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .leftJoin('brand as region', 'region.id', 'product.regionalBrandId')
    .leftJoin('brand as own', 'own.id', 'product.brandId')
    .leftJoin('productBase', 'productBase.productId', 'product.id')
    .leftJoin('base', 'base.id', 'productBase.baseId')
    .leftJoin('village', 'village.code', 'base.villageCode')
    .select(['product.id as productId', 'product.name as productName', 'product.category'])
    .select(['producer.id as producerId', 'producer.name as producerName'])
    .select(['region.id as regionId', 'region.name as regionName', 'own.id as brandId', 'own.name as brandName'])
    .select(['base.id as baseId', 'base.crop', 'base.area', 'village.code as villageCode'])
    .select('village.name as villageName')
    .where('product.status', '=', 'public')
    .where((eb) => eb.or([eb('product.regionalBrandId', '=', brandId), eb('product.brandId', '=', brandId)]))
    .orderBy('product.category')
    .orderBy('own.name')
    .orderBy('producer.pinyin')
    .orderBy('product.pinyin')
    .orderBy('product.id')
    .orderBy('base.villageCode')
    .execute();
}
