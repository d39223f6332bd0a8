/** Products as the public sees them, and what hangs on one. Reads work on a handle of any register version. */
import { type ExpressionBuilder, sql } from 'kysely';
import { mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import type { Row, Tables } from '#db/tables.ts';
import { lastDecisions } from './certificate-decisions.repository.server.ts';
import type { ProductFilter, ProductQuery } from './product.schema.ts';

/** What the public may know of a product: its verification code is on its label alone. */
export type Product = Omit<Row<'product'>, 'verifyCode' | 'verifyRevoked' | 'change'> & {
  producerName: string;
  townCode: string;
  townName: string;
  regionalBrandName: string | null;
  brandName: string | null;
};

/** Nothing is joined: as known at a change, SQLite asks a join in every mixture of present and past. */
function products(db: Db) {
  return db
    .selectFrom('product')
    .select(['product.id', 'product.producerId', 'product.status', 'product.category', 'product.name'])
    .select(['product.variety', 'product.regionalBrandId', 'product.brandId', 'product.season', 'product.packaging'])
    .select(['product.description', 'product.gtin', 'product.pictures', 'product.pinyin', 'product.initials'])
    .select(['product.withdrawnReason', 'product.origin', 'product.source'])
    .select((eb) => [
      producerOf(eb).select('producer.name').$asScalar().$notNull().as('producerName'),
      producerOf(eb).select('producer.townCode').$asScalar().$notNull().as('townCode'),
      eb
        .selectFrom('town')
        .select('town.name')
        .where('town.code', '=', producerOf(eb).select('producer.townCode'))
        .$asScalar()
        .$notNull()
        .as('townName'),
      eb.selectFrom('brand').select('name').whereRef('id', '=', 'product.regionalBrandId').as('regionalBrandName'),
      eb.selectFrom('brand').select('name').whereRef('id', '=', 'product.brandId').as('brandName'),
    ]);
}

const producerOf = (eb: ExpressionBuilder<Tables, 'product'>) =>
  eb.selectFrom('producer').whereRef('producer.id', '=', 'product.producerId');

/**
 * A product that was made public, also after it was withdrawn.
 *
 * @throws Problem `not-found`, also for one that the town has not accepted yet
 */
export async function getPublicProduct(db: Db, id: string | undefined): Promise<Product> {
  const product = await products(db)
    .where('product.id', '=', id ?? '')
    .where('product.status', 'in', ['public', 'withdrawn'])
    .executeTakeFirst();
  if (!product) throw notFound('这个产品');
  return product;
}

/**
 * The product of a verification code on a label, and whether the code was revoked, as a code is that was replaced by
 * another; undefined where no label bears it.
 */
export async function findProductByCode(
  db: Db,
  code: string,
): Promise<(Product & { verifyRevoked: 0 | 1 }) | undefined> {
  const made = products(db).where('product.status', 'in', ['public', 'withdrawn']);
  const present = await made.select('product.verifyRevoked').where('product.verifyCode', '=', code).executeTakeFirst();
  if (present) return present;
  const former = await made
    .where('product.id', 'in', (eb) =>
      eb.selectFrom('productHistory as former').select('former.id').where('former.verifyCode', '=', code),
    )
    .executeTakeFirst();
  return former && { ...former, verifyRevoked: 1 };
}

/** The public products of a bar code, which is kept in any of its lengths. */
export async function listProductsOfGtin(db: Db, gtin14: string): Promise<Pick<Product, 'id' | 'name'>[]> {
  const lengths = [14, 13, 12, 8].filter((length) => /^0*$/.test(gtin14.slice(0, 14 - length)));
  return products(db)
    .where('product.status', 'in', ['public', 'withdrawn'])
    .where(
      'product.gtin',
      'in',
      lengths.map((length) => gtin14.slice(-length)),
    )
    .orderBy('product.id')
    .execute();
}

export interface ProductItem extends Product {
  /** Villages of its bases. */
  villages: { code: string; name: string }[];
}

/** One page of the catalogue, by the spelling of the names. */
export async function listProducts(
  db: Db,
  query: ProductQuery,
  asOf: string,
  pageSize: number,
): Promise<ProductItem[]> {
  const rows = await matching(db, query, asOf, (await reach(db, query)).list)
    .orderBy('product.pinyin')
    .orderBy('product.id')
    .limit(pageSize)
    .offset((query.page - 1) * pageSize)
    .execute();
  return withVillages(db, rows);
}

/** How many there are, up to `mostCounted`. */
export async function countProducts(db: Db, query: ProductFilter, asOf: string): Promise<number> {
  return countUpTo(db, matching(db, query, asOf, (await reach(db, query)).count), mostCounted);
}

/** The public products after one, in the order of identities: a list that stays whole while others write. */
export async function listProductsAfter(
  db: Db,
  query: ProductFilter,
  asOf: string,
  { after, limit }: { after: string; limit: number },
): Promise<ProductItem[]> {
  const rows = await matching(db, query, asOf, (await reach(db, query)).list)
    .where('product.id', '>', after)
    .orderBy('product.id')
    .limit(limit)
    .execute();
  return withVillages(db, rows);
}

/** The public products that are grown on a base in a village. */
export async function listProductsOfVillage(db: Db, village: string): Promise<Product[]> {
  return products(db)
    .where('product.status', '=', 'public')
    .where('product.id', 'in', (eb) =>
      eb
        .selectFrom('productBase')
        .innerJoin('base', 'base.id', 'productBase.baseId')
        .select('productBase.productId')
        .where('base.villageCode', '=', village),
    )
    .orderBy('product.pinyin')
    .execute();
}

/** Where a product is grown. */
export async function listBasesOfProduct(db: Db, productId: string) {
  return db
    .selectFrom('productBase')
    .innerJoin('base', 'base.id', 'productBase.baseId')
    .innerJoin('village', 'village.code', 'base.villageCode')
    .select(['base.id', 'base.crop', 'base.area', 'village.code as villageCode', 'village.name as villageName'])
    .where('productBase.productId', '=', productId)
    .orderBy('village.code')
    .execute();
}

const reach = (db: Db, { q, town, brand }: ProductFilter) =>
  reachOf(db, ['product', 'producer'], { term: searchTerm(q), isNarrowed: (town ?? brand) !== undefined });

/** The products that may hold the term in their own names or in their producer's. */
function idsFound(db: Db, term: string) {
  const byProducer = db
    .selectFrom('product as grown')
    .select('grown.id')
    .where('grown.producerId', 'in', idsHolding(db, 'producer', term));
  return db.selectFrom(idsHolding(db, 'product', term).unionAll(byProducer).as('either')).select('either.id');
}

/** @param byIndex whether the index of names leads to what is typed; the same rows either way */
function matching(db: Db, filter: ProductFilter, asOf: string, byIndex: boolean) {
  const { q, category, town, brand, certificate } = filter;
  const term = searchTerm(q);
  // The words of the index of what is public, in its order; by a parameter that index is left alone.
  const isPublic = byIndex ? 'public' : sql.lit('public' as const);
  let query = products(db).where('product.status', '=', isPublic);
  if (category !== undefined) query = query.where('product.category', '=', category);
  if (town !== undefined)
    query = query.where('product.producerId', 'in', (eb) =>
      eb.selectFrom('producer').select('producer.id').where('producer.townCode', '=', town),
    );
  if (brand !== undefined)
    query = query.where((eb) => eb.or([eb('product.regionalBrandId', '=', brand), eb('product.brandId', '=', brand)]));
  if (certificate !== undefined)
    query = query.where(({ exists, not }) =>
      certificate === 'valid' ? exists(covering(db, asOf)) : not(exists(covering(db, asOf))),
    );
  if (term !== null && byIndex) query = among(query, 'product.id', idsFound(db, term));
  if (term !== null)
    query = query.where((eb) =>
      eb.or([
        holds('product.name', term),
        holds('product.pinyin', term),
        holds('product.initials', term),
        eb.exists(
          producerOf(eb)
            .select('producer.id')
            .where(({ or }) => or([holds('producer.name', term), holds('producer.pinyin', term)])),
        ),
      ]),
    );
  return query;
}

/**
 * The certificates that cover a product on a day. The rule itself is `coversDay`; a test holds the two together.
 */
function covering(db: Db, asOf: string) {
  return db
    .selectFrom('certificate')
    .select('certificate.id')
    .whereRef('certificate.productId', '=', 'product.id' as never)
    .where('certificate.review', '=', 'accepted')
    .where('certificate.validFrom', '<=', asOf)
    .where((eb) => eb.or([eb('certificate.validTo', 'is', null), eb('certificate.validTo', '>=', asOf)]))
    .where(({ not, exists }) =>
      not(
        exists(
          lastDecisions(db, asOf)
            .whereRef('event.certificateId', '=', sql.ref('certificate.id'))
            .where('event.kind', 'in', ['suspended', 'revoked']),
        ),
      ),
    );
}

async function withVillages(db: Db, rows: readonly Product[]): Promise<ProductItem[]> {
  if (rows.length === 0) return [];
  const places = await db
    .selectFrom('productBase')
    .innerJoin('base', 'base.id', 'productBase.baseId')
    .innerJoin('village', 'village.code', 'base.villageCode')
    .select(['productBase.productId', 'village.code', 'village.name'])
    .where(
      'productBase.productId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('village.code')
    .execute();
  return rows.map((row) => {
    // Several bases may lie in one village.
    const names = new Map(places.flatMap(({ productId, code, name }) => (productId === row.id ? [[code, name]] : [])));
    return { ...row, villages: [...names].map(([code, name]) => ({ code, name })) };
  });
}
