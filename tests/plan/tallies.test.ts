/** The figures that the tallies tell are those that every row would tell, of any day and any register version. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureTallies, keepTallies, makeTallies, talliesFault } from '#app/plan/keep-tallies.server.ts';
import { overviewOn } from '#app/plan/overview.rules.ts';
import { readPlanGround } from '#app/plan/plan.repository.server.ts';
import { countedKeys, figureOn } from '#app/plan/plan-ground.rules.ts';
import { getOverview, getProgress } from '#app/plan/progress.server.ts';
import type { Db } from '#db/client.server.ts';
import { throughOf } from '#db/derived.server.ts';
import { knownAt } from '#db/known-at.ts';
import { nameFault } from '#db/names.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { pageSize } from '#db/version-pages.server.ts';
import { demoRegister } from '../support/database.ts';
import { now as at } from '../titles/title-office.ts';
import { days, doAll, latest, work, write } from './random-changes.ts';

// The register that other files of tests copy, too, is made without them, whoever comes first.
beforeAll(async () => {
  await demoRegister();
  keepTallies();
});

/** The figures, trends and forecast by looking at every row. */
async function looked(db: Db, asOf: string) {
  const ground = await readPlanGround(db, null);
  const figures = countedKeys(ground).map((key) => figureOn(ground, key, { asOf, town: null }));
  return { figures: figures.map(withoutRows), overview: overviewOn(ground, asOf, ground) };
}

const withoutRows = (figure: object | null) => ({ ...figure, included: [], excluded: [] });

async function told(db: Db, asOf: string) {
  const progress = await getProgress(db, { asOf });
  const figures = progress.filter(({ key }) => !key.startsWith('indicator-'));
  // Were they counted row by row, they would come with their rows.
  for (const figure of figures) expect([figure.included, figure.excluded]).toEqual([[], []]);
  return { figures, overview: await getOverview(db, { asOf }) };
}

async function expectSame(db: Db, asOf: string): Promise<void> {
  expect(await told(db, asOf)).toEqual(await looked(db, asOf));
}

describe('told by the tallies, a figure is what every row would tell', () => {
  test.each(days)('of the demonstration on %s, as it is and as it was known', { timeout: 120_000 }, async (asOf) => {
    const db = await demoRegister();
    await makeTallies(db);
    await expectSame(db, asOf);
    for (const change of [3, 131]) await expectSame(knownAt(db, change), asOf);
  });

  test('after any row of commands, of any day and register version', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        work,
        fc.array(fc.tuple(fc.constantFrom(...days), fc.nat(30)), { minLength: 3, maxLength: 3 }),
        async (steps, asked) => {
          const db = await demoRegister();
          await makeTallies(db);
          await doAll(db, steps);
          const head = await latest(db);
          expect(await throughOf(db, 'figures')).toBe(head);
          for (const [asOf, back] of asked) {
            await expectSame(db, asOf);
            await expectSame(knownAt(db, head - back), asOf);
          }
          expect(await contents(db)).toEqual(await remade(db));
        },
      ),
      { numRuns: Number(process.env.TALLY_RUNS ?? 8) },
    );
  });

  test('changes that a program made without keeping them are caught up with', { timeout: 60_000 }, async () => {
    const db = await demoRegister();
    const head = await latest(db);
    await makeTallies(db);
    const kept = await contents(db);
    // As a program of before the tallies would leave it.
    for (const table of ['tally', 'tallySum', 'tallySumVersion', 'tallied'] as const)
      await db.deleteFrom(table).execute();
    expect((await getProgress(db, { asOf: '2025-12-31' }))[0]?.included).not.toEqual([]);
    await write(db, 'village', 5, { retention: 'retained' });
    expect(await throughOf(db, 'figures')).toBe(0);
    await ensureTallies(db);
    expect(await throughOf(db, 'figures')).toBe(head + 1);
    await expectSame(db, '2025-12-31');
    expect((await contents(db)).filter((row) => !row.includes(`["change",${head + 1}]`))).toEqual(kept);
  });

  test('a change of more rows than sealing hands on is added up, and its names are found', {
    timeout: 60_000,
  }, async () => {
    const db = await demoRegister();
    await makeTallies(db);
    await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
      const [row] = await trx.selectFrom('village').selectAll().where('retention', '=', 'retained').limit(1).execute();
      const villages = Array.from({ length: pageSize + 1 }, (_, place) => ({
        ...(row as NonNullable<typeof row>),
        ...{ code: String(900_000_000_000 + place), name: `试${place}村`, change },
      }));
      for (let from = 0; from < villages.length; from += 500)
        await trx
          .insertInto('village')
          .values(villages.slice(from, from + 500))
          .execute();
    });
    expect(await nameFault(db)).toBeNull();
    await expectSame(db, '2025-12-31');
    expect(await contents(db)).toEqual(await remade(db));
  });

  test('what was altered with a database tool is named', { timeout: 60_000 }, async () => {
    const db = await demoRegister();
    await makeTallies(db);
    expect(await talliesFault(db)).toBeNull();
    const version = await db
      .selectFrom('tallySumVersion')
      .selectAll()
      .where('counted', '>', 0)
      .limit(1)
      .executeTakeFirstOrThrow();
    const alter = (counted: number) =>
      db
        .updateTable('tallySumVersion')
        .set({ counted })
        .where('tally', '=', version.tally)
        .where('period', '=', version.period)
        .where('change', '=', version.change)
        .execute();
    await alter(version.counted + 1);
    expect(await talliesFault(db)).toContain('与逐行重算的不同');
    await alter(version.counted);
    await db.updateTable('tallySum').set({ amount: -1 }).where('tally', '=', version.tally).execute();
    expect(await talliesFault(db)).toContain('与逐行重算的不同');
  });
});

/** Every version of every sum that is kept. */
async function contents(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('tallySumVersion')
    .innerJoin('tally', 'tally.id', 'tallySumVersion.tally')
    .selectAll('tallySumVersion')
    .select(['tally.figure', 'tally.settings', 'tally.part'])
    .execute();
  return rows.map(({ tally: _, ...row }) => JSON.stringify(Object.entries(row).sort())).sort();
}

async function remade(db: Db): Promise<string[]> {
  await makeTallies(db);
  return contents(db);
}
