/** The figures that the tallies tell are those that every row would tell, of any day and any register version. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { amendLocalOutputs } from '#app/certificates/amend-local-outputs.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { ensureTallies, keepTallies, makeTallies, talliesFault } from '#app/plan/keep-tallies.server.ts';
import { listMethodVersions } from '#app/plan/method.repository.server.ts';
import { methodValues } from '#app/plan/method-revision.rules.ts';
import { ReviseGreenMethod } from '#app/plan/method-revision.schema.ts';
import { overviewOn } from '#app/plan/overview.rules.ts';
import { readPlanGround } from '#app/plan/plan.repository.server.ts';
import { countedKeys, figureOn } from '#app/plan/plan-ground.rules.ts';
import { getOverview, getProgress } from '#app/plan/progress.server.ts';
import { reviseMethod } from '#app/plan/revise-method.server.ts';
import { Problem } from '#app/problem.ts';
import { proposeRetention } from '#app/villages/propose-retention.server.ts';
import { confirmRetention } from '#app/villages/settle-retention.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { RegisteredName } from '#db/registered.ts';
import { talliedThrough } from '#db/tallies.server.ts';
import { deleteRow, putVersion, type Version } from '#db/versions.server.ts';
import { demoRegister } from '../support/database.ts';
import { advance, now as at, confirm, decline, start } from '../titles/title-office.ts';

const days = ['2019-06-30', '2020-12-31', '2023-01-15', '2024-02-29', '2025-12-31', '2026-11-24', '2028-05-05'];
const latest = async (db: Db) => (await chainHead(db)).number;

beforeAll(() => keepTallies());

/** The figures, trends and forecast by looking at every row. */
async function looked(db: Db, asOf: string) {
  const ground = await readPlanGround(db, null);
  const figures = countedKeys(ground).map((key) => figureOn(ground, key, { asOf, town: null }));
  return { figures: figures.map(withoutRows), overview: overviewOn(ground, asOf, { beside: true }) };
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

/** Something of a table amended, ended or begun anew, as no command would: whatever is written is added up. */
async function write(db: Db, table: RegisteredName, pick: number, patch: Record<string, string | number | null>) {
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const rows = (await trx.selectFrom(table).selectAll().execute()) as unknown as Version[];
    const row = rows[pick % Math.max(1, rows.length)];
    if (row !== undefined) await putVersion(trx, table, { ...row, ...patch }, change);
  });
}

const someDay = fc.constantFrom('2020-05-01', '2021-01-01', '2023-06-30', '2024-12-31', '2026-02-28', '2027-07-01');
const pick = fc.nat(500);
const tonnes = fc.option(fc.integer({ min: 0, max: 900_000 }).map((kilos) => kilos / 1000));
const patched = (table: RegisteredName, patch: Record<string, fc.Arbitrary<string | number | null>>) =>
  fc.tuple(pick, fc.record(patch)).map(
    ([place, values]) =>
      (db: Db) =>
        write(db, table, place, values),
  );

const raw = fc.oneof(
  patched('titleStep', { day: someDay, precision: fc.constantFrom('exact', 'no-later-than') }),
  patched('titleStep', { confirmation: fc.constantFrom('confirmed', 'pending', 'declined') }),
  patched('title', { awardYear: fc.constantFrom(null, 2020, 2021, 2024, 2026) }),
  patched('title', { programmeKey: fc.constantFrom('village-beautiful', 'district-beautiful', 'city-beautiful') }),
  patched('village', { retention: fc.constantFrom('retained', 'not-retained', 'unconfirmed') }),
  patched('areaMember', { membership: fc.constantFrom('confirmed', 'to-be-confirmed'), since: fc.option(someDay) }),
  patched('area', { countsTowardsPlan: fc.constantFrom(0, 1) }),
  patched('areaStep', {
    day: someDay,
    stage: fc.constantFrom('named', 'listed'),
    confirmation: fc.constant('confirmed'),
  }),
  patched('product', { status: fc.constantFrom('public', 'withdrawn', 'unpublished') }),
  patched('product', { category: fc.constantFrom('grain', 'vegetable', 'fruit') }),
  patched('producer', { townCode: fc.constantFrom('310118102', '310118103', '310118104') }),
  patched('certificate', { validFrom: someDay, validTo: fc.option(someDay) }),
  patched('certificate', { approvedOutput: tonnes, scheme: fc.constantFrom('green-a', 'organic', 'famous') }),
  patched('certificate', { review: fc.constantFrom('accepted', 'submitted') }),
  patched('certificateEvent', { day: someDay, kind: fc.constantFrom('suspended', 'resumed', 'revoked') }),
  patched('output', { tonnes, acceptedTonnes: tonnes, review: fc.constantFrom('accepted', 'submitted', 'returned') }),
  patched('localOutput', { tonnes }),
);

const commands = fc.oneof(
  fc.tuple(pick, someDay).map(([place, day]) => async (db: Db) => {
    const villages = await db.selectFrom('village').select('code').where('townCode', '=', '310118103').execute();
    const { id } = await start(db, {
      day,
      villageCode: villages[place % villages.length]?.code ?? '',
      stage: 'applied',
    });
    await advance(db, id, { stage: 'named', day: '2024-03-01', awardYear: '2023', reason: '一次说完' });
    await (place % 3 === 0 ? decline(db, id) : confirm(db, id));
    if (place % 4 === 0) await advance(db, id, { stage: 'revoked', day: '2025-04-01', reason: '不再符合' });
  }),
  fc
    .tuple(pick, fc.constantFrom('retained' as const, 'not-retained' as const))
    .map(([place, proposal]) => async (db: Db) => {
      const villages = await db.selectFrom('village').select('code').execute();
      const code = villages[place % villages.length]?.code ?? '';
      await proposeRetention(db, { code, proposal, note: '试', account: 'liantang', at });
      await confirmRetention(db, { code, seenAt: await latest(db), account: 'district', at });
    }),
  fc.tuple(fc.constantFrom(2023, 2024, 2025), tonnes).map(([year, grain]) => async (db: Db) => {
    const sheet = { grain, vegetable: 5, fruit: null, aquatic: 3, ornamental: null, livestock: 0 };
    const loadedAt = await latest(db);
    await amendLocalOutputs(db, { town: '310118103', year, sheet, loadedAt, left: [], account: 'liantang', at });
  }),
  fc
    .record({
      amount: fc.constantFrom('smaller', 'actual'),
      valid: fc.constantFrom('on-day', 'any-day-of-year'),
      rice: fc.constantFrom('paddy', 'milled'),
      inForceFrom: fc.constantFrom('2022-01-01', '2026-05-05'),
    })
    .map((fields) => async (db: Db) => {
      const newest = (await listMethodVersions(db, 'green-rate')).at(-1);
      if (newest === undefined) throw new Error('the rate has a method');
      const paper = { reason: '试', documentNumber: '', documentDay: '', change: String(await latest(db)) };
      const wire = { ...methodValues('green', newest), ...paper, ...fields, text: `${newest.text}改` };
      const form = ReviseGreenMethod.parse(
        Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== 'off')),
      );
      await reviseMethod(db, { key: 'green-rate', form, upload: null, account: 'district', at });
    }),
  fc.nat(12).map((back) => async (db: Db) => {
    const number = (await latest(db)) - back;
    await undoChange(db, { number, account: 'district', reason: null, at }, checkUndone);
  }),
  fc.tuple(pick, fc.constantFrom('titleStep' as const, 'certificateEvent' as const, 'output' as const)).map(
    ([place, table]) =>
      (db: Db) =>
        recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx) => {
          const rows = (await trx.selectFrom(table).selectAll().execute()) as unknown as Version[];
          const row = rows[place % Math.max(1, rows.length)];
          if (row !== undefined) await deleteRow(trx, table, row);
        }).then(() => undefined),
  ),
);

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
        fc.array(fc.oneof(raw, commands), { minLength: 4, maxLength: 14, size: 'max' }),
        fc.array(fc.tuple(fc.constantFrom(...days), fc.nat(30)), { minLength: 3, maxLength: 3 }),
        async (work, asked) => {
          const db = await demoRegister();
          await makeTallies(db);
          for (const each of work)
            await each(db).catch((error: unknown) => {
              // What may not be done is refused, and nothing of it is written.
              if (!(error instanceof Problem)) throw error;
            });
          const head = await latest(db);
          expect(await talliedThrough(db)).toBe(head);
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
    expect(await talliedThrough(db)).toBe(0);
    await ensureTallies(db);
    expect(await talliedThrough(db)).toBe(head + 1);
    await expectSame(db, '2025-12-31');
    expect((await contents(db)).filter((row) => !row.includes(`["change",${head + 1}]`))).toEqual(kept);
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
