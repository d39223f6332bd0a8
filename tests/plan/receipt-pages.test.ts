/** The pages of a receipt, put together, are the receipt that every row would make, of any day and any register version. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CountedKey, figures } from '#app/plan/figure.rules.ts';
import type { Figure } from '#app/plan/figure.schema.ts';
import { keepTallies, makeTallies } from '#app/plan/keep-tallies.server.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, seededAt } from '../support/database.ts';
import { days, doAll, latest, work } from './random-changes.ts';

// The register that other files of tests copy, too, is made without them, whoever comes first.
beforeAll(async () => {
  await demoRegister();
  keepTallies();
});

interface Asked {
  asOf: string;
  category: string | null;
}

/** A figure out of all its pages, each with at most so many things looked at. */
async function paged(db: Db, key: string, asked: Asked, limit: number): Promise<{ figure: Figure; pages: number }> {
  const whole: Figure = { ...(await getFigure(db, key, { ...asked, page: { after: '', limit } })), next: null };
  const [included, excluded] = [[...whole.included], [...whole.excluded]];
  let { next } = await getFigure(db, key, { ...asked, page: { after: '', limit } });
  let pages = 1;
  for (; next !== null; pages += 1) {
    const page = await getFigure(db, key, { ...asked, page: { after: next, limit } });
    // A page says the same number as the first, and goes on.
    expect({ ...page, included: [], excluded: [], next: null }).toEqual({ ...whole, included: [], excluded: [] });
    expect(page.next === null || page.next > next).toBe(true);
    included.push(...page.included);
    excluded.push(...page.excluded);
    next = page.next;
  }
  return { figure: { ...whole, included, excluded }, pages };
}

/** Without a page, the few towns of the demonstration are counted row by row. */
async function expectSame(db: Db, key: string, asked: Asked, limit: number): Promise<void> {
  const { figure } = await paged(db, key, asked, limit);
  expect(figure).toEqual(await getFigure(db, key, asked));
}

const keys = Object.keys(figures) as CountedKey[];

describe('of the demonstration', () => {
  test.each(days)(
    'the pages of %s make the whole receipt, as it is and as it was known',
    { timeout: 120_000 },
    async (asOf) => {
      const db = await demoRegister();
      await makeTallies(db);
      for (const handle of [db, knownAt(db, 3), knownAt(db, 131)])
        for (const key of keys) await expectSame(handle, key, { asOf, category: null }, 20);
      await expectSame(db, 'green-rate', { asOf, category: 'grain' }, 5);
    },
  );

  test('titles of several programmes, and several of one, come in the order of their villages', {
    timeout: 60_000,
  }, async () => {
    const db = await demoRegister();
    await makeTallies(db);
    await recordChange(db, { kind: 'seed', account: 'district', at: seededAt }, async (trx, change) => {
      const settings = JSON.stringify({ programmes: ['city-beautiful', 'village-beautiful'] });
      await trx.updateTable('method').set({ settings, change }).where('indicatorKey', '=', 'city-level').execute();
      const twice = { programmeKey: 'village-beautiful', change };
      await trx.updateTable('title').set(twice).where('programmeKey', '=', 'district-beautiful').execute();
    });
    const asked = { asOf: '2025-12-31', category: null };
    for (const limit of [1, 4, 9, 30]) await expectSame(db, 'city-level', asked, limit);
    // Back from the end, too, though a page may hold fewer villages than it was asked for.
    for (let after: string | null = '9'; after !== null && after !== ''; ) {
      const { previous } = await getReceipt(db, 'city-level', { ...asked, page: { after, limit: 4 } });
      expect(previous !== null && previous < after).toBe(true);
      after = previous;
    }
  });

  test.each(keys)('of %s the way back leads over the same pages to the first', async (key) => {
    const db = await demoRegister();
    await makeTallies(db);
    for (const limit of [1, 7, 20])
      for (const category of key === 'green-rate' ? [null, 'grain'] : [null]) {
        const asked = { asOf: '2025-12-31', category };
        const begun = [''];
        for (let after: string | undefined = ''; after !== undefined; after = begun.at(-1)) {
          const { previous, figure } = await getReceipt(db, key, { ...asked, page: { after, limit } });
          expect(previous).toBe(begun.at(-2) ?? null);
          if (figure.next === null) break;
          begun.push(figure.next);
        }
      }
  });

  test('no page looks at more than it was asked for', async () => {
    const db = await demoRegister();
    await makeTallies(db);
    const asked = { asOf: '2025-12-31', category: null };
    const { included, excluded } = await getFigure(db, 'coverage', { ...asked, page: { after: '', limit: 7 } });
    expect(included.length + excluded.length).toBe(7);
    expect((await paged(db, 'coverage', asked, 7)).pages).toBe(12);
    expect((await paged(db, 'shangta', asked, 9)).pages).toBe(1);
  });

  test.each(days)('what stands beside the rows on %s is the same, too', { timeout: 120_000 }, async (asOf) => {
    const db = await demoRegister();
    await makeTallies(db);
    for (const key of keys) {
      const whole = await getReceipt(db, key, { asOf });
      const part = await getReceipt(db, key, { asOf, page: { after: '', limit: 10_000 } });
      expect(part).toEqual({ ...whole, byTown: null, towns: part.towns, townOfVillage: part.townOfVillage });
      for (const { villageCode } of [...part.figure.included, ...part.figure.excluded]) {
        const town = part.townOfVillage[villageCode ?? ''];
        if (villageCode !== null) expect(part.towns.map(({ code }) => code)).toContain(town);
      }
    }
  });

  test('indicators of table 1 and figures of one town are never paged', async () => {
    const db = await demoRegister();
    const asked = { asOf: '2025-12-31', page: { after: '', limit: 1 } };
    expect(await getFigure(db, 'indicator-1', asked)).toEqual(await getFigure(db, 'indicator-1', { asOf: asked.asOf }));
    const town = '310118104';
    expect(await getFigure(db, 'coverage', { ...asked, town })).toEqual(
      await getFigure(db, 'coverage', { asOf: asked.asOf, town }),
    );
  });

  test('where the tallies are behind, the pages still make the whole', async () => {
    const db = await demoRegister();
    for (const key of keys) await expectSame(db, key, { asOf: '2025-12-31', category: null }, 20);
  });
});

test('after any row of changes the pages make the whole, of any day and register version', {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      work,
      fc.array(
        fc.tuple(fc.constantFrom(...days), fc.nat(30), fc.constantFrom(...keys), fc.integer({ min: 3, max: 60 })),
        {
          minLength: 4,
          maxLength: 4,
        },
      ),
      async (steps, asked) => {
        const db = await demoRegister();
        await makeTallies(db);
        await doAll(db, steps);
        const head = await latest(db);
        for (const [asOf, back, key, limit] of asked) {
          await expectSame(db, key, { asOf, category: null }, limit);
          await expectSame(knownAt(db, head - back), key, { asOf, category: null }, limit);
        }
      },
    ),
    { numRuns: Number(process.env.TALLY_RUNS ?? 8) },
  );
});
