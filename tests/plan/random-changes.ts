/** Whatever may happen to what figures count: rows of commands, and rows written as no command would. */
import fc from 'fast-check';
import { amendLocalOutputs } from '#app/certificates/amend-local-outputs.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { listMethodVersions } from '#app/plan/method.repository.server.ts';
import { methodValues } from '#app/plan/method-revision.rules.ts';
import { ReviseGreenMethod } from '#app/plan/method-revision.schema.ts';
import { reviseMethod } from '#app/plan/revise-method.server.ts';
import { Problem } from '#app/problem.ts';
import { proposeRetention } from '#app/villages/propose-retention.server.ts';
import { confirmRetention } from '#app/villages/settle-retention.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { deleteRow, putVersion } from '#db/put-version.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { RegisteredName } from '#db/registered.ts';
import type { Version } from '#db/versions.server.ts';
import { advance, now as at, confirm, decline, start } from '../titles/title-office.ts';

export const days = ['2019-06-30', '2020-12-31', '2023-01-15', '2024-02-29', '2025-12-31', '2026-11-24', '2028-05-05'];
export const latest = async (db: Db) => (await chainHead(db)).number;

/** Something of a table amended, ended or begun anew, as no command would: whatever is written is added up. */
export async function write(
  db: Db,
  table: RegisteredName,
  pick: number,
  patch: Record<string, string | number | null>,
) {
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

/** Some of either, one after the other. */
export const work = fc.array(fc.oneof(raw, commands), { minLength: 4, maxLength: 14, size: 'max' });

export async function doAll(db: Db, steps: readonly ((db: Db) => Promise<void>)[]): Promise<void> {
  for (const step of steps)
    await step(db).catch((error: unknown) => {
      // What may not be done is refused, and nothing of it is written.
      if (!(error instanceof Problem)) throw error;
    });
}
