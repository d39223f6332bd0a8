/** Laws of reading as known at a change and of undo, over random histories of a small register. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { Problem } from '#app/problem.ts';
import { listLedgerYears, listStatistics } from '#app/villages/statistic.repository.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { knownAt, learnedAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { soon } from '#db/since.ts';
import { emptyRegister, isOnPostgres } from '#tests/support/database.ts';

const at = new Date('2026-11-24T08:00:00Z');

type Step = { code: 'a' | 'b' | 'c'; action: 'put' | 'drop'; name: string };
const steps = fc.array(
  fc.record<Step>({
    code: fc.constantFrom('a', 'b', 'c'),
    action: fc.constantFrom('put', 'put', 'drop'),
    name: fc.constantFrom('x', 'y', 'z'),
  }),
  { minLength: 1, maxLength: 4 },
);
const histories = fc.array(steps, { minLength: 1, maxLength: 7 });

/** One change with several steps, by the ordinary builder. */
async function apply(db: Db, change: Step[]) {
  return recordChange(db, { kind: 'seed', account: null, at }, async (trx, number) => {
    for (const { code, action, name } of change) {
      const present = await trx.selectFrom('town').select('code').where('code', '=', code).executeTakeFirst();
      if (action === 'drop') await trx.deleteFrom('town').where('code', '=', code).execute();
      else if (present) await trx.updateTable('town').set({ name, change: number }).where('code', '=', code).execute();
      else
        await trx
          .insertInto('town')
          .values({ code, name, shortName: name, origin: 'entered', source: null, change: number })
          .execute();
    }
  });
}

async function addProgramme(db: Db, key: string, name: string) {
  const row = { key, name, shortName: name, level: null, position: 1, description: '', origin: 'entered' as const };
  await recordChange(db, { kind: 'seed', account: null, at }, (trx, change) =>
    trx
      .insertInto('programme')
      .values({ ...row, source: null, change })
      .execute(),
  );
}

/** Puts a village's ledger of a year, or takes it away. */
async function keepLedger(db: Db, year: number, stays: boolean) {
  const mark = { origin: 'entered', source: null } as const;
  await recordChange(db, { kind: 'seed', account: null, at }, async (trx, change) => {
    const village = {
      code: 'v',
      name: '村',
      townCode: 'a',
      pinyin: '',
      initials: '',
      retention: 'unconfirmed',
    } as const;
    const present = await trx.selectFrom('village').select('code').executeTakeFirst();
    if (!present)
      await trx
        .insertInto('village')
        .values({ ...village, ...mark, change })
        .execute();
    await trx.deleteFrom('statistic').where('year', '=', year).execute();
    if (stays)
      await trx
        .insertInto('statistic')
        .values({ villageCode: 'v', year, ...mark, change })
        .execute();
  });
}

const read = (db: Db) => db.selectFrom('town').select(['code', 'name']).orderBy('code').execute();
/** So is a list that ends early. */
const page = (db: Db) => db.selectFrom('town').select(['code', 'name']).orderBy('code').limit(2).execute();
/** A long list is found in another way than a short one. */
const count = (db: Db) => countUpTo(db, db.selectFrom('town'), 10_000);

describe('as known at a change', () => {
  test('a repository reads what the present was when that change had just been made', async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.boolean(), async (history, isLearned) => {
        const db = await emptyRegister();
        const seen = new Map<number, unknown[]>();
        for (const change of history) {
          await apply(db, change);
          seen.set((await chainHead(db)).number, await read(db));
        }
        for (const [number, rows] of seen) {
          if (number === 0) continue;
          if (isLearned) await learnedAt(db, number);
          expect(await read(knownAt(db, number))).toEqual(rows);
          expect(await page(knownAt(db, number))).toEqual(rows.slice(0, 2));
          expect(await count(knownAt(db, number))).toBe(rows.length);
          // A transaction does not know what was written since.
          expect(await db.transaction().execute((trx) => read(knownAt(trx, number)))).toEqual(rows);
        }
        expect(await verifyChain(db)).toBeNull();
      }),
      { numRuns: isOnPostgres ? 20 : 60 },
    );
  });

  test('a table that stood still is read beside one that did not', async () => {
    const mixed = fc.array(fc.record({ steps, programme: fc.boolean() }), { minLength: 1, maxLength: 6 });
    const both = (db: Db) =>
      db
        .selectFrom('town')
        .leftJoin('programme', 'programme.name', 'town.name')
        .select(['town.code', 'town.name', 'programme.key'])
        .select((eb) =>
          eb
            .selectFrom('programme as each')
            .select((of) => of.fn.countAll<number>().as('all'))
            .as('all'),
        )
        .orderBy('town.code')
        .orderBy('programme.key')
        .execute();
    await fc.assert(
      fc.asyncProperty(mixed, async (history) => {
        const db = await emptyRegister();
        const seen: unknown[] = [];
        for (const [index, { steps: change, programme }] of history.entries()) {
          await apply(db, programme ? [] : change);
          if (programme) await addProgramme(db, `p${index}`, 'xyz'[index % 3] ?? '');
          seen[(await chainHead(db)).number] = await both(db);
        }
        await learnedAt(db, 1);
        for (const [number, rows] of seen.entries()) if (rows) expect(await both(knownAt(db, number))).toEqual(rows);
      }),
      { numRuns: isOnPostgres ? 10 : 40 },
    );
  });

  test('what stayed long before it ended is found beside what ended soon', { timeout: 120_000 }, async () => {
    const db = await emptyRegister();
    const seen = new Map<number, unknown[]>();
    const change = async (...steps: Step[]) => {
      await apply(db, steps);
      seen.set((await chainHead(db)).number, await read(db));
    };
    await change({ code: 'a', action: 'put', name: 'x' }, { code: 'b', action: 'put', name: 'x' });
    // Not so many of the towns that nobody looks which of their versions were in force; the changes between write elsewhere.
    for (let number = 2; number <= soon + 10; number += 1)
      if (number % 50 > 1) await addProgramme(db, `p${number}`, 'x');
      else await change({ code: 'c', action: 'put', name: number % 50 === 0 ? 'x' : 'y' });
    await change({ code: 'a', action: 'put', name: 'y' });
    await change({ code: 'b', action: 'drop', name: 'x' });
    await learnedAt(db, 1);
    for (const [number, rows] of seen) {
      expect([number, await read(knownAt(db, number))]).toEqual([number, rows]);
      expect([number, await page(knownAt(db, number))]).toEqual([number, rows.slice(0, 2)]);
    }
  });

  test('what was learned before others wrote is not relied on', async () => {
    const db = await emptyRegister();
    await apply(db, [{ code: 'a', action: 'put', name: 'old' }]);
    await addProgramme(db, 'p', 'x');
    await learnedAt(db, 1);
    const known = knownAt(db, (await chainHead(db)).number);
    expect(await read(known)).toEqual([{ code: 'a', name: 'old' }]);
    await apply(db, [
      { code: 'a', action: 'put', name: 'new' },
      { code: 'b', action: 'put', name: 'new' },
    ]);
    expect(await read(known)).toEqual([{ code: 'a', name: 'old' }]);
    expect(await page(known)).toEqual([{ code: 'a', name: 'old' }]);
  });

  test.each([
    ['nothing', []],
    ['a row', ['b']],
  ] as const)(
    'where %s was added since, what is written between asking and answering does not show',
    async (_, added) => {
      const db = await emptyRegister();
      await apply(db, [{ code: 'a', action: 'put', name: 'old' }]);
      const { number } = await chainHead(db);
      for (const code of added) await apply(db, [{ code, action: 'put', name: 'new' }]);
      let asked: Promise<unknown> = Promise.resolve();
      await recordChange(db, { kind: 'seed', account: null, at }, async (trx, change) => {
        // Nothing that there was has ended so far; in memory the answer waits for this transaction to end.
        asked = read(knownAt(db, number));
        await trx.updateTable('town').set({ name: 'new', change }).execute();
        expect(await read(knownAt(trx, number))).toEqual([{ code: 'a', name: 'old' }]);
      });
      expect(await asked).toEqual([{ code: 'a', name: 'old' }]);
      expect(await read(db)).toEqual(['a', ...added].map((code) => ({ code, name: 'new' })));
    },
  );

  test('nor does it where a query is worded once for all its values', async () => {
    const db = await emptyRegister();
    await apply(db, [{ code: 'a', action: 'put', name: 'x' }]);
    await keepLedger(db, 2024, true);
    const { number } = await chainHead(db);
    let asked: Promise<unknown[]> = Promise.resolve([]);
    await recordChange(db, { kind: 'seed', account: null, at }, async (trx) => {
      asked = listStatistics(knownAt(db, number), 'v');
      await trx.deleteFrom('statistic').execute();
    });
    expect(await asked).toMatchObject([{ villageCode: 'v', year: 2024 }]);
    expect(await listStatistics(db, 'v')).toEqual([]);
  });

  test('years are those that there were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 2020, max: 2023 }), fc.boolean()), { maxLength: 6 }),
        async (ledgers) => {
          const db = await emptyRegister();
          await apply(db, [{ code: 'a', action: 'put', name: 'x' }]);
          const seen: number[][] = [];
          for (const [year, stays] of ledgers) {
            await keepLedger(db, year, stays);
            seen[(await chainHead(db)).number] = await listLedgerYears(db);
          }
          for (const [number, years] of seen.entries())
            if (years) expect(await listLedgerYears(knownAt(db, number))).toEqual(years);
        },
      ),
      { numRuns: isOnPostgres ? 10 : 40 },
    );
  });

  test('reaches joins, aliases and subqueries', async () => {
    const db = await emptyRegister();
    await apply(db, [{ code: 'a', action: 'put', name: 'old' }]);
    await apply(db, [{ code: 'a', action: 'put', name: 'new' }]);
    const query = (from: Db) =>
      from
        .selectFrom('town as t')
        .innerJoin('town', 'town.code', 't.code')
        .leftJoin('town as other', (join) => join.onRef('other.code', '=', 't.code'))
        .select(['t.name', 'town.name as joined', 'other.name as aliased'])
        .select((eb) => eb.selectFrom('town as sub').select('sub.name').whereRef('sub.code', '=', 't.code').as('sub'))
        .executeTakeFirst();
    expect(await query(db)).toEqual({ name: 'new', joined: 'new', aliased: 'new', sub: 'new' });
    expect(await query(knownAt(db, 1))).toEqual({ name: 'old', joined: 'old', aliased: 'old', sub: 'old' });
  });
});

describe('undo', () => {
  test('of the last change restores what was before, and undoing the undo brings it back', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const db = await emptyRegister();
        for (const change of history) await apply(db, change);
        const last = (await chainHead(db)).number;
        fc.pre(last > 0);
        const after = await read(db);
        const before = last > 1 ? await read(knownAt(db, last - 1)) : [];
        const undo = await undoChange(db, { number: last, account: 'district', reason: null, at }, checkUndone);
        expect(await read(db)).toEqual(before);
        await undoChange(db, { number: undo, account: 'district', reason: null, at }, checkUndone);
        expect(await read(db)).toEqual(after);
        expect(await verifyChain(db)).toBeNull();
      }),
      { numRuns: isOnPostgres ? 20 : 60 },
    );
  });

  test('is refused as a whole, naming the rows, where one was written since', async () => {
    const db = await emptyRegister();
    await apply(db, [
      { code: 'a', action: 'put', name: 'x' },
      { code: 'b', action: 'put', name: 'x' },
    ]);
    await apply(db, [{ code: 'b', action: 'put', name: 'y' }]);
    const refusal = await undoChange(db, { number: 1, account: 'district', reason: null, at }, checkUndone).catch(
      (error) => error,
    );
    expect(refusal).toBeInstanceOf(Problem);
    expect(refusal.details).toMatchObject([{ table: 'town', row: { code: 'b', name: 'y' } }]);
    expect(await read(db)).toHaveLength(2);
    expect((await chainHead(db)).number).toBe(2);
  });
});
