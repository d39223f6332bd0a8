/** The list of certificates by pages is the list made of all of them: on any day, as known at any change, for any filter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { countCertificatesOn, listCertificatesOn } from '#app/certificates/certificate-list.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { putVersion } from '#db/put-version.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { write } from '../plan/random-changes.ts';
import { expectPagesOfList, undoing } from '../support/list-pages.ts';

const at = new Date('2026-11-24T08:00:00Z');
const pick = fc.nat(200);
const days = [
  '2020-05-01',
  '2023-06-30',
  '2024-12-31',
  '2025-12-31',
  '2026-02-28',
  '2026-11-24',
  '2027-01-31',
  '2029-01-01',
];
const someDay = fc.constantFrom(...days);
const decision = fc.constantFrom('suspended' as const, 'resumed' as const, 'revoked' as const);

/** Something is decided about a certificate, also what no form would let follow. */
async function decide(db: Db, place: number, event: { kind: 'suspended' | 'resumed' | 'revoked'; day: string }) {
  await recordChange(db, { kind: 'seed', account: 'district', reason: '试', at }, async (trx, change) => {
    const ids = await trx.selectFrom('certificate').select('id').orderBy('id').execute();
    const certificateId = ids[place % ids.length]?.id ?? '';
    const { length } = await trx
      .selectFrom('certificateEvent')
      .select('sequence')
      .where('certificateId', '=', certificateId)
      .execute();
    const row = { certificateId, sequence: length + 1, ...event, reason: '试', recordedBy: null };
    await putVersion(trx, 'certificateEvent', { ...row, origin: 'entered', source: null, change }, change);
  });
}

const act = fc.oneof(
  fc.tuple(pick, decision, someDay).map(
    ([place, kind, day]) =>
      (db: Db) =>
        decide(db, place, { kind, day }),
  ),
  fc.tuple(pick, fc.record({ validFrom: someDay, validTo: fc.option(someDay) })).map(
    ([place, term]) =>
      (db: Db) =>
        write(db, 'certificate', place, term),
  ),
  fc.tuple(pick, fc.constantFrom('accepted', 'submitted')).map(
    ([place, review]) =>
      (db: Db) =>
        write(db, 'certificate', place, { review }),
  ),
  undoing(at),
);

const optional = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const filters = fc.record({
  town: optional('310118103', '310118102', '999999999'),
  scheme: optional('green-a' as const, 'organic' as const, 'gi-product' as const),
  q: optional('LB', '演示', '茭白', '没有'),
});
const states = ['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet'] as const;
const questions = fc.record({
  ...{ filter: fc.oneof(filters, fc.constant({})), state: optional(...states) },
  ...{ asOf: someDay, back: fc.nat(14) },
  place: fc.record({ offset: fc.nat(12), limit: fc.integer({ min: 1, max: 60 }) }),
});
type Asked = Omit<typeof questions extends fc.Arbitrary<infer T> ? T : never, 'back'>;

async function expectSame(db: Db, { filter, state, asOf, place }: Asked): Promise<number> {
  const all = (await listCertificates(db, filter)).filter(
    (each) => state === undefined || certificateStateOn(each, each.events, asOf) === state,
  );
  const counts = await countCertificatesOn(db, { ...filter, state }, asOf);
  expect(counts.map(({ count }) => count)).toEqual([
    all.filter(({ validTo }) => validTo !== null).length,
    all.filter(({ validTo }) => validTo === null).length,
  ]);
  const page = await listCertificatesOn(db, { ...filter, state }, { asOf, counts, ...place });
  expect(page).toEqual(all.slice(place.offset, place.offset + place.limit));
  return page.length;
}

test('the pages are the list', { timeout: 300_000 }, () =>
  expectPagesOfList({
    acts: fc.array(act, { minLength: 6, maxLength: 20, size: 'max' }),
    questions: fc.array(questions, { minLength: 10, maxLength: 16, size: 'max' }),
    ...{ runs: 20, expectSame },
  }),
);
