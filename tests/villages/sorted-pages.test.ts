/** The list of villages sorted by level or retention, page by page, is the whole list sorted so. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levels } from '#app/villages/level.rules.ts';
import { listVillages, listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister } from '#tests/support/database.ts';

/** From the first of an ascending list to its last. */
const ascending = {
  level: [null, ...levels.toReversed()],
  retention: ['retained', 'unconfirmed', 'not-retained'],
} as const;

test('sorted by level or retention, the pages are the list', { timeout: 120_000 }, async () => {
  const db = await demoRegister();
  const filter = fc.constantFrom(
    {},
    {},
    { town: '310118103' },
    { level: 'city' },
    { level: 'none' },
    { retention: 'unconfirmed' },
    { q: '村' },
  );
  const sort = fc.constantFrom('level', '-level', 'retention', '-retention');
  const asOf = fc.constantFrom('2019-06-30', '2020-12-31', '2022-02-28', '2024-02-29', '2026-11-24');
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(filter, sort, fc.integer({ min: 1, max: 9 })),
      asOf,
      fc.constantFrom(0, 1, 150),
      fc.integer({ min: 1, max: 40 }),
      async ([narrowed, by, page], on, change, pageSize) => {
        const handle = change === 0 ? db : knownAt(db, change);
        const query = VillageQuery.parse({ ...narrowed, sort: by, page });
        const all = await listVillagesAfter(handle, query, { asOf: on, after: '', limit: 1_000 });
        const sign = by.startsWith('-') ? -1 : 1;
        const rank = ({ level, retention }: (typeof all)[number]) =>
          by.endsWith('level') ? ascending.level.indexOf(level) : ascending.retention.indexOf(retention);
        const sorted = [...all].sort((one, other) => sign * (rank(one) - rank(other)));
        const from = (query.page - 1) * pageSize;
        expect(await listVillages(handle, query, { asOf: on, pageSize })).toEqual(sorted.slice(from, from + pageSize));
      },
    ),
    { numRuns: 100 },
  );
});
