/** Tonnes are reported by producers and answered by their town; towns state what they produce. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { amendLocalOutputs } from '#app/certificates/amend-local-outputs.server.ts';
import { listLocalOutputs, listOutputsOf, listWaitingOutputs } from '#app/certificates/output.repository.server.ts';
import { byProducer, outputYearOf, recentYears } from '#app/certificates/output.rules.ts';
import { productsTaken, ReviewOutputs, takeName, tonnesForm } from '#app/certificates/output.schema.ts';
import { reportOutputs } from '#app/certificates/report-outputs.server.ts';
import { countReporting, listReporting } from '#app/certificates/reporting.repository.server.ts';
import { reviewOutputs } from '#app/certificates/review-outputs.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { getFigure } from '#app/plan/receipt.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-24T04:00:00Z');
const year = 2025;
// A producer of 朱家角 with two products, one of them certified.
const producerId = 'demo-wangjin';

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const latest = async () => (await chainHead(db)).number;
const present = async () =>
  Object.fromEntries((await listOutputsOf(db, producerId, year)).map((row) => [row.productId, row]));
const reporting = async (town: string) => {
  const parts = await countReporting(db, { year, town });
  return listReporting(db, { year, town }, parts, { offset: 0, limit: 100 });
};
const tonnesOf = async () =>
  Object.fromEntries(Object.entries(await present()).map(([id, { tonnes }]) => [id, tonnes]));

async function report(sheet: Record<string, number | null>, more: { loadedAt?: number; left?: string[] } = {}) {
  return reportOutputs(db, {
    ...{ producerId, year, loadedAt: await latest(), left: [], account: 'wangjin', at },
    ...{ sheet: { ...(await tonnesOf()), ...sheet }, ...more },
  });
}

async function review(products: string[], answer: Record<string, string>, account = 'zhujiajiao') {
  const parsed = ReviewOutputs.parse({ change: String(await latest()), ...answer });
  return reviewOutputs(db, { producerId, year, products, answer: parsed, account, at });
}

const certified = async () => (await getFigure(db, 'green-rate', { asOf: '2026-11-24' })).numerator ?? 0;

/** A product of the producer whose tonnes enter the rate in full. */
const product = 'demo-wangjin-1';

describe('what a producer reports', () => {
  test('waits for the town, counts once it is accepted, and goes back with a reason', async () => {
    const before = await certified();
    await report({ [product]: 10.125 });
    expect((await present())[product]).toMatchObject({ review: 'submitted', submittedBy: 'wangjin' });
    expect(await listWaitingOutputs(db, '310118102')).toContainEqual(
      expect.objectContaining({ producerId, year, products: 1 }),
    );
    expect((await listWaitingOutputs(db, '310118104')).map((row) => row.producerId)).not.toContain(producerId);
    expect(await certified(), 'what was accepted before counts on').toBe(before);
    const { included } = await getFigure(db, 'green-rate', { asOf: '2026-11-24' });
    const without = before - (included.find(({ id }) => id === product)?.amount ?? 0);
    await review([product], { intent: 'return', reason: '请核对' });
    expect((await present())[product]).toMatchObject({ review: 'returned', reviewReason: '请核对' });
    await report({});
    expect((await present())[product], 'sent again as it stands').toMatchObject({
      review: 'submitted',
      reviewReason: null,
    });
    await review([product], { intent: 'accept' });
    expect(await certified()).toBeCloseTo(without + 10.125, 6);
    expect(await verifyChain(db)).toBeNull();
  });

  test('corrected after its acceptance, leaves what was accepted in force until the correction is accepted', async () => {
    await report({ [product]: 10 });
    await review([product], { intent: 'accept' });
    const accepted = await certified();
    const sum = async () => (await reporting('310118102')).find((row) => row.producerId === producerId)?.tonnes;
    const before = await sum();
    const corrected = await report({ [product]: 4 });
    expect(await certified(), 'while the correction waits').toBe(accepted);
    await review([product], { intent: 'return', reason: '请核对' });
    await report({ [product]: 5 });
    expect(await certified(), 'while a second one waits').toBe(accepted);
    expect(await sum()).toBe(before);
    await review([product], { intent: 'accept' });
    expect(await certified()).toBe(accepted - 5);
    // As known while the correction waited, the rate still stands on what was accepted then.
    const then = await getFigure(knownAt(db, corrected ?? 0), 'green-rate', { asOf: '2026-11-24' });
    expect(then.numerator).toBe(accepted);
    expect((await present())[product]).toMatchObject({ tonnes: 5, acceptedTonnes: null, review: 'accepted' });
  });

  test('whose acceptance is undone counts no more', async () => {
    await report({ [product]: 10 });
    const change = await review([product], { intent: 'accept' });
    const accepted = await certified();
    const undoing = { number: change ?? 0, account: 'zhujiajiao', reason: null, at };
    await undoChange(db, undoing, checkUndone);
    expect((await present())[product]).toMatchObject({ review: 'submitted' });
    expect(await certified()).not.toBe(accepted);
  });

  test('is only what differs: the same numbers make no change, an empty field is not collected', async () => {
    expect(await report({})).toBeNull();
    await report({ [product]: null });
    expect((await present())[product]).toMatchObject({ tonnes: null, review: 'submitted' });
  });

  test('touches no product of another producer', async () => {
    const others = await listOutputsOf(db, 'demo-coop', year);
    expect(await report({ 'demo-coop-1': 1 })).toBeNull();
    expect(await listOutputsOf(db, 'demo-coop', year)).toEqual(others);
  });

  test('asks where a colleague reported another number meanwhile, and keeps what he left alone', async () => {
    const loadedAt = await latest();
    const opened = await tonnesOf();
    await report({ [product]: 11 });
    const mine = { ...opened, [product]: 12 };
    await expect(report(mine, { loadedAt })).rejects.toMatchObject({
      kind: 'conflict',
      details: { fields: [{ field: product, theirs: 11, mine: 12 }] },
    });
    await report(mine, { loadedAt, left: [product] });
    expect((await present())[product]?.tonnes).toBe(11);
  });
});

describe('the town answers', () => {
  test('not about its own report, nor about what waits no more or was reported anew', async () => {
    await report({ [product]: 5 });
    await expect(review([], { intent: 'accept' })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(review([product], { intent: 'accept' }, 'wangjin')).rejects.toMatchObject({ kind: 'forbidden' });
    const looked = String(await latest());
    await report({ [product]: 6 });
    await expect(review([product], { intent: 'accept', change: looked })).rejects.toMatchObject({ kind: 'conflict' });
    await review([product], { intent: 'accept' });
    await expect(review([product], { intent: 'accept' })).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('gives a reason when it returns, and says which products it means', () => {
    expect(ReviewOutputs.safeParse({ intent: 'return', reason: ' ', change: '1' }).error?.issues[0]?.path).toEqual([
      'reason',
    ]);
    expect(productsTaken({ [takeName('a-1')]: 'on', intent: 'accept', change: '3' })).toEqual(['a-1']);
  });

  test('sees each producer with what is accepted and what is missing', async () => {
    await report({ [product]: 5 });
    const [first, ...rest] = await reporting('310118102');
    expect(first?.waiting, 'what waits stands on top').toBeGreaterThan(0);
    for (const row of [first, ...rest]) {
      expect(row?.townCode).toBe('310118102');
      const { products = 0, accepted = 0, waiting = 0, returned = 0 } = row ?? {};
      expect(accepted + waiting + returned).toBeLessThanOrEqual(products);
    }
  });

  test('sums accepted tonnes to the kilogram, in any order', () => {
    const row = (tonnes: number) => ({
      ...{
        producerId: 'p',
        producerName: 'p',
        townCode: 't',
        review: 'accepted' as const,
        tonnes,
        acceptedTonnes: null,
      },
    });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }), (kilograms) => {
        const [sum] = byProducer(kilograms.map((each) => row(each / 1000)));
        expect(sum?.tonnes).toBe(kilograms.reduce((total, each) => total + each, 0) / 1000);
      }),
    );
  });
});

describe('local output', () => {
  const town = '310118103';
  const stated = async () =>
    Object.fromEntries((await listLocalOutputs(db, { towns: [town], year })).map((row) => [row.category, row]));
  const amend = async (sheet: Record<string, number | null>, more: { loadedAt?: number; left?: string[] } = {}) => {
    const tonnes = Object.fromEntries(Object.values(await stated()).map((row) => [row.category, row.tonnes]));
    return amendLocalOutputs(db, {
      ...{ town, year, loadedAt: await latest(), left: [], account: 'liantang', at },
      ...{ sheet: { ...tonnes, ...sheet }, ...more },
    });
  };

  test('is stated by category; the note stays, and empty is not collected', async () => {
    const before = await stated();
    expect((await amend({})).change).toBeNull();
    await amend({ ornamental: 3.5, grain: null });
    const after = await stated();
    expect(after.ornamental).toMatchObject({ tonnes: 3.5, note: before.ornamental?.note ?? null, origin: 'entered' });
    expect(after.grain?.tonnes).toBeNull();
    expect(after.vegetable).toEqual(before.vegetable);
  });

  test('joins what two colleagues wrote about different categories, and asks about the same', async () => {
    const loadedAt = await latest();
    const opened = Object.fromEntries(Object.values(await stated()).map((row) => [row.category, row.tonnes]));
    await amend({ grain: 100 });
    const joined = await amend({ ...opened, fruit: 7 }, { loadedAt });
    expect(joined.joined).toEqual(['grain']);
    expect([(await stated()).grain?.tonnes, (await stated()).fruit?.tonnes]).toEqual([100, 7]);
    await expect(amend({ ...opened, grain: 1 }, { loadedAt })).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('belongs to a town that there is', async () => {
    await expect(
      amendLocalOutputs(db, {
        ...{ town: '310118999', year, sheet: { grain: 1 }, loadedAt: 1, left: [], account: 'district', at },
      }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a sheet on the wire', () => {
  const form = tonnesForm(['a-1', 'b']);

  test('takes three decimals, full-width digits and empty fields, and nothing that is not asked for', () => {
    expect(form.parse({ 'a-1': '１,２３４.567', b: '', c: '9', 'choice-b': 'mine', change: '7' })).toEqual({
      change: 7,
      sheet: { 'a-1': 1234.567, b: null },
    });
  });

  test.each(['-1', '1.2345', 'abc', '1e3'])('refuses %s at its field', (typed) => {
    expect(form.safeParse({ 'a-1': typed, change: '7' }).error?.issues.map(({ path }) => path)).toEqual([['a-1']]);
  });

  test('is for a year that has begun', () => {
    expect(recentYears('2026-11-24', 3)).toEqual([2026, 2025, 2024]);
    expect(['2026', '2027', '2015', 'x', undefined].map((text) => outputYearOf(text, '2026-11-24'))).toEqual([
      ...[2026, null, null, null, null],
    ]);
  });
});
