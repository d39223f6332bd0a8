/** Yearly observations and targets set anew, from the commands to the figures that they move. */
import { beforeEach, describe, expect, it } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { enterObservation } from '#app/plan/enter-observation.server.ts';
import { indicatorJson } from '#app/plan/figure-json.rules.ts';
import { EnterObservation, ReviseTarget, SettleObservation } from '#app/plan/observation.schema.ts';
import { getIndicators, getProgress } from '#app/plan/progress.server.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import { reviseTarget } from '#app/plan/revise-target.server.ts';
import { settleObservation } from '#app/plan/settle-observation.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { factsRegister } from '../support/database.ts';

const at = new Date('2026-11-24T03:00:00Z');
let db: Db;
beforeEach(async () => {
  db = await factsRegister();
});

const latest = async () => (await chainHead(db)).number;

interface Entering {
  by?: string;
  loadedAt?: number;
  left?: string[];
  more?: Record<string, string>;
}

async function enter(
  number: number,
  year: number,
  value: string,
  { by = 'one', loadedAt, left = [], more }: Entering = {},
) {
  const wire = {
    value,
    observedOn: `${year + 1}-02-20`,
    source: '区统计局年报',
    change: String(loadedAt ?? (await latest())),
  };
  const form = EnterObservation.parse({ ...wire, ...more });
  return enterObservation(db, { key: `indicator-${number}`, year, form, upload: null, left, account: by, at });
}

async function answer(number: number, year: number, by = 'two', why?: string) {
  const intent = why === undefined ? 'confirm' : 'decline';
  const form = SettleObservation.parse({ intent, why, change: String(await latest()) });
  return settleObservation(db, { key: `indicator-${number}`, year }, form, { account: by, at });
}

async function revise(number: number, fields: Record<string, string>, loadedAt?: number) {
  const wire = { documentNumber: '试验〔2023〕1号', documentDay: '2023-09-01', inForceFrom: '2024-01-01', ...fields };
  const form = ReviseTarget.parse({ ...wire, change: String(loadedAt ?? (await latest())) });
  return reviseTarget(db, { key: `indicator-${number}`, form, upload: null, account: 'one', at });
}

const figure = (number: number, asOf = '2026-11-24', handle = db) => getFigure(handle, `indicator-${number}`, { asOf });

describe('a year’s number', () => {
  it('counts once another account has confirmed it, from the end of its year', async () => {
    await enter(9, 2025, '2.24');
    expect(await figure(9)).toMatchObject({ value: null, met: null });
    expect((await figure(9)).excluded).toMatchObject([{ label: '2025年', reason: '待另一位区级账户确认' }]);
    await answer(9, 2025);
    expect(await figure(9)).toMatchObject({ value: 2.24, met: true, verdict: '按2025年的数，已达到目标。' });
    expect(await figure(9, '2025-12-30')).toMatchObject({ value: null, met: null });
    expect(await figure(9, '2025-12-31')).toMatchObject({ value: 2.24, met: true });
    expect(await verifyChain(db)).toBeNull();
  });

  it('is not confirmed by whoever entered or corrected it, and one of two can always go on', async () => {
    await enter(9, 2025, '2.2');
    await expect(answer(9, 2025, 'one')).rejects.toMatchObject({ kind: 'forbidden' });
    await enter(9, 2025, '2.24', { by: 'two' });
    for (const by of ['one', 'two']) await expect(answer(9, 2025, by)).rejects.toMatchObject({ kind: 'forbidden' });
    await answer(9, 2025, 'one', '请再核对');
    await enter(9, 2025, '2.24', { by: 'one' });
    await answer(9, 2025, 'two');
    expect((await figure(9)).met).toBe(true);
    await expect(answer(9, 2025, 'three')).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('does not count from its correction until that is confirmed too, and undoing the correction brings it back', async () => {
    await enter(9, 2025, '2.24');
    await answer(9, 2025);
    const before = await latest();
    const { change } = await enter(9, 2025, '2.1');
    expect(await figure(9)).toMatchObject({ value: null, met: null });
    expect(await figure(9, '2026-11-24', knownAt(db, before))).toMatchObject({ value: 2.24, met: true });
    await undoChange(db, { number: change ?? 0, account: 'one', reason: null, at }, checkUndone);
    expect(await figure(9)).toMatchObject({ value: 2.24, met: true });
  });

  it('is merged with what somebody else wrote meanwhile, field by field', async () => {
    await enter(9, 2025, '2.24');
    const loadedAt = await latest();
    await enter(9, 2025, '2.24', { by: 'two', more: { note: '含乡村道路' } });
    const { joined } = await enter(9, 2025, '2.25', { loadedAt });
    expect(joined).toEqual(['note']);
    await expect(enter(9, 2025, '2.3', { by: 'three', loadedAt })).rejects.toMatchObject({ kind: 'conflict' });
    await enter(9, 2025, '2.3', { by: 'three', loadedAt, left: ['value'] });
    const row = await db.selectFrom('observation').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ value: 2.25, note: '含乡村道路', confirmation: 'pending' });
    expect((await enter(9, 2025, '2.25', { more: { note: '含乡村道路' } })).change).toBe(null);
  });

  it.each([
    [9, { observedOn: '2027-01-01' }, '公布日期不能晚于今天'],
    [9, { observedOn: '2024-12-31' }, '2025年的数不能早于2025年1月1日公布'],
    [2, { value: '-1' }, '累计的数不能小于 0'],
    [1, { value: '-100' }, '增长率应大于 -100'],
  ])('is refused with a reason: indicator %i, %j', async (number, more, message) => {
    await expect(enter(number, 2025, '1', { more })).rejects.toMatchObject({ errors: [{ message }] });
  });

  it('needs a source and a number', () => {
    const { error } = EnterObservation.safeParse({ value: '', observedOn: '2026-02-01', change: '1' });
    expect(error?.issues.map(({ message }) => message)).toEqual(['请填写数值', '请填写数据来源']);
  });
});

describe('the kinds of target', () => {
  const confirmed = async (number: number, year: number, value: string, comparison?: string) => {
    await enter(number, year, value, { more: comparison === undefined ? {} : { comparison } });
    await answer(number, year);
  };

  it('from the facts alone nothing is met and nothing is 0', async () => {
    for (const { figure } of await getIndicators(db, { asOf: '2026-11-24' }))
      expect([figure.key, figure.value, figure.met]).toEqual([figure.key, null, null]);
  });

  it('an old number says nothing of a later year', async () => {
    await confirmed(9, 2022, '2.5');
    expect(await figure(9, '2023-12-30')).toMatchObject({ met: true });
    expect(await figure(9, '2023-12-31')).toMatchObject({ met: null });
    expect(await figure(9, '2026-11-24')).toMatchObject({ value: 2.5, met: null });
    expect((await figure(9)).verdict).toBe('最近的是2022年的数，缺2025年的数，不能判断。');
  });

  it('a sum waits for its years, unless it has been reached', async () => {
    for (const year of [2021, 2022, 2024]) await confirmed(2, year, '250');
    expect(await figure(2)).toMatchObject({ value: 750, met: null, remarks: ['未采集：2023年、2025年。'] });
    await confirmed(2, 2025, '60');
    expect(await figure(2)).toMatchObject({ value: 810, met: true });
  });

  it('a mean growth needs each year, and about has no edge below', async () => {
    for (const year of [2021, 2022, 2024, 2025]) await confirmed(3, year, '8');
    expect(await figure(3)).toMatchObject({ value: null, met: null });
    await confirmed(3, 2023, '8');
    expect(await figure(3)).toMatchObject({ value: 8, met: true });
    await confirmed(3, 2025, '7.9');
    expect((await figure(3)).verdict).toBe('低于 8，规划没有写明“左右”的幅度，不作判断。');
  });

  it('高于全市平均水平 waits for the comparison, and equal is not above', async () => {
    for (const year of [2021, 2022, 2023, 2024]) await confirmed(11, year, '6', '5');
    await confirmed(11, 2025, '6');
    expect((await figure(11)).verdict).toBe('缺全市平均水平的数，不能判断。');
    await confirmed(11, 2025, '6', '5');
    expect(await figure(11)).toMatchObject({ met: true, verdict: '按到2025年年均的数，全市平均水平 5，已达到目标。' });
    for (const year of [2021, 2022, 2023, 2024, 2025]) await confirmed(11, year, '5', '5.0');
    expect((await figure(11)).met).toBe(false);
    await confirmed(14, 2025, '2.3', '2.3');
    expect((await figure(14)).met).toBe(true);
  });

  it('完成区下达目标 waits for the assigned number, and a 控制数 is a ceiling', async () => {
    await confirmed(12, 2025, '372');
    expect((await figure(12)).verdict).toBe('区里下达的目标数还没有登记，不能判断。');
    await revise(12, { kind: 'assigned', text: '完成区下达目标', value: '400' });
    expect((await figure(12)).met).toBe(true);
    await revise(12, { kind: 'assigned', text: '完成区下达目标', value: '350' });
    expect((await figure(12)).met).toBe(false);
  });
});

describe('a target set anew', () => {
  it('holds from its day, keeps the one before, and is marked', async () => {
    await enter(16, 2025, '1300');
    await answer(16, 2025);
    expect((await figure(16)).met).toBe(true);
    await revise(16, { kind: 'at-least', text: '1500', value: '1500', inForceFrom: '2026-06-01' });
    expect(await figure(16)).toMatchObject({ met: false, target: { text: '1500', version: 2 } });
    expect(await figure(16, '2026-05-31')).toMatchObject({ met: true, target: { text: '1200', version: 1 } });
    const { targets, figure: receipt } = await getReceipt(db, 'indicator-16', { asOf: '2026-11-24' });
    expect(targets.map(({ version, documentNumber }) => [version, documentNumber])).toEqual([
      [1, null],
      [2, '试验〔2023〕1号'],
    ]);
    expect(receipt.sentence).toContain('1200');
  });

  it('moves the figures that the register counts, too', async () => {
    const form = { kind: 'at-least', text: '新创建21个', value: '21', documentNumber: '试验1号' } as const;
    const days = { documentDay: '2023-09-01', inForceFrom: '2024-01-01' };
    const parsed = ReviseTarget.parse({ ...form, ...days, change: String(await latest()) });
    await reviseTarget(db, { key: 'city-level', form: parsed, upload: null, account: 'one', at });
    expect((await getFigure(db, 'city-level', { asOf: '2025-12-31' })).target?.value).toBe(21);
    expect((await getFigure(db, 'city-level', { asOf: '2023-12-31' })).target?.value).toBe(19);
  });

  it.each([
    [{ kind: 'at-least', text: '高', value: '' }, 'value'],
    [{ kind: 'relative', text: '高于全市', value: '3' }, 'value'],
    [{ kind: 'at-least', text: '2', value: '2', inForceFrom: '2021-06-01' }, 'inForceFrom'],
    [{ kind: 'at-least', text: '2', value: '2', documentDay: '2027-01-01' }, 'documentDay'],
  ])('is refused: %j', async (fields, path) => {
    await expect(revise(9, fields)).rejects.toMatchObject({ kind: 'invalid', errors: [{ path }] });
  });

  it('is refused where somebody set it anew since the form was opened', async () => {
    const loadedAt = await latest();
    await revise(9, { kind: 'at-least', text: '2.5', value: '2.5' });
    await expect(revise(9, { kind: 'at-least', text: '2', value: '2' }, loadedAt)).rejects.toMatchObject({
      kind: 'conflict',
    });
  });
});

it('the lists name all twenty, and the receipt leads to both times', async () => {
  const listed = await getIndicators(db, { asOf: '2025-12-31' });
  expect(listed.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
  const [first] = listed.map((each) => indicatorJson(each, 7));
  expect(first).toMatchObject({
    id: 'indicator-1',
    value: null,
    met: null,
    receipt: '/figures/indicator-1?asOf=2025-12-31&change=7',
  });
  expect(first?.target).toEqual({ kind: 'about', text: '8 左右', value: 8, version: 1 });
  expect(
    (await getProgress(db, { asOf: '2025-12-31' })).filter(({ key }) => key.startsWith('indicator-')),
  ).toHaveLength(20);
  const ofTown = await getFigure(db, 'indicator-9', { asOf: '2025-12-31', town: '310118102' });
  expect(ofTown).toMatchObject({ value: null, met: null, remarks: ['规划只定三镇合计，不分镇。'] });
});
