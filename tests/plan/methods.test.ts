/** A method set anew: from the command to what readers are shown, and back. */
import { beforeEach, describe, expect, it } from 'vitest';
import { may } from '#app/accounts/policy.rules.ts';
import { getAttachment } from '#app/attachments/attachment.repository.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { listMethodVersions } from '#app/plan/method.repository.server.ts';
import { methodOutcomes, methodValues, settingsByVersion } from '#app/plan/method-revision.rules.ts';
import { ReviseGreenMethod, ReviseTolerance } from '#app/plan/method-revision.schema.ts';
import { ReviseTarget } from '#app/plan/observation.schema.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import { reviseMethod } from '#app/plan/revise-method.server.ts';
import { reviseTarget } from '#app/plan/revise-target.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister, seededAt } from '../support/database.ts';

const at = new Date('2026-11-24T03:00:00Z');
const asOf = '2025-12-31';
let db: Db;
const latest = async () => (await chainHead(db)).number;

const paper = { reason: '市里改了统计办法', documentNumber: '', documentDay: '', inForceFrom: '2024-01-01' };

/** The form as the browser sends it when only what is named was touched. */
async function wireOf(key: string, fields: Record<string, string>) {
  const newest = (await listMethodVersions(db, key)).at(-1);
  if (!newest) throw new Error('every figure has a method');
  const opened = methodValues(key === 'green-rate' ? 'green' : 'tolerance', newest);
  const sent = { ...opened, ...paper, text: `${newest.text}调整后`, change: String(await latest()), ...fields };
  // A box that is not ticked is absent.
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== 'off'));
}

async function revise(fields: Record<string, string>, { key = 'green-rate', upload = null as Upload | null } = {}) {
  const wire = await wireOf(key, fields);
  const form = key === 'green-rate' ? ReviseGreenMethod.parse(wire) : ReviseTolerance.parse(wire);
  const change = await reviseMethod(db, { key, form, upload, account: 'district', at });
  if (change === null) throw new Error('a method set anew is a change');
  return change;
}
type Upload = NonNullable<Parameters<typeof reviseMethod>[1]['upload']>;

const undo = (number: number) => undoChange(db, { number, account: 'district', reason: null, at }, checkUndone);
const receipt = () => getReceipt(db, 'green-rate', { asOf });

describe('the method of the green rate, set anew', () => {
  beforeEach(async () => {
    db = await demoRegister();
  });

  it('counts from its day, breaks the trend, and the receipt says in numbers what it changed', async () => {
    const before = await receipt();
    await revise({ 'scheme-organic': 'off', amount: 'actual' });
    const { figure, trend, green, methods } = await receipt();
    expect(figure.method.version).toBe(2);
    expect(figure.value).not.toBe(before.figure.value);
    expect(await getFigure(db, 'green-rate', { asOf: '2023-12-31' })).toMatchObject({
      value: before.trend.find(({ day }) => day === '2023-12-31')?.value,
      method: { version: 1 },
    });
    expect(trend.map(({ method }) => method)).toEqual([1, 1, 1, 1, 2, 2]);
    const atBreak = before.trend.find(({ day }) => day === '2024-12-31')?.value;
    expect(green?.breaks).toMatchObject([{ day: '2024-12-31', from: 1, to: 2, before: atBreak }]);
    expect(green?.breaks[0]?.after).toBe(trend.find(({ day }) => day === '2024-12-31')?.value);
    expect(methods.map(({ reason }) => reason)).toEqual([null, '市里改了统计办法']);
    const outcomes = methodOutcomes(figure, { green, observed: null });
    const whole = (before.figure.value ?? 0) - (figure.value ?? 0);
    expect(outcomes[1]).toContain(`相差 ${whole < 0 ? '−' : '+'}${Math.abs(whole).toFixed(1)} 个百分点`);
    expect(outcomes[2]).not.toContain('相差');
    expect(await verifyChain(db)).toBeNull();
  });

  it('keeps each setting of the form, and tells them beside the sentence', async () => {
    await revise({
      ...{ 'scheme-gi-product': 'on', 'scheme-organic': 'off', amount: 'actual', valid: 'any-day-of-year' },
      ...{ rice: 'milled', factor: '0.68' },
    });
    const newest = (await listMethodVersions(db, 'green-rate')).at(-1);
    if (!newest) throw new Error('it was just set');
    expect(JSON.parse(newest.settings)).toEqual({
      ...{ schemes: ['green-a', 'green-aa', 'gi-product'], amount: 'actual', valid: 'any-day-of-year' },
      ...{ rice: 'milled', factor: 0.68 },
    });
    expect(settingsByVersion('green', [newest], '%')[newest.version]).toEqual([
      '计入的证书：绿色食品 A 级、绿色食品 AA 级、地理标志产品',
      '认证产量：实际产量',
      '证书：当年任何一天有效过的',
      '稻米：按大米，出米率 0.68',
    ]);
  });

  it('does not set what one method adds against another as the year’s own step', async () => {
    expect((await receipt()).step).not.toBeNull();
    await revise({ amount: 'actual', inForceFrom: '2025-06-01' });
    expect((await receipt()).step).toBeNull();
  });

  it('one to come changes nothing yet, and is announced beside the forecast', async () => {
    const before = await receipt();
    await revise({ amount: 'actual', inForceFrom: '2027-01-01' });
    const { figure, trend, green } = await receipt();
    expect({ value: figure.value, trend }).toEqual({ value: before.figure.value, trend: before.trend });
    expect(green?.coming).toEqual({ version: 2, day: '2027-01-01' });
    expect(before.green?.coming).toBeNull();
  });

  it('is undone, and may come back', async () => {
    const before = await receipt();
    const undone = await undo(await revise({ amount: 'actual' }));
    expect((await receipt()).figure).toEqual(before.figure);
    await undo(undone);
    expect((await receipt()).figure.method.version).toBe(2);
  });

  it('is not taken from under a later version, nor put back after one that began later', async () => {
    const second = await revise({ amount: 'actual', inForceFrom: '2024-01-01' });
    const third = await revise({ amount: 'smaller', valid: 'any-day-of-year', inForceFrom: '2025-01-01' });
    await expect(undo(second)).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('后面的一版'),
    });
    const thirdUndone = await undo(third);
    await undo(second);
    await revise({ amount: 'actual', inForceFrom: '2026-01-01' });
    await expect(undo(thirdUndone)).rejects.toMatchObject({ kind: 'conflict' });
    expect((await listMethodVersions(db, 'green-rate')).map(({ inForceFrom }) => inForceFrom)).toEqual([
      '2021-01-01',
      '2026-01-01',
    ]);
  });

  it.each([
    [{ text: ' ' }, 'text'],
    [{ reason: '' }, 'reason'],
    [{ inForceFrom: '' }, 'inForceFrom'],
    [{ 'scheme-green-a': 'off', 'scheme-green-aa': 'off', 'scheme-organic': 'off' }, 'schemes'],
    [{ rice: 'milled', factor: '' }, 'factor'],
    [{ rice: 'milled', factor: '0' }, 'factor'],
    [{ rice: 'milled', factor: '1.2' }, 'factor'],
    [{ amount: 'guess' }, 'amount'],
  ])('the form refuses %j', async (fields, path) => {
    const parsed = ReviseGreenMethod.safeParse(await wireOf('green-rate', fields));
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('the form names all that is wrong at once', async () => {
    const unticked = { 'scheme-green-a': 'off', 'scheme-green-aa': 'off', 'scheme-organic': 'off' };
    const parsed = ReviseGreenMethod.safeParse(await wireOf('green-rate', { ...unticked, reason: '', factor: '0' }));
    const paths = parsed.error?.issues.map((issue) => issue.path.join('.'));
    expect(paths?.sort()).toEqual(['factor', 'reason', 'schemes']);
  });

  it.each([
    [{ inForceFrom: '2020-12-31' }, 'inForceFrom'],
    [{ documentNumber: '试验〔2023〕1号' }, 'documentDay'],
    [{ documentDay: '2023-09-01' }, 'documentNumber'],
    [{ documentNumber: '试验〔2023〕1号', documentDay: '2027-01-01' }, 'documentDay'],
  ])('the office refuses %j', async (fields, path) => {
    await expect(revise(fields)).rejects.toMatchObject({ kind: 'invalid', errors: [{ path }] });
  });

  it('the sentence must say what was changed', async () => {
    const text = (await listMethodVersions(db, 'green-rate'))[0]?.text ?? '';
    await expect(revise({ text, amount: 'actual' })).rejects.toMatchObject({ errors: [{ path: 'text' }] });
  });

  it('is refused where somebody set it anew since the form was opened', async () => {
    const change = String(await latest());
    await revise({ amount: 'actual' });
    await expect(revise({ valid: 'any-day-of-year', change })).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('keeps its paper for the offices', async () => {
    const bytes = Buffer.from(
      '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
    );
    await revise({ amount: 'actual' }, { upload: { name: '办法.pdf', bytes } });
    const hash = (await listMethodVersions(db, 'green-rate')).at(-1)?.attachmentHash ?? '';
    const town = { kind: 'town', town: '310118102' } as const;
    expect((await getAttachment(db, hash, town)).name).toBe('办法.pdf');
    await expect(getAttachment(db, hash, { kind: 'none' })).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('how far 左右 reaches', () => {
  beforeEach(async () => {
    db = await factsRegister();
    await recordChange(db, { kind: 'seed', account: null, at: seededAt }, async (trx, change) => {
      const row = {
        value: 7.9,
        observedOn: '2025-12-31',
        confirmation: 'confirmed',
        origin: 'entered',
        change,
      } as const;
      const years = [2021, 2022, 2023, 2024, 2025];
      await trx
        .insertInto('observation')
        .values(years.map((year) => ({ ...row, indicatorKey: 'indicator-3', year })))
        .execute();
    });
  });

  it('judges what was left open, from its day, and shows the verdict by either method', async () => {
    const key = 'indicator-3';
    expect(await getFigure(db, key, { asOf: '2026-11-24' })).toMatchObject({ met: null });
    await revise({ tolerance: '0.2', inForceFrom: '2026-06-01' }, { key });
    const { figure, observed, trend } = await getReceipt(db, key, { asOf: '2026-11-24' });
    expect(figure).toMatchObject({ met: true, verdict: '按到2025年年均的数，“左右”的幅度 0.2，已达到目标。' });
    expect(observed?.otherMethods).toEqual([{ version: 1, verdict: '低于 8，规划没有写明“左右”的幅度，不作判断。' }]);
    expect(trend.at(-1)?.value).toBe(7.9);
    expect(await getFigure(db, key, { asOf: '2026-05-31' })).toMatchObject({ met: null });
    await revise({ tolerance: '0.05', inForceFrom: '2026-06-02' }, { key });
    expect(await getFigure(db, key, { asOf: '2026-11-24' })).toMatchObject({ met: false });
  });

  it('nothing else of a method can be set', async () => {
    for (const key of ['coverage', 'indicator-9', 'nothing'])
      await expect(
        reviseMethod(db, {
          ...{ key, upload: null, account: 'district', at },
          form: {
            settings: { tolerance: 1 },
            text: 'x',
            ...paper,
            documentNumber: null,
            documentDay: null,
            change: 99,
          },
        }),
      ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

it('a target that a later one follows is not undone either', async () => {
  db = await factsRegister();
  const set = async (value: string) => {
    const wire = { kind: 'at-least', text: value, value, documentNumber: '试验1号', documentDay: '2023-09-01' };
    const form = ReviseTarget.parse({ ...wire, inForceFrom: '2024-01-01', change: String(await latest()) });
    return reviseTarget(db, { key: 'indicator-9', form, upload: null, account: 'district', at });
  };
  const second = await set('2.5');
  const third = await set('2.6');
  await expect(undo(second ?? 0)).rejects.toMatchObject({ kind: 'conflict' });
  await undo(third ?? 0);
  await undo(second ?? 0);
  expect((await getFigure(db, 'indicator-9', { asOf })).target?.version).toBe(1);
});

it('is the district’s alone', () => {
  const of = (role: 'district' | 'town' | 'producer' | 'viewer') =>
    may(
      { username: 'x', name: 'x', role, townCode: role === 'town' ? '310118102' : null, producerId: null },
      'method.revise',
    );
  expect([of('district'), of('town'), of('producer'), of('viewer'), may(null, 'method.revise')]).toEqual([
    ...[true, false, false, false, false],
  ]);
});
