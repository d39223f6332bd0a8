import { describe, expect, it } from 'vitest';
import { verifyChain } from '#db/chain.server.ts';
import { columnsOf } from '#db/columns.ts';
import { registeredNames } from '#db/registered.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { emptyRegister, factsRegister, seededAt } from '#tests/support/database.ts';

const sourcedTables = registeredNames.filter((table) => columnsOf(table).includes('source'));

describe('the facts', () => {
  it('hold 83 villages of three towns, none of them confirmed', async () => {
    const db = await factsRegister();
    const villages = await db.selectFrom('village').selectAll().execute();
    const of = (town: string) => villages.filter(({ townCode }) => townCode === town).length;
    expect([of('310118102'), of('310118103'), of('310118104')]).toEqual([28, 25, 30]);
    expect(villages).toHaveLength(83);
    expect(new Set(villages.map(({ retention }) => retention))).toEqual(new Set(['unconfirmed']));
    for (const { code, townCode } of villages) expect(code).toMatch(new RegExp(`^${townCode}2\\d{2}$`));
    expect(new Set(villages.map(({ name }) => name)).size).toBe(83);
  });

  it('say of every row that it is a fact and where it is stated', async () => {
    const db = await factsRegister();
    for (const table of sourcedTables) {
      const rows = (await db.selectFrom(table).select(['origin', 'source']).execute()) satisfies { origin: string }[];
      for (const { origin, source } of rows) {
        expect(origin, table).toBe('fact');
        expect(source, table).toBeTruthy();
      }
    }
  });

  it('name the eleven villages that the plan names, and leave the unknown unknown', async () => {
    const db = await factsRegister();
    const titles = await db
      .selectFrom('title')
      .innerJoin('village', 'village.code', 'title.villageCode')
      .innerJoin('titleStep', 'titleStep.titleId', 'title.id')
      .select(['village.name', 'title.programmeKey', 'title.awardYear', 'title.stage', 'titleStep.precision'])
      .execute();
    const holders = (programme: string) =>
      titles.filter(({ programmeKey }) => programmeKey === programme).map(({ name }) => name);
    expect(new Set(titles.map(({ name }) => name)).size).toBe(11);
    expect(holders('city-revitalisation').sort()).toEqual(['东庄村', '张马村', '莲湖村']);
    expect(holders('city-beautiful').sort()).toEqual(['淀峰村', '王金村', '蔡浜村']);
    expect(holders('district-beautiful').sort()).toEqual(['建新村', '张巷村', '李庄村']);
    for (const { awardYear, precision } of titles) {
      expect(awardYear).toBeNull();
      expect(precision).toBe('no-later-than');
    }
    const unnamed = titles.filter(({ stage }) => stage !== 'named').map(({ name, stage }) => `${name} ${stage}`);
    expect(unnamed.sort()).toEqual(
      ['万隆村 in-progress', '安庄村 in-progress', '莲湖村 in-progress']
        .concat(['东庄村 accepted', '张马村 accepted', '莲湖村 accepted'])
        .sort(),
    );
  });

  it('hold the nine villages of 商榻 as still to be confirmed', async () => {
    const db = await factsRegister();
    const members = await db.selectFrom('areaMember').selectAll().where('areaId', '=', 'shangta').execute();
    expect(members).toHaveLength(9);
    for (const { membership, source } of members) {
      expect(membership).toBe('to-be-confirmed');
      expect(source).toContain('推断');
    }
  });

  it("keep the plan's targets with their kinds: no number where the plan gives none", async () => {
    const db = await factsRegister();
    const targets = await db.selectFrom('target').selectAll().execute();
    const of = (key: string) => {
      const target = targets.find(({ indicatorKey }) => indicatorKey === key);
      return target && [target.kind, target.text, target.value];
    };
    expect(of('coverage')).toEqual(['at-least', '74个全覆盖', 74]);
    expect(of('city-level')?.[2]).toBe(19);
    expect(of('shangta')?.[2]).toBe(9);
    expect(of('district-level')).toBeUndefined();
    expect(of('indicator-1')).toEqual(['about', '8 左右', 8]);
    expect(of('indicator-2')).toEqual(['cumulative-about', '累计 800 左右', 800]);
    expect(of('indicator-11')).toEqual(['relative', '高于全市平均水平', null]);
    expect(of('indicator-12')).toEqual(['assigned', '完成区下达目标', null]);
    expect(of('indicator-19')).toEqual(['at-least', '70 以上', 70]);
    expect(targets).toHaveLength(25);
  });

  it('are one sealed change, without accounts and without statistics', async () => {
    const db = await factsRegister();
    expect(await verifyChain(db)).toBeNull();
    expect(await db.selectFrom('change').select(['number', 'kind', 'account']).execute()).toEqual([
      { number: 1, kind: 'seed', account: null },
    ]);
    for (const table of ['account', 'credential', 'statistic'] as const)
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
    expect(await db.selectFrom('register').selectAll().where('key', '=', 'demo').execute()).toEqual([]);
  });

  it('are seeded into an empty register only', async () => {
    const db = await emptyRegister();
    expect(await seedIfEmpty(db, 'facts', seededAt)).toBe(true);
    expect(await seedIfEmpty(db, 'demo', seededAt)).toBe(false);
    expect(await db.selectFrom('account').selectAll().execute()).toEqual([]);
  });
});
