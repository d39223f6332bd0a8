/** A producer's own bases. */
import type { RestoredRow } from '#app/changes/undo-change.server.ts';
import { invalid, Problem } from '#app/problem.ts';
import { findVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { deleteBase, getBaseOf, insertBase, listProductsOnBase, updateBase } from './base.repository.server.ts';
import type { AmendBase } from './base.schema.ts';
import { getProducer } from './producer.repository.server.ts';

interface Amendment {
  producerId: string;
  account: string;
  at: Date;
}

/**
 * Adds a base (`id` null) or amends it. Its village may be of another town than the producer.
 *
 * @returns the change's number; null where nothing was changed
 * @throws Problem `not-found`; `invalid`; `conflict` where it was written since the form was loaded
 */
export async function amendBase(
  db: Db,
  { producerId, id, said, account, at }: Amendment & { id: string | null; said: AmendBase },
): Promise<number | null> {
  const { townCode: town } = await getProducer(db, producerId);
  const { villageCode, crop, area } = said;
  const request = { kind: 'base-amend', account, town, reason: crop, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    if (!(await findVillage(trx, villageCode))) throw invalid([{ path: 'villageCode', message: '请选择基地所在的村' }]);
    const row = { villageCode, crop, area, change };
    if (id === null) return insertBase(trx, { ...row, id: newId(), producerId, origin: 'entered', source: null });
    const present = await getBaseOf(trx, producerId, id);
    if (present.change > said.change)
      throw new Problem('conflict', '您填写期间，这个基地刚被改过。请核对现在登记的内容，再保存一次。');
    const same = present.villageCode === villageCode && present.crop === crop && present.area === area;
    if (!same) await updateBase(trx, id, row);
  });
  return change;
}

/**
 * Takes away a base that no product is grown on.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `conflict` with the products that stand in the way
 */
export async function removeBase(
  db: Db,
  { producerId, id, account, at }: Amendment & { id: string },
): Promise<number | null> {
  const { townCode: town } = await getProducer(db, producerId);
  const { crop: reason } = await getBaseOf(db, producerId, id);
  const { change } = await recordChange(db, { kind: 'base-amend', account, town, reason, at }, async (trx) => {
    await refuseInUse(trx, { id, producerId });
    await deleteBase(trx, id);
  });
  return change;
}

/** Looks at the bases that an undo has taken away. @throws Problem `conflict` with the products that stand in the way */
export async function checkBasesLeft(trx: Db, rows: readonly RestoredRow[]): Promise<void> {
  for (const { table, row, restore } of rows)
    if (table === 'base' && restore === undefined)
      await refuseInUse(trx, { id: String(row.id), producerId: String(row.producerId) });
}

async function refuseInUse(trx: Db, base: { id: string; producerId: string }): Promise<void> {
  const products = await listProductsOnBase(trx, base);
  const named = products.map((name) => `“${name}”`).join('、');
  if (products.length > 0) throw new Problem('conflict', `这个基地还用在${named}上，请先改产品登记。`);
}
