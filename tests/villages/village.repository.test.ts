import { beforeAll, describe, expect, it } from 'vitest';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { levelOn } from '#app/titles/title.rules.ts';
import { levels } from '#app/villages/level.rules.ts';
import { recordLineage } from '#app/villages/record-lineage.server.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';
import { getLevelOfVillage } from '#app/villages/village-level.repository.server.ts';
import {
  countVillages,
  listVillages,
  listVillagesAfter,
  type VillageItem,
} from '#app/villages/village-list.repository.server.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';

const asOf = '2025-12-31';
const query = (asked: Record<string, string> = {}) => VillageQuery.parse(asked);
const names = (items: readonly VillageItem[]) => items.map(({ name }) => name);

let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});

const list = (asked: Record<string, string> = {}, day = asOf, reading = db) =>
  listVillages(reading, query(asked), { asOf: day, pageSize: 1000 });

describe('the list', () => {
  it('holds the 83 villages in the order of their codes, twenty a page, none twice', async () => {
    const pages = await Promise.all(
      ['1', '2', '3', '4', '5'].map((page) => listVillages(db, query({ page }), { asOf, pageSize: 20 })),
    );
    const codes = pages.flat().map(({ code }) => code);
    expect(pages.map((page) => page.length)).toEqual([20, 20, 20, 20, 3]);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(await countVillages(db, query(), asOf)).toBe(83);
  });

  it('counts what it lists, for every combination of filters, and the parts make up the whole', async () => {
    const towns = ['', '310118102', '310118103', '310118104'];
    const sum = { all: 0 };
    for (const town of towns) {
      for (const retention of ['', 'unconfirmed', 'retained', 'not-retained']) {
        for (const level of ['', ...levels, 'none']) {
          for (const q of ['', 'zm', '村']) {
            const asked = query({ town, retention, level, q });
            const items = await listVillages(db, asked, { asOf, pageSize: 1000 });
            expect(items, JSON.stringify(asked)).toHaveLength(await countVillages(db, asked, asOf));
            if (town) expect(items.every((item) => item.town.code === town)).toBe(true);
            if (retention) expect(items.every((item) => item.retention === retention)).toBe(true);
            if (level) expect(items.every((item) => (item.level ?? 'none') === level)).toBe(true);
            if (town && retention && level && !q) sum.all += items.length;
          }
        }
      }
    }
    expect(sum.all).toBe(83);
  });

  it('sorts by each key both ways, ties by code', async () => {
    for (const sort of ['code', 'name', 'town', 'level', 'retention']) {
      const up = await list({ sort });
      const down = await list({ sort: `-${sort}` });
      expect(new Set(names(up))).toEqual(new Set(names(down)));
      expect(up).toHaveLength(83);
    }
    const byLevel = await list({ sort: '-level' });
    const ranks = byLevel.map(({ level }) => (level === null ? levels.length : levels.indexOf(level)));
    expect(ranks).toEqual([...ranks].sort());
  });

  it('pages on by code without a gap', async () => {
    const codes: string[] = [];
    for (let after = ''; ; ) {
      const page = await listVillagesAfter(db, query(), { asOf, after, limit: 7 });
      codes.push(...page.map(({ code }) => code));
      const last = page.at(-1);
      if (!last) break;
      after = last.code;
    }
    expect(codes).toEqual((await list()).map(({ code }) => code));
  });
});

describe('search', () => {
  it.each(['张马', '张马村', 'zm', 'ZM', 'ｚｍ', 'zhangma', 'Zhang Ma', '310118102232', '１０２２３２'])(
    'finds 张马村 by %s',
    async (q) => expect(names(await list({ q }))).toEqual(['张马村']),
  );
  it.each(['%', '_', '\\', "'", '%_%'])('takes %s for what it is', async (q) => expect(await list({ q })).toEqual([]));
});

describe('levels', () => {
  it('are those of the titles’ own rule on every day on which something happened', async () => {
    const titles = await listTitlesWithSteps(db);
    const days = [...new Set(titles.flatMap(({ steps }) => steps.map(({ day }) => day)))].sort();
    const asked = ['2019-01-01', ...days.filter((_, place) => place % 4 === 0), '2099-12-31'];
    for (const day of asked) {
      for (const { code, level } of await list({}, day)) {
        const own = titles.filter(({ villageCode }) => villageCode === code);
        expect(level, `${code} on ${day}`).toBe(levelOn(own, day));
      }
    }
    expect(asked.length).toBeGreaterThan(2);
  });

  it('are the same asked for one village', async () => {
    for (const { code, level } of await list()) expect(await getLevelOfVillage(db, code, asOf)).toBe(level);
  });

  it('read as known at an older change', async () => {
    const facts = knownAt(db, 1);
    const items = await list({}, asOf, facts);
    expect(items.every(({ retention }) => retention === 'unconfirmed')).toBe(true);
    expect(names(await list({ level: 'city' }, asOf, facts)).sort()).toEqual(
      names(await list({ level: 'city' }, asOf, await factsRegister())).sort(),
    );
    expect(await countVillages(facts, query(), asOf)).toBe(83);
  });
});

describe('lineage in the list', () => {
  const at = new Date('2026-01-10T02:00:00Z');
  const event = { newName: null, successorCode: null, documentNumber: null, note: null };

  it('shows the old name on the old day, finds a village by it, and leaves out what has ended', async () => {
    const own = await factsRegister();
    const by = { today: '2026-01-10', account: 'district', at };
    await recordLineage(own, {
      ...by,
      ...{ code: '310118102232', event: { ...event, kind: 'renamed', day: '2025-06-01', newName: '张马泾村' } },
    });
    await recordLineage(own, {
      ...by,
      ...{
        code: '310118102224',
        event: { ...event, kind: 'merged', day: '2025-09-01', successorCode: '310118102232' },
      },
    });
    expect(names(await list({ q: 'zhangma' }, '2025-05-31', own))).toEqual(['张马村']);
    expect(names(await list({ q: '张马村' }, '2025-06-01', own))).toEqual(['张马泾村']);
    expect(await getVillage(own, '310118102232')).toMatchObject({ pinyin: 'zhangmajing', initials: 'zmj' });
    expect(await countVillages(own, query(), '2025-08-31')).toBe(83);
    expect(await countVillages(own, query(), '2025-09-01')).toBe(82);
    const ended = (await list({ ended: '1' }, '2025-09-01', own)).filter(({ end }) => end !== null);
    expect(ended).toMatchObject([{ name: '水产村', end: { kind: 'merged', successorCode: '310118102232' } }]);
  });
});
