/** Products and drafts as those see them who write and review them, and the only writes of their tables. */
import { sql } from 'kysely';
import { notFound } from '#app/problem.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';

export type Draft = Row<'productDraft'>;

/** A product with its producer's town, whatever its state. */
export interface OwnProduct extends Row<'product'> {
  producerName: string;
  townCode: string;
}

/** @throws Problem `not-found` */
export async function getOwnProduct(db: Db, id: string | undefined): Promise<OwnProduct> {
  const product = await ownProducts(db)
    .where('product.id', '=', id ?? '')
    .executeTakeFirst();
  if (!product) throw notFound('这个产品');
  return product;
}

/** Every product whatever its state: for lists that are compared with the register. */
export async function listOwnProducts(db: Db, { town }: { town?: string } = {}): Promise<OwnProduct[]> {
  return ownProducts(db)
    .$if(town !== undefined, (query) => query.where('producer.townCode', '=', String(town)))
    .orderBy('product.id')
    .execute();
}

function ownProducts(db: Db) {
  return db
    .selectFrom('product')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .selectAll('product')
    .select(['producer.name as producerName', 'producer.townCode']);
}

export async function findDraft(db: Db, productId: string): Promise<Draft | undefined> {
  return db.selectFrom('productDraft').selectAll().where('productId', '=', productId).executeTakeFirst();
}

/** Drafts with whose they are; of one producer, or those that wait for a town (null: for any). */
export async function listDrafts(db: Db, of: { producer: string } | { waitingFor: string | null }) {
  let query = db
    .selectFrom('productDraft')
    .innerJoin('product', 'product.id', 'productDraft.productId')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select(['productDraft.productId', 'productDraft.name', 'productDraft.state', 'productDraft.reviewReason'])
    .select(['producer.name as producerName', 'product.status'])
    // Not by the index of changes: SQLite would go through all drafts to spare a sort of few.
    .orderBy(sql`+"productDraft"."change"`);
  if ('producer' in of) query = query.where('product.producerId', '=', of.producer);
  else if (of.waitingFor === null) query = query.where('productDraft.state', '=', 'submitted');
  else
    query = query
      .where('producer.townCode', '=', of.waitingFor)
      // By the producers of the town, which are few, and not by the state, which leads to all drafts that wait anywhere.
      .where(sql<string>`"productDraft"."state" || ''`, '=', 'submitted');
  return query.execute();
}

export async function listBaseIds(db: Db, productId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('productBase')
    .select('baseId')
    .where('productId', '=', productId)
    .orderBy('baseId')
    .execute();
  return rows.map(({ baseId }) => baseId);
}

export async function insertProduct(trx: Db, product: NewRow<'product'>): Promise<void> {
  await trx.insertInto('product').values(product).execute();
}

export async function updateProduct(
  trx: Db,
  id: string,
  patch: RowPatch<'product'> & { change: number },
): Promise<void> {
  await amendRow(trx, 'product', { id }, patch);
}

/** Writes a product's draft, whether it has one or not. */
export async function putDraft(trx: Db, draft: NewRow<'productDraft'>): Promise<void> {
  const { productId, ...fields } = draft;
  if (await findDraft(trx, productId)) await amendRow(trx, 'productDraft', { productId }, fields);
  else await trx.insertInto('productDraft').values(draft).execute();
}

export async function deleteDraft(trx: Db, productId: string): Promise<void> {
  await trx.deleteFrom('productDraft').where('productId', '=', productId).execute();
}

/** Makes the bases of a product exactly these. */
export async function putBases(trx: Db, productId: string, bases: readonly string[], change: number): Promise<void> {
  const present = await listBaseIds(trx, productId);
  for (const baseId of present.filter((id) => !bases.includes(id)))
    await trx.deleteFrom('productBase').where('productId', '=', productId).where('baseId', '=', baseId).execute();
  for (const baseId of bases.filter((id) => !present.includes(id)))
    await trx.insertInto('productBase').values({ productId, baseId, change }).execute();
}
