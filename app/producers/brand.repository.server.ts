/** Brands, and the chain that they are links of: region brand → industry → enterprise brand → base. */
import { mostChoices } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';
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
      .orderBy('brand.kind', 'desc')
      .orderBy('brand.name')
      .orderBy('brand.id')
  );
}

/** Regional brands first. */
export async function listBrands(db: Db, { category }: BrandQuery = {}): Promise<Brand[]> {
  return (category === undefined ? brands(db) : brands(db).where('brand.category', '=', category)).execute();
}

/** Brands to choose from: the regional ones, those of which the chosen one is, and what stands for the town. */
export async function listBrandChoices(
  db: Db,
  { town, chosen }: { town: string | undefined; chosen: string | undefined },
): Promise<Brand[]> {
  const all = await brands(db)
    .limit(mostChoices + 1)
    .execute();
  if (all.length <= mostChoices) return all;
  return brands(db)
    .where((eb) =>
      eb.or([
        eb('brand.kind', '=', 'regional'),
        eb('brand.id', '=', chosen ?? ''),
        eb('brand.specialityOf', '=', town ?? ''),
      ]),
    )
    .limit(mostChoices)
    .execute();
}

/** The enterprise brands of one producer. */
export async function listBrandsOf(db: Db, producerId: string): Promise<Brand[]> {
  return brands(db).where('brand.producerId', '=', producerId).execute();
}

/** @throws Problem `not-found` */
export async function getBrand(db: Db, id: string | undefined): Promise<Brand> {
  const brand = await brands(db)
    .where('brand.id', '=', id ?? '')
    .executeTakeFirst();
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
  await trx.updateTable('brand').set(patch).where('id', '=', id).execute();
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
