/** Tonnes per product and year, and what the towns state of local produce; the only writes of these tables. */
import { sql } from 'kysely';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Category, NewRow, Row, RowPatch } from '#db/tables.ts';

type OwnProduct = Pick<Row<'product'>, 'id' | 'name' | 'category' | 'status'>;

/** The products of a producer whose tonnes can be reported, in the order of their names. */
export async function listProductsToReport(db: Db, producerId: string): Promise<OwnProduct[]> {
  return db
    .selectFrom('product')
    .select(['id', 'name', 'category', 'status'])
    .where('producerId', '=', producerId)
    .orderBy('pinyin')
    .orderBy('id')
    .execute();
}

/** What a producer has reported, of one year or of all. */
export async function listOutputsOf(db: Db, producerId: string, year?: number): Promise<Row<'output'>[]> {
  let query = db
    .selectFrom('output')
    .innerJoin('product', 'product.id', 'output.productId')
    .selectAll('output')
    .where('product.producerId', '=', producerId)
    .orderBy('output.year');
  if (year !== undefined) query = query.where('output.year', '=', year);
  return query.execute();
}

/** Whose outputs are read: a town's, one producer's, or all. */
export interface OutputScope {
  town: string | null;
  producer: string | null;
}

type OutputKey = Pick<Row<'output'>, 'productId' | 'year'>;

/** The outputs after one, by product and year: a list that stays whole while others write. */
export async function listOutputsAfter(
  db: Db,
  { town, producer, year }: OutputScope & { year?: number },
  { after, limit }: { after: OutputKey | null; limit: number },
) {
  let query = db
    .selectFrom('output')
    .innerJoin('product', 'product.id', 'output.productId')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['output.productId', 'output.year', 'output.tonnes', 'output.review', 'output.reviewReason'])
    .select('output.acceptedTonnes')
    .select(['product.name as productName', 'product.category', 'product.producerId', 'producer.townCode'])
    .orderBy('output.productId')
    .orderBy('output.year')
    .limit(limit);
  if (town !== null) query = query.where('producer.townCode', '=', town);
  if (producer !== null) query = query.where('product.producerId', '=', producer);
  if (year !== undefined) query = query.where('output.year', '=', year);
  if (after !== null)
    query = query.where(({ or, and, eb }) =>
      or([
        eb('output.productId', '>', after.productId),
        and([eb('output.productId', '=', after.productId), eb('output.year', '>', after.year)]),
      ]),
    );
  return query.execute();
}

/** Producers and years that wait for a town's answer (null: for any), the oldest first. */
export async function listWaitingOutputs(db: Db, town: string | null) {
  let query = db
    .selectFrom('output')
    .innerJoin('product', 'product.id', 'output.productId')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['producer.id as producerId', 'producer.name as producerName', 'output.year'])
    .select((eb) => eb.fn.countAll<number>().as('products'))
    .where('output.review', '=', sql.lit('submitted' as const))
    .groupBy(['producer.id', 'producer.name', 'output.year'])
    .orderBy('output.year')
    .orderBy('producer.name');
  if (town !== null) query = query.where('producer.townCode', '=', town);
  return query.execute();
}

export async function insertOutput(trx: Db, row: NewRow<'output'>): Promise<void> {
  await trx.insertInto('output').values(row).execute();
}

export async function updateOutput(
  trx: Db,
  { productId, year }: { productId: string; year: number },
  patch: RowPatch<'output'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'output', { productId, year }, patch);
}

/** What the towns state of local produce, of some towns or of all, of one year or of all. */
export async function listLocalOutputs(
  db: Db,
  { towns, year }: { towns?: readonly string[]; year?: number } = {},
): Promise<Row<'localOutput'>[]> {
  if (towns?.length === 0) return [];
  let query = db.selectFrom('localOutput').selectAll().orderBy('townCode').orderBy('year').orderBy('category');
  if (towns !== undefined) query = query.where('townCode', 'in', towns);
  if (year !== undefined) query = query.where('year', '=', year);
  return query.execute();
}

export async function insertLocalOutput(trx: Db, row: NewRow<'localOutput'>): Promise<void> {
  await trx.insertInto('localOutput').values(row).execute();
}

export async function updateLocalOutput(
  trx: Db,
  { townCode, year, category }: { townCode: string; year: number; category: Category },
  patch: RowPatch<'localOutput'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'localOutput', { townCode, year, category }, patch);
}
