/** Areas by pages, and after one another, are those that all areas would give. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { listAreas } from '#app/areas/area.repository.server.ts';
import { areasOn, narrowAreas } from '#app/areas/area.rules.ts';
import type { AreaSearch } from '#app/areas/area.schema.ts';
import { areasAsListed, countAreas, listAreasAfter, listAreasOfPage } from '#app/areas/area-list.repository.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-25T03:00:00Z');
const kinds = ['demonstration-zone', 'demonstration-area', 'contiguous-villages'] as const;
const towns = ['310118102', '310118103', '310118104'];
let db: Db;
let before: number;
beforeAll(async () => {
  db = await demoRegister();
  before = (await chainHead(db)).number;
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    for (let place = 0; place < 230; place += 1) {
      const row = {
        id: `s${place}`,
        kind: kinds[place % 3] ?? kinds[0],
        name: `试${place}片`,
        corridor: null,
        note: null,
      };
      const more = { countsTowardsPlan: 0, stage: null, awardYear: null, origin: 'entered', source: null } as const;
      await trx
        .insertInto('area')
        .values({ ...row, ...more, change })
        .execute();
      await trx
        .insertInto('areaTown')
        .values({ areaId: row.id, townCode: towns[place % 2] ?? '', change })
        .execute();
    }
  });
});

const search: fc.Arbitrary<Partial<AreaSearch>> = fc.record(
  {
    q: fc.constantFrom('试1', '莲湖', '无此名'),
    kind: fc.constantFrom(...kinds),
    town: fc.constantFrom(...towns),
    stage: fc.constantFrom('listed' as const, 'named' as const, 'none' as const),
  },
  { requiredKeys: [] },
);
const place = fc.record({ offset: fc.nat(240), limit: fc.integer({ min: 1, max: 120 }) });

test('for any search, day and register version', async () => {
  await fc.assert(
    fc.asyncProperty(
      search,
      place,
      fc.constantFrom('2020-06-30', '2026-11-24'),
      fc.boolean(),
      async (asked, { offset, limit }, asOf, isEarlier) => {
        const handle = isEarlier ? knownAt(db, before) : db;
        const ids = narrowAreas(areasOn(await listAreas(handle), asOf), asked).map(({ area }) => area.id);
        const found: string[] = [];
        for await (const { area } of areasAsListed(handle, asked, asOf)) found.push(area.id);
        expect(found).toEqual(ids);
        expect(await countAreas(handle, asked, asOf)).toBe(ids.length);
        const page = await listAreasOfPage(handle, asked, { asOf, offset, limit });
        expect(page.map(({ area }) => area.id)).toEqual(ids.slice(offset, offset + limit));
        const after = ids[offset] ?? '';
        const next = await listAreasAfter(handle, asked, { asOf, after, limit });
        expect(next.map(({ area }) => area.id)).toEqual(ids.filter((id) => id > after).slice(0, limit));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
