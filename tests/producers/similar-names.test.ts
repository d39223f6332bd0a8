/** The producers that a request to join may mean are found by the index of names as among all producers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelyDuplicates } from '#app/producers/likeness.rules.ts';
import { listProducerNames, listSimilarNames } from '#app/producers/producer.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { putVersion } from '#db/put-version.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Version } from '#db/versions.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-25T03:00:00Z');
// Few characters, so that many names are alike; marks stand between them, and forms and places around them.
const letters = fc.string({ unit: fc.constantFrom(...'练东茭白稻米', 'A'), minLength: 1, maxLength: 7 });
const marked = fc.tuple(letters, fc.constantFrom('', ' ', '（', '·', '-'), letters).map((parts) => parts.join(''));
const around = fc.tuple(
  fc.constantFrom('', '上海', '上海市青浦区'),
  fc.constantFrom('', '合作社', '家庭农场', '有限公司'),
);
const name = fc.tuple(around, fc.oneof(letters, marked)).map(([[place, form], own]) => `${place}${own}${form}`);
const code = fc.constantFrom(null, '93310118MA1GT0000A', '93310118MA1GT0001B');

/** The producers of the demonstration take these names and codes, as far as they go. */
async function rename(db: Db, names: readonly { name: string; creditCode: string | null }[]): Promise<void> {
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const rows = (await trx.selectFrom('producer').selectAll().orderBy('id').execute()) as unknown as Version[];
    for (const [place, row] of rows.entries())
      if (names[place] !== undefined) await putVersion(trx, 'producer', { ...row, ...names[place] }, change);
  });
}

test('none that is alike is missed', { timeout: 120_000 }, async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name, creditCode: code }), { minLength: 15, maxLength: 30, size: 'max' }),
      fc.array(fc.record({ name, creditCode: code }), { minLength: 5, maxLength: 10, size: 'max' }),
      async (known, asked) => {
        const db = await demoRegister();
        await rename(db, known);
        for (const request of asked) {
          const likely = likelyDuplicates(request, await listProducerNames(db));
          expect(likelyDuplicates(request, await listSimilarNames(db, request))).toEqual(likely);
          found += likely.length;
        }
        await db.destroy();
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(0);
});

test.each(['·', ' ', '（', '-'])('nor one that is torn apart by %j', async (mark) => {
  const db = await demoRegister();
  await rename(db, [{ name: `练${mark}东合作社`, creditCode: null }]);
  const request = { name: '上海练东有限公司', creditCode: null };
  const found = likelyDuplicates(request, await listSimilarNames(db, request));
  expect(found.map(({ producer }) => producer.name)).toEqual([`练${mark}东合作社`]);
});
