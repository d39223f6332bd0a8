import { type RawBuilder, sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { figureJson, figureReceiptJson } from '#app/plan/figure-json.rules.ts';
import { getOverview, getProgress } from '#app/plan/progress.server.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister, seededAt } from '../support/database.ts';

const keys = ['coverage', 'city-level', 'district-level', 'areas', 'shangta', 'green-rate'];
const ofTable1 = Array.from({ length: 20 }, (_, place) => `indicator-${place + 1}`);
const asOf = '2025-12-31';
const days = ['2020-12-31', '2021-06-30', '2022-12-31', '2024-01-15', asOf, '2026-11-20'];

describe('from the stated facts alone', () => {
  let db: Db;
  beforeAll(async () => {
    db = await factsRegister();
  });
  const figure = (key: string) => getFigure(db, key, { asOf });

  it('lists the figures in the plan’s order', async () => {
    expect((await getProgress(db, { asOf })).map(({ key }) => key)).toEqual([...keys, ...ofTable1]);
  });

  it('counts no new city-level title, and says that 10 of the plan’s 13 are not registered', async () => {
    const { value, baseline, target, met, reconciliation, stock } = await figure('city-level');
    expect({ value, baseline, target: target?.value, met }).toEqual({ value: 0, baseline: 13, target: 19, met: null });
    expect(reconciliation?.text).toBe('规划 13 · 在册 3 · 待补登 10');
    expect(stock).toEqual({ baseline: 3, added: 0, total: 3, planned: 32 });
  });

  it('holds 3 of the plan’s 32 district-level villages, with no target to meet', async () => {
    const { value, target, met, reconciliation } = await figure('district-level');
    expect({ value, target, met }).toEqual({ value: 3, target: null, met: null });
    expect(reconciliation?.text).toBe('规划 32 · 在册 3 · 待补登 29');
  });

  it('covers 0 of 74, with the titled villages left out because their retention is not confirmed', async () => {
    const { value, denominator, included, excluded } = await figure('coverage');
    expect({ value, denominator, included }).toEqual({ value: 0, denominator: 74, included: [] });
    expect(excluded).toHaveLength(83);
    const titled = excluded.filter(({ reason }) => reason === '已有称号，但是否规划保留保护村待确认');
    expect(titled.map(({ label }) => label).sort()).toEqual(
      ['张巷村', '李庄村', '建新村', '蔡浜村', '王金村', '淀峰村'].sort(),
    );
  });

  it('counts none of the nine of 商榻, 蔡浜 included, as long as the membership is inferred', async () => {
    const { value, denominator, excluded } = await figure('shangta');
    expect({ value, denominator }).toEqual({ value: 0, denominator: 9 });
    expect(excluded).toHaveLength(9);
    expect(excluded.find(({ label }) => label === '蔡浜村')?.reason).toBe('成员身份待确认');
  });

  it('judges nothing, since nothing that the targets are about is collected', async () => {
    expect((await getProgress(db, { asOf })).filter(({ met }) => met !== null)).toEqual([]);
  });

  it('has no target before the plan was issued, and still the first rule of counting', async () => {
    const { target, met, method } = await getFigure(db, 'coverage', { asOf: '2019-05-01' });
    expect({ target, met, version: method.version }).toEqual({ target: null, met: null, version: 1 });
  });

  it('has no green rate, rather than 0, while no output is collected', async () => {
    const { value, numerator, denominator, met } = await figure('green-rate');
    expect({ value, numerator, denominator, met }).toEqual({
      value: null,
      numerator: null,
      denominator: null,
      met: null,
    });
  });

  it('counts none of the areas that the plan names, since it does not say which count', async () => {
    const { value, target, excluded } = await figure('areas');
    expect([value, target?.value, excluded.map(({ code }) => code)]).toEqual([
      0,
      15,
      Array(3).fill('not-counted-area'),
    ]);
  });

  it.each(['indicator-21', 'toString', ''])('does not know a figure %j', async (key) => {
    await expect(figure(key)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('does not know a town of another district', async () => {
    await expect(getFigure(db, 'coverage', { asOf, town: '310118101' })).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('in the demonstration', () => {
  let db: Db;
  beforeAll(async () => {
    db = await demoRegister();
  });

  it.each(days)('the towns of %s add up to the whole', async (day) => {
    const { byTown, figures } = await getOverview(db, { asOf: day });
    // A rate is divided, not added; its receipt has a test of its own.
    for (const { key, total, towns } of byTown.filter(({ unit }) => unit !== '%')) {
      expect(
        towns.reduce((sum, { value }) => sum + (value ?? 0), 0),
        key,
      ).toBe(total);
      expect(figures.find((figure) => figure.key === key)?.value, key).toBe(total);
      for (const { code, value } of towns)
        expect((await getFigure(db, key, { asOf: day, town: code })).value, `${key} ${code}`).toBe(value ?? 0);
    }
  });

  it.each(days)('overview, receipt, JSON and trend of %s say the same', async (day) => {
    const { figures } = await getOverview(db, { asOf: day });
    const counted = (await getProgress(db, { asOf: day })).filter(({ key }) => keys.includes(key));
    for (const figure of counted) {
      const { key, value, excluded } = figure;
      const receipt = await getReceipt(db, key, { asOf: day });
      const json = figureReceiptJson(await getFigure(db, key, { asOf: day }), 137);
      expect([figures.find((each) => each.key === key)?.value, receipt.figure.value, json.value]).toEqual([
        value,
        value,
        value,
      ]);
      const sum = json.included.reduce((total, { amount }) => total + amount, 0);
      expect(sum).toBeCloseTo(figure.numerator ?? 0, 6);
      expect(json.excluded).toHaveLength(excluded.length);
      expect(receipt.trend.at(-1)).toMatchObject({ day, value });
    }
  });

  it.each(days)('the figures of %s are what plain SQL counts', async (day) => {
    const counting = sql`exists (select 1 from "titleStep" s where s."titleId" = t.id and s.stage = 'named'
        and s.confirmation = 'confirmed' and s.day <= ${day})
      and not exists (select 1 from "titleStep" s where s."titleId" = t.id and s.stage = 'revoked' and s.day <= ${day})`;
    const counted = async (from: RawBuilder<unknown>, where: RawBuilder<unknown>) => {
      const query = sql<{ n: number }>`select count(distinct v.code) n from village v
        join title t on t."villageCode" = v.code ${from} where ${counting} and ${where}`;
      return (await query.execute(db)).rows[0]?.n;
    };
    const members = sql`join "areaMember" m on m."villageCode" = v.code and m."areaId" = 'shangta'`;
    const expected = {
      coverage: await counted(
        sql``,
        sql`v.retention = 'retained' and t."programmeKey" in ('village-beautiful', 'district-beautiful', 'city-beautiful')`,
      ),
      'city-level': await counted(
        sql``,
        sql`t."programmeKey" = 'city-beautiful' and t."awardYear" between 2021 and 2025`,
      ),
      'district-level': await counted(sql``, sql`t."programmeKey" = 'district-beautiful'`),
      shangta: await counted(
        members,
        sql`t."programmeKey" = 'city-beautiful' and m.membership = 'confirmed' and coalesce(m.since, '') <= ${day}`,
      ),
    };
    const figures = await getProgress(db, { asOf: day });
    const villages = figures.filter(({ key }) => Object.hasOwn(expected, key));
    expect(Object.fromEntries(villages.map(({ key, value }) => [key, value]))).toEqual(expected);
  });

  it('says what the year has added since the end of the year before', async () => {
    const eve = await getProgress(db, { asOf: '2024-12-31' });
    const { figures } = await getOverview(db, { asOf });
    for (const { key, value, step } of figures.filter(({ value }) => value !== null))
      expect(step, key).toBe((value ?? 0) - (eve.find((figure) => figure.key === key)?.value ?? 0));
    expect(figures.some(({ step }) => step !== null && step > 0)).toBe(true);
    const baseline = await getOverview(db, { asOf: '2020-12-31' });
    expect(baseline.figures.map(({ step }) => step)).toEqual(keys.map(() => null));
  });

  it('gives a receipt’s address with both times, and the town', async () => {
    const town = '310118104';
    expect(figureJson(await getFigure(db, 'shangta', { asOf }), 137).receipt).toBe(
      `/figures/shangta?asOf=${asOf}&change=137`,
    );
    expect(figureJson(await getFigure(db, 'shangta', { asOf, town }), 137).receipt).toBe(
      `/figures/shangta?town=${town}&asOf=${asOf}&change=137`,
    );
  });

  it('shows the whole wall, and each level as often as plain counting finds it', async () => {
    const { wall, recent } = await getOverview(db, { asOf });
    expect(wall.map(({ town, villages }) => [town.shortName, villages.length])).toEqual([
      ['朱家角', 28],
      ['练塘', 25],
      ['金泽', 30],
    ]);
    expect(recent.length).toBeGreaterThan(3);
    for (const { namedOn } of recent) expect(namedOn <= asOf).toBe(true);
    expect(recent.map(({ namedOn }) => namedOn)).toEqual(
      recent
        .map(({ namedOn }) => namedOn)
        .sort()
        .reverse(),
    );
  });

  it('keeps the figures of an earlier change when a later one moves them', async () => {
    const { number: before } = await chainHead(db);
    const [counted] = (await getFigure(db, 'city-level', { asOf })).included;
    const old = await getProgress(db, { asOf });
    await recordChange(db, { kind: 'title-advance', account: null, at: seededAt }, async (trx, change) => {
      const titleId = counted?.id ?? '';
      const step = { titleId, sequence: 99, stage: 'revoked', day: '2025-06-01', precision: 'exact' } as const;
      await trx
        .insertInto('titleStep')
        .values({ ...step, reason: '试验', origin: 'entered', change })
        .execute();
    });
    const now = await getFigure(db, 'city-level', { asOf });
    expect(now.value).toBe((old.find(({ key }) => key === 'city-level')?.value ?? 0) - 1);
    expect(now.excluded.find(({ id }) => id === counted?.id)?.reason).toBe('已撤销');
    expect(await getProgress(knownAt(db, before), { asOf })).toEqual(old);
    expect(await getProgress(knownAt(db, 1), { asOf })).toEqual(await getProgress(await factsRegister(), { asOf }));
  });

  it('calls a village by the name that it bore on the day', async () => {
    const [first] = (await getFigure(db, 'coverage', { asOf })).included;
    const villageCode = first?.id ?? '';
    await recordChange(db, { kind: 'village-lineage', account: null, at: seededAt }, async (trx, change) => {
      const names = { oldName: first?.label ?? '', newName: '新名村' };
      const event = { id: 'renaming', villageCode, kind: 'renamed', day: '2026-03-01', ...names } as const;
      await trx
        .insertInto('villageEvent')
        .values({ ...event, origin: 'entered', change })
        .execute();
      await trx.updateTable('village').set({ name: '新名村', change }).where('code', '=', villageCode).execute();
    });
    const nameOf = async (day: string) =>
      (await getFigure(db, 'coverage', { asOf: day })).included.find(({ id }) => id === villageCode)?.label;
    expect([await nameOf(asOf), await nameOf('2026-03-01')]).toEqual([first?.label, '新名村']);
  });
});
