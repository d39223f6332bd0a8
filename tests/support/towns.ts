import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from './database.ts';

/** The demonstration, with its last change of three towns and the one that knows more than stand beside each other. */
export async function demoOfManyTowns(): Promise<{ db: Db; few: number; many: number }> {
  const db = await demoRegister();
  const few = (await chainHead(db)).number;
  return { db, few, many: await foundTowns(db, 10) };
}

/** Registers so many further towns without a village. @returns the change that did */
async function foundTowns(db: Db, count: number): Promise<number> {
  const at = new Date('2026-11-24T03:00:00Z');
  const what = { kind: 'seed', account: 'district', reason: '更多的镇', at } as const;
  const { change } = await recordChange(db, what, async (trx, change) => {
    const rows = Array.from({ length: count }, (_, place) => ({
      ...{ code: `9000001${String(place).padStart(2, '0')}`, name: `试${place}镇`, shortName: `试${place}` },
      ...({ origin: 'demo', source: null, change } as const),
    }));
    await trx.insertInto('town').values(rows).execute();
  });
  if (change === null) throw new Error('no town was registered');
  return change;
}
