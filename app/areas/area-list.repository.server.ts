/**
 * The list of areas as of a day. What an area's own row says of it narrows the rows that are read; its stage on the day and the
 * names of its villages are the rules' to say, of some areas at a time, so that no list of a country is held whole.
 */

import { mostCounted } from '#app/counting.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { listAreas } from './area.repository.server.ts';
import { areasOn, type ListedArea, narrowAreas } from './area.rules.ts';
import type { AreaSearch } from './area.schema.ts';

type Search = Partial<AreaSearch>;

/** Areas whose villages and steps are read together. */
const partSize = 100;

/** All that a search leaves, in the order of identities. */
export async function* areasAsListed(db: Db, search: Search, asOf: string, after = ''): AsyncGenerator<ListedArea> {
  for (let last: string | undefined = after; last !== undefined; ) {
    const ids: string[] = await idsAfter(db, search, { after: last, limit: partSize });
    yield* await listedOf(db, ids, search, asOf);
    last = ids.length < partSize ? undefined : ids.at(-1);
  }
}

/** How many a search leaves, up to `mostCounted`. */
export async function countAreas(db: Db, search: Search, asOf: string): Promise<number> {
  if (isOfRows(search)) return countUpTo(db, ofRows(db, search), mostCounted);
  let count = 0;
  for await (const _ of areasAsListed(db, search, asOf)) count += 1;
  return count;
}

/** Areas of a page. */
export async function listAreasOfPage(
  db: Db,
  search: Search,
  { asOf, offset, limit }: { asOf: string; offset: number; limit: number },
): Promise<ListedArea[]> {
  if (isOfRows(search)) {
    const rows = await ofRows(db, search).select('area.id').orderBy('area.id').offset(offset).limit(limit).execute();
    return listedOf(db, idsIn(rows), search, asOf);
  }
  return someOf(areasAsListed(db, search, asOf), { offset, limit });
}

/** The areas after one, at most so many. */
export function listAreasAfter(
  db: Db,
  search: Search,
  { asOf, after, limit }: { asOf: string; after: string; limit: number },
): Promise<ListedArea[]> {
  return someOf(areasAsListed(db, search, asOf, after), { offset: 0, limit });
}

async function someOf<T>(rows: AsyncIterable<T>, { offset, limit }: { offset: number; limit: number }): Promise<T[]> {
  const some: T[] = [];
  let before = 0;
  for await (const row of rows) {
    if (before++ < offset) continue;
    if (some.push(row) === limit) break;
  }
  return some;
}

/** Whether the rows of areas alone say which are meant. */
const isOfRows = ({ q, stage }: Search) => q === undefined && stage === undefined;

function ofRows(db: Db, { kind, town }: Search) {
  let query = db.selectFrom('area');
  if (kind !== undefined) query = query.where('area.kind', '=', kind);
  if (town !== undefined)
    query = query.where('area.id', 'in', (eb) =>
      eb.selectFrom('areaTown').select('areaTown.areaId').where('areaTown.townCode', '=', town),
    );
  return query;
}

async function idsAfter(db: Db, search: Search, { after, limit }: { after: string; limit: number }): Promise<string[]> {
  const query = ofRows(db, search).select('area.id').where('area.id', '>', after);
  return idsIn(await query.orderBy('area.id').limit(limit).execute());
}

const idsIn = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

async function listedOf(db: Db, ids: readonly string[], search: Search, asOf: string): Promise<ListedArea[]> {
  return ids.length === 0 ? [] : narrowAreas(areasOn(await listAreas(db, { ids }), asOf), search);
}
