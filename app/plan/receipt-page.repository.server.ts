import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import type { Category, Tables } from '#db/tables.ts';
import { readGreenGround } from './green.repository.server.ts';
import { noRows, readAreas, readLineages, readTowns, readVillages } from './plan.repository.server.ts';
import type { PlanGround } from './plan-ground.rules.ts';
import type { Looked } from './receipt-page.rules.ts';

/** The page after a key; '' is the first. */
export interface Page {
  after: string;
  limit: number;
}

export type PageRows = Pick<PlanGround, 'towns' | 'villages' | 'events' | 'titles' | 'members' | 'areas' | 'green'>;

/** @returns also the key to go on after; null on the last page */
export async function readReceiptPage(
  db: Db,
  looked: Looked,
  { category, page }: { category: Category | null; page: Page },
): Promise<{ rows: PageRows; next: string | null }> {
  const keys = await keysAfter(db, looked, category, page);
  const last = keys.at(-1);
  const rows = await rowsOf(db, looked, keys);
  const isLast = last === undefined || (await keysAfter(db, looked, category, { after: last, limit: 1 })).length === 0;
  return { rows, next: isLast ? null : last };
}

function keysAfter(db: Db, looked: Looked, category: Category | null, page: Page): Promise<string[]> {
  switch (looked.kind) {
    case 'village':
      return firstKeys(db.selectFrom('village').select('code as key'), 'code', page);
    case 'titled':
      return titledAfter(db, looked.programmes, page);
    case 'member': {
      const members = db.selectFrom('areaMember').where('areaId', '=', looked.area);
      return firstKeys(members.select('villageCode as key'), 'villageCode', page);
    }
    case 'area':
      return firstKeys(db.selectFrom('area').select('id as key'), 'id', page);
    case 'product': {
      // Not `in`: an index of states would lead to all products in one of them.
      const products = db.selectFrom('product').where('status', '!=', 'unpublished');
      const asked = category === null ? products : products.where('category', '=', category);
      return firstKeys(asked.select('id as key'), 'id', page);
    }
  }
}

async function firstKeys<TB extends keyof Tables>(
  query: SelectQueryBuilder<Tables, TB, { key: string }>,
  column: string,
  { after, limit }: Page,
): Promise<string[]> {
  const ordered = query.where(sql<string>`${sql.ref(column)}`, '>', after).orderBy(sql.ref(column));
  return (await ordered.limit(limit).execute()).map(({ key }) => key);
}

/** Villages with a title of one of some programmes: of each programme the first ones, as far as all of them are known. */
async function titledAfter(db: Db, programmes: readonly string[], { after, limit }: Page): Promise<string[]> {
  // A village may have several titles of a programme.
  const most = limit + 1;
  const lists = await Promise.all(
    programmes.map((programme) => {
      const titles = db.selectFrom('title').where('programmeKey', '=', programme);
      return firstKeys(titles.select('villageCode as key'), 'villageCode', { after, limit: most });
    }),
  );
  const ends = lists.filter((list) => list.length === most).flatMap((list) => list.at(-1) ?? []);
  const isKnown = (code: string) => ends.every((end) => code <= end);
  return [...new Set(lists.flat())].sort().filter(isKnown).slice(0, limit);
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
    towns: await readTowns(db, { codes: [...new Set(rows.villages.map(({ townCode }) => townCode))] }),
  };
}
