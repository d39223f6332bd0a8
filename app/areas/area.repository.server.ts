/** Demonstration areas and their villages. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

/** An area as one of its villages sees it. `since` is null where the day is not known. */
export type AreaOfVillage = Pick<Row<'area'>, 'id' | 'kind' | 'name' | 'corridor'> &
  Pick<Row<'areaMember'>, 'since' | 'membership' | 'origin' | 'source'>;

/** The areas that a village belongs to or may belong to, by name. */
export async function listAreasOfVillage(db: Db, code: string): Promise<AreaOfVillage[]> {
  return db
    .selectFrom('areaMember')
    .innerJoin('area', 'area.id', 'areaMember.areaId')
    .select(['area.id', 'area.kind', 'area.name', 'area.corridor'])
    .select(['areaMember.since', 'areaMember.membership', 'areaMember.origin', 'areaMember.source'])
    .where('areaMember.villageCode', '=', code)
    .orderBy('area.name')
    .execute();
}
