/** Towns, and which of them there are to choose from. */
import { mostChoices } from '#app/counting.ts';
import type { Db } from '#db/client.server.ts';

/** Towns by code: all, one, or some. */
export async function listTowns(
  db: Db,
  { town, codes }: { town?: string; codes?: readonly string[] } = {},
): Promise<{ code: string; name: string; shortName: string }[]> {
  if (codes?.length === 0) return [];
  return db
    .selectFrom('town')
    .select(['code', 'name', 'shortName'])
    .$if(town !== undefined, (query) => query.where('code', '=', String(town)))
    .$if(codes !== undefined, (query) => query.where('code', 'in', codes ?? []))
    .orderBy('code')
    .execute();
}

/** The towns after one, by code. */
export async function listTownsAfter(
  db: Db,
  { after, limit }: { after: string; limit: number },
): Promise<{ code: string; name: string }[]> {
  return db
    .selectFrom('town')
    .select(['code', 'name'])
    .where('code', '>', after)
    .orderBy('code')
    .limit(limit)
    .execute();
}

/** Towns to choose from; where there are more than anybody looks through, the chosen one alone. */
export async function listTownChoices(db: Db, chosen: string | undefined): Promise<{ code: string; name: string }[]> {
  const towns = db.selectFrom('town').select(['code', 'name']).orderBy('code');
  const first = await towns.limit(mostChoices + 1).execute();
  if (first.length <= mostChoices) return first;
  return chosen === undefined ? [] : towns.where('code', '=', chosen).execute();
}

/** A town by its code; undefined where there is none. */
export async function findTown(db: Db, code: string): Promise<{ code: string; name: string } | undefined> {
  return db.selectFrom('town').select(['code', 'name']).where('code', '=', code).executeTakeFirst();
}
