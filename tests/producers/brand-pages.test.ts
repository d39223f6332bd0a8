/** Brands by pages, and brands to choose from, are those that all brands would give. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { mostChoices } from '#app/counting.ts';
import {
  type Brand,
  countBrands,
  listBrandChoices,
  listBrands,
  listBrandsOfPage,
  listRegionalChoices,
  listSpecialities,
} from '#app/producers/brand.repository.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-25T03:00:00Z');
let db: Db;
let before: number;
beforeAll(async () => {
  db = await demoRegister();
  before = (await chainHead(db)).number;
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const { id: producerId } = await trx.selectFrom('producer').select('id').executeTakeFirstOrThrow();
    for (let place = 0; place < mostChoices; place += 1) {
      const category = (['grain', 'fruit', null] as const)[place % 3] ?? null;
      const of = { name: `试${place % 40}牌`, category, protection: null, protectedSince: null, specialityOf: null };
      const own =
        place % 2 === 0 ? ({ kind: 'regional', producerId: null } as const) : { kind: 'enterprise', producerId };
      const row = { id: `b${place}`, description: null, origin: 'entered', source: null, change } as const;
      await trx
        .insertInto('brand')
        .values({ ...row, ...of, ...(own as Pick<Brand, 'kind' | 'producerId'>) })
        .execute();
    }
  });
});

/** As pages list them, told of all rows. */
async function whole(handle: Db, category?: 'grain' | 'fruit'): Promise<string[]> {
  const rows = await handle.selectFrom('brand').select(['id', 'kind', 'name', 'category']).execute();
  const key = ({ kind, name, id }: (typeof rows)[number]) => `${kind === 'regional' ? 0 : 1} ${name} ${id}`;
  const bytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
  return rows
    .filter((row) => category === undefined || row.category === category)
    .sort((one, other) => bytes(key(one), key(other)))
    .map(({ id }) => id);
}

const ids = (rows: readonly Brand[]) => rows.map(({ id }) => id);

test('the pages are the list, of any industry and as it was known', async () => {
  const category = fc.constantFrom(undefined, 'grain' as const, 'fruit' as const);
  const place = fc.record({ offset: fc.nat(230), limit: fc.integer({ min: 1, max: 120 }) });
  await fc.assert(
    fc.asyncProperty(category, place, fc.boolean(), async (of, { offset, limit }, isEarlier) => {
      const handle = isEarlier ? knownAt(db, before) : db;
      const all = await whole(handle, of);
      const counts = await countBrands(handle, { category: of });
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
      const page = await listBrandsOfPage(handle, { category: of }, { counts, offset, limit });
      expect(ids(page)).toEqual(all.slice(offset, offset + limit));
      expect(ids(await listBrands(handle, { category: of }))).toEqual(all);
    }),
    { numRuns: 40 },
  );
});

test('to choose from are all of few, and of many the regional ones, the chosen one and what stands for the town', async () => {
  const early = knownAt(db, before);
  expect(ids(await listBrandChoices(early, { town: undefined, chosen: undefined }))).toEqual(await whole(early));
  const regional = (await listBrands(db)).filter(({ kind }) => kind === 'regional');
  const stated = await db.selectFrom('brand').select('id').where('specialityOf', '=', '310118103').execute();
  expect(ids(await listSpecialities(db, ['310118103'])).sort()).toEqual(stated.map(({ id }) => id).sort());
  expect(ids(await listBrandChoices(db, { town: '310118103', chosen: undefined }))).toEqual(ids(regional));
  expect(ids(await listBrandChoices(db, { town: undefined, chosen: 'b1' }))).toEqual([...ids(regional), 'b1']);
});

test('a product may bear each of few regional brands, and of many the first, the chosen one and what stands for its town', async () => {
  const regional = (await listBrands(db)).filter(({ kind }) => kind === 'regional');
  expect(ids(await listRegionalChoices(db, { town: undefined, chosen: [] }))).toEqual(ids(regional));
  const own = await demoRegister();
  await recordChange(own, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const row = { kind: 'regional', producerId: null, category: null, protection: null, protectedSince: null } as const;
    for (let place = 0; place < 2 * mostChoices; place += 1)
      await trx
        .insertInto('brand')
        .values({
          ...{ ...row, id: `m${place}`, name: `0试${String(place).padStart(3, '0')}`, description: null, change },
          ...{ specialityOf: place === 399 ? '310118103' : null, origin: 'entered', source: null },
        })
        .execute();
  });
  const first = ids((await listBrands(own)).slice(0, mostChoices));
  const stated = await own.selectFrom('brand').select('id').where('specialityOf', '=', '310118103').execute();
  const offered = async (chosen: string[]) => ids(await listRegionalChoices(own, { town: '310118103', chosen }));
  expect(new Set(await offered([]))).toEqual(new Set([...first, ...stated.map(({ id }) => id)]));
  expect(await offered(['m350'])).toContain('m350');
  expect(await offered([])).not.toContain('m350');
});
