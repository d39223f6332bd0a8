import { type SelectQueryBuilder, sql } from 'kysely';
import { listTowns } from '#app/villages/town.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Category, Tables } from '#db/tables.ts';
import { readGreenGround } from './green.repository.server.ts';
import { noRows, readAreas, readLineages, readVillages } from './plan.repository.server.ts';
import type { PlanGround } from './plan-ground.rules.ts';
import type { Looked } from './receipt-page.rules.ts';

/** The page after a key; '' is the first. */
export interface Page {
  after: string;
  limit: number;
}

/** Keys beside one, the nearest first. */
interface Beside {
  key: string;
  way: 'after' | 'before';
  limit: number;
}

export type PageRows = Pick<PlanGround, 'towns' | 'villages' | 'events' | 'titles' | 'members' | 'areas' | 'green'>;

/** @returns also the key to go on after; null on the last page */
export async function readReceiptPage(
  db: Db,
  looked: Looked,
  { category, page }: { category: Category | null; page: Page },
): Promise<{ rows: PageRows; next: string | null }> {
  const beside = (key: string, limit: number) => keysBeside(db, looked, category, { key, way: 'after', limit });
  const keys = await beside(page.after, page.limit);
  const last = keys.at(-1);
  const rows = await rowsOf(db, looked, keys);
  const isLast = last === undefined || (await beside(last, 1)).length === 0;
  return { rows, next: isLast ? null : last };
}

/** The key after which the page before this one begins: '' where that is the first, null where this one is. */
export async function previousPage(
  db: Db,
  looked: Looked,
  { category, page }: { category: Category | null; page: Page },
): Promise<string | null> {
  if (page.after === '') return null;
  const beside = (key: string, limit: number) => keysBeside(db, looked, category, { key, way: 'before', limit });
  // Its last key is the one after which this page begins.
  const first = (await beside(page.after, page.limit - 1)).at(-1) ?? page.after;
  return (await beside(first, 1))[0] ?? '';
}

function keysBeside(db: Db, looked: Looked, category: Category | null, beside: Beside): Promise<string[]> {
  switch (looked.kind) {
    case 'village':
      return firstKeys(db.selectFrom('village').select('code as key'), 'code', beside);
    case 'titled':
      return titledBeside(db, looked.programmes, beside);
    case 'member': {
      const members = db.selectFrom('areaMember').where('areaId', '=', looked.area);
      return firstKeys(members.select('villageCode as key'), 'villageCode', beside);
    }
    case 'area':
      return firstKeys(db.selectFrom('area').select('id as key'), 'id', beside);
    case 'product': {
      // Not `in`: an index of states would lead to all products in one of them.
      const products = db.selectFrom('product').where('status', '!=', 'unpublished');
      const asked = category === null ? products : products.where('category', '=', category);
      return firstKeys(asked.select('id as key'), 'id', beside);
    }
  }
}

async function firstKeys<TB extends keyof Tables>(
  query: SelectQueryBuilder<Tables, TB, { key: string }>,
  column: string,
  { key, way, limit }: Beside,
): Promise<string[]> {
  const [beyond, order] = way === 'after' ? (['>', 'asc'] as const) : (['<', 'desc'] as const);
  const ordered = query.where(sql<string>`${sql.ref(column)}`, beyond, key).orderBy(sql.ref(column), order);
  return (await ordered.limit(limit).execute()).map(({ key }) => key);
}

/** Villages with a title of one of some programmes: of each programme the first ones, as far as all of them are known. */
async function titledBeside(db: Db, programmes: readonly string[], { key, way, limit }: Beside): Promise<string[]> {
  // A village may have several titles of a programme.
  const most = limit + 1;
  const lists = await Promise.all(
    programmes.map((programme) => {
      const titles = db.selectFrom('title').where('programmeKey', '=', programme);
      return firstKeys(titles.select('villageCode as key'), 'villageCode', { key, way, limit: most });
    }),
  );
  const ends = lists.filter((list) => list.length === most).flatMap((list) => list.at(-1) ?? []);
  const isKnown = (code: string) => ends.every((end) => (way === 'after' ? code <= end : code >= end));
  const known = [...new Set(lists.flat())].sort().filter(isKnown);
  return (way === 'after' ? known : known.reverse()).slice(0, limit);
}

async function rowsOf(db: Db, looked: Looked, keys: readonly string[]): Promise<PageRows> {
  if (keys.length === 0) return noRows;
  if (looked.kind === 'area') return { ...noRows, areas: await readAreas(db, { ids: keys }) };
  if (looked.kind === 'product') {
    const green = await readGreenGround(db, { products: keys });
    const villages = [...new Set(green.products.flatMap(({ villageCode }) => villageCode ?? []))];
    return withTowns(db, { ...noRows, green, ...(villages.length > 0 && (await readLineages(db, { villages }))) });
  }
  const { programmes } = looked;
  return withTowns(db, { ...noRows, ...(await readVillages(db, { villages: keys }, programmes)) });
}

async function withTowns(db: Db, rows: PageRows): Promise<PageRows> {
  if (rows.villages.length === 0) return rows;
  return {
    ...rows,
    towns: await listTowns(db, { codes: [...new Set(rows.villages.map(({ townCode }) => townCode))] }),
  };
}
