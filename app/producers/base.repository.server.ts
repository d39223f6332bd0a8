/** The bases of producers. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

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
