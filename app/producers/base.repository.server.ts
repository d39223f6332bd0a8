/** The bases of producers. */
import { notFound } from '#app/problem.ts';
import { amendRow } from '#db/amend-row.server.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row, RowPatch } from '#db/tables.ts';

export type Base = Row<'base'> & { villageName: string; townName: string };

function bases(db: Db) {
  return db
    .selectFrom('base')
    .innerJoin('village', 'village.code', 'base.villageCode')
    .innerJoin('town', 'town.code', 'village.townCode')
    .selectAll('base')
    .select(['village.name as villageName', 'town.name as townName'])
    .orderBy('base.villageCode')
    .orderBy('base.crop')
    .orderBy('base.id');
}

export async function listBasesOf(db: Db, producerId: string): Promise<Base[]> {
  return bases(db).where('base.producerId', '=', producerId).execute();
}

/**
 * One base of a producer.
 *
 * @throws Problem `not-found`, also where it is another producer's
 */
export async function getBaseOf(db: Db, producerId: string, id: string): Promise<Base> {
  const base = await bases(db).where('base.id', '=', id).where('base.producerId', '=', producerId).executeTakeFirst();
  if (!base) throw notFound('这个生产基地');
  return base;
}

/** The names of the products that are grown on a base, as accepted or as proposed. */
export async function listProductsOnBase(db: Db, { id, producerId }: Pick<Base, 'id' | 'producerId'>) {
  const accepted = await db
    .selectFrom('productBase')
    .innerJoin('product', 'product.id', 'productBase.productId')
    .select('product.name')
    .where('productBase.baseId', '=', id)
    .execute();
  const drafts = await db
    .selectFrom('productDraft')
    .innerJoin('product', 'product.id', 'productDraft.productId')
    .select(['productDraft.name', 'productDraft.bases'])
    .where('product.producerId', '=', producerId)
    .execute();
  const proposed = drafts.filter(({ bases }) => bases.includes(JSON.stringify(id)));
  return [...new Set([...accepted, ...proposed].map(({ name }) => name))];
}

export async function insertBase(trx: Db, base: NewRow<'base'>): Promise<void> {
  await trx.insertInto('base').values(base).execute();
}

export async function updateBase(trx: Db, id: string, patch: RowPatch<'base'> & { change: number }): Promise<void> {
  await amendRow(trx, 'base', { id }, patch);
}

export async function deleteBase(trx: Db, id: string): Promise<void> {
  await trx.deleteFrom('base').where('id', '=', id).execute();
}
