import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';

/** Registers so many further towns without a village. @returns the change that did */
export async function foundTowns(db: Db, count: number): Promise<number> {
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
