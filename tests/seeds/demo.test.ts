import { beforeAll, describe, expect, it } from 'vitest';
import { passwordMatches } from '#app/accounts/password.server.ts';
import {
  AreasSettings,
  CityLevelSettings,
  CoverageSettings,
  DistrictLevelSettings,
  GreenRateSettings,
  ObservedSettings,
  readSettings,
  ShangtaSettings,
} from '#app/plan/method.schema.ts';
import { checkSteps, standingOn } from '#app/titles/title.rules.ts';
import { Stage } from '#app/titles/title.schema.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { registeredNames } from '#db/registered.ts';
import type { Row } from '#db/tables.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { demoRegister, emptyRegister, seededAt } from '#tests/support/database.ts';

let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});

/** Titles with their villages and steps. */
async function titlesOf(register: Db) {
  const titles = await register
    .selectFrom('title')
    .innerJoin('village', 'village.code', 'title.villageCode')
    .selectAll('title')
    .select(['village.name', 'village.retention'])
    .execute();
  const steps = await register.selectFrom('titleStep').selectAll().orderBy('sequence').execute();
  return titles.map((title) => ({ ...title, steps: steps.filter(({ titleId }) => titleId === title.id) }));
}

describe('the demonstration', () => {
  it('retains 74 villages and leaves two waiting for the district', async () => {
    const villages = await db.selectFrom('village').selectAll().execute();
    const count = (retention: string) => villages.filter((village) => village.retention === retention).length;
    expect([count('retained'), count('not-retained'), count('unconfirmed')]).toEqual([74, 5, 4]);
    const proposals = await db.selectFrom('change').select('account').where('kind', '=', 'retention-propose').execute();
    expect(proposals.slice(0, 3).map(({ account }) => account)).toEqual(['zhujiajiao', 'liantang', 'jinze']);
    const waiting = villages.filter(({ retentionProposal }) => retentionProposal !== null);
    expect(waiting.map(({ retention }) => retention)).toEqual(['unconfirmed', 'unconfirmed']);
    const described = villages.filter(({ introduction }) => introduction !== null);
    expect(described.length).toBeGreaterThan(45);
    for (const { introduction } of described) expect(introduction).toMatch(/^演示文字/);
  });

  it('marks every row that it wrote, and leaves the facts with their source', async () => {
    for (const table of registeredNames) {
      const columns = columnsOf(table);
      const rows: { origin?: string; source?: string | null; change: number }[] = await db
        .selectFrom(table)
        .selectAll()
        .execute();
      for (const { origin, source, change } of rows.filter(() => columns.includes('origin'))) {
        expect(origin, table).toBe(change === 1 ? 'fact' : 'demo');
        if (columns.includes('source')) expect(source, table).toMatch(change === 1 ? /^(?!演示)./ : /^演示数据/);
      }
    }
  });

  it('never names an award as a fact, and cites no real document', async () => {
    const titles = await titlesOf(db);
    const facts = titles.filter(({ origin }) => origin === 'fact');
    expect(facts).toHaveLength(12);
    for (const { steps } of titles.filter(({ origin }) => origin === 'demo'))
      for (const { origin, documentNumber } of steps) {
        expect(origin).toBe('demo');
        expect(documentNumber ?? '演示〔').toMatch(/^演示〔/);
      }
  });

  it('takes every title along a way that the rules allow, and stands it where its steps lead', async () => {
    for (const { name, id, stage, steps, awardYear, origin } of await titlesOf(db)) {
      expect(checkSteps(steps, { today: '2026-11-24' }), `${name} ${id}`).toEqual([]);
      const moving = steps.filter(({ confirmation }) => confirmation !== 'declined');
      expect(stage, id).toBe(moving.at(-1)?.stage);
      const isNamed = steps.some((step) => step.stage === 'named');
      if (origin === 'demo') expect(awardYear !== null, id).toBe(isNamed);
    }
  });

  it('shows every stage and every answer of the district', async () => {
    const titles = await titlesOf(db);
    const demo = titles.filter(({ origin }) => origin === 'demo');
    expect(new Set(demo.map(({ stage }) => stage))).toEqual(new Set(Stage.options));
    const answers = new Set(demo.flatMap(({ steps }) => steps.map(({ confirmation }) => confirmation)));
    expect(answers).toEqual(new Set([null, 'pending', 'confirmed', 'declined']));
  });

  it('makes a progress that is worth looking at', async () => {
    const titles = await titlesOf(db);
    const counting = (asOf: string, programmes: string[]) =>
      titles.filter((title) => programmes.includes(title.programmeKey) && standingOn(title.steps, asOf).counts);
    const beautiful = ['village-beautiful', 'district-beautiful', 'city-beautiful'];
    const coverage = (asOf: string) =>
      new Set(counting(asOf, beautiful).flatMap(({ name, retention }) => (retention === 'retained' ? [name] : [])))
        .size;
    const years = [2020, 2021, 2022, 2023, 2024, 2025].map((year) => coverage(`${year}-12-31`));
    expect(years).toEqual([6, 22, 38, 49, 58, 61]);
    const city = (asOf: string) =>
      counting(asOf, ['city-beautiful']).filter(({ awardYear }) => awardYear !== null && awardYear > 2020);
    expect(city('2025-12-31')).toHaveLength(15);
    expect(city('2026-11-24')).toHaveLength(16);
    const members = await db.selectFrom('areaMember').selectAll().where('areaId', '=', 'shangta').execute();
    expect(members.filter(({ membership }) => membership === 'confirmed')).toHaveLength(9);
    const shangta = counting('2025-12-31', ['city-beautiful']).filter(({ villageCode }) =>
      members.some((member) => member.villageCode === villageCode),
    );
    expect(new Set(shangta.map(({ name }) => name)).size).toBe(7);
  });

  it('keeps ledgers that a person would believe, with gaps', async () => {
    const ledgers = await db.selectFrom('statistic').selectAll().orderBy('villageCode').orderBy('year').execute();
    expect(ledgers.length).toBeGreaterThan(400);
    expect(ledgers.length).toBeLessThan(83 * 6);
    expect(ledgers.filter(({ collectiveIncome }) => collectiveIncome === null).length).toBeGreaterThan(5);
    for (const [index, ledger] of ledgers.entries()) {
      expectSense(ledger);
      const before = ledgers[index - 1];
      if (before?.villageCode === ledger.villageCode) expectNoLeap(before, ledger);
    }
  });

  it('is a sealed row of changes, never backwards in time, by the accounts that it made', async () => {
    expect(await verifyChain(db)).toBeNull();
    const changes = await db.selectFrom('change').selectAll().orderBy('number').execute();
    expect(changes.length).toBeGreaterThan(100);
    expect(changes.length).toBeLessThanOrEqual(300);
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort());
    expect(changes.at(-1)?.at.slice(0, 7)).toBe('2026-11');
    const accounts = await db.selectFrom('account').selectAll().execute();
    expect(accounts.map(({ username }) => username).sort()).toEqual([
      'coop',
      'district',
      'district2',
      'jinze',
      'liantang',
      'viewer',
      'zhujiajiao',
    ]);
    for (const { account, town } of changes) {
      const author = accounts.find(({ username }) => username === account);
      if (author?.role === 'town') expect(town).toBe(author.townCode);
      else if (author?.role === 'producer') expect(town).toBe('310118102');
      else expect(['district', 'district2', null]).toContain(account);
    }
  });

  it('opens with the published password', async () => {
    const credential = await db
      .selectFrom('credential')
      .selectAll()
      .where('username', '=', 'jinze')
      .executeTakeFirstOrThrow();
    expect(await passwordMatches(credential.passwordHash, 'qingxi-demo-2025')).toBe(true);
    expect(credential.mustChange).toBe(0);
    expect(await db.selectFrom('register').selectAll().where('key', '=', 'demo').execute()).toEqual([
      { key: 'demo', value: '1' },
    ]);
  });

  it('is the same register each time', async () => {
    const again = await emptyRegister();
    await seedIfEmpty(again, 'demo', seededAt);
    expect(await chainHead(again)).toEqual(await chainHead(db));
  });

  it('holds nothing from the future when the clock is early', async () => {
    const early = await emptyRegister();
    await seedIfEmpty(early, 'demo', new Date('2025-07-01T00:00:00Z'));
    const last = await early.selectFrom('change').select('at').orderBy('number', 'desc').executeTakeFirstOrThrow();
    expect(last.at < '2025-07-01').toBe(true);
    expect(await verifyChain(early)).toBeNull();
  });

  it('is counted by methods whose settings can be read', async () => {
    const methods = await db.selectFrom('method').selectAll().execute();
    const schemas = {
      coverage: CoverageSettings,
      'city-level': CityLevelSettings,
      'district-level': DistrictLevelSettings,
      shangta: ShangtaSettings,
      areas: AreasSettings,
      'green-rate': GreenRateSettings,
      ...Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`indicator-${place + 1}`, ObservedSettings])),
    };
    expect(methods.map(({ indicatorKey }) => indicatorKey).sort()).toEqual(Object.keys(schemas).sort());
    for (const [key, schema] of Object.entries(schemas)) {
      const method = methods.find(({ indicatorKey }) => indicatorKey === key);
      expect(() => readSettings(schema, method ?? { settings: '' })).not.toThrow();
    }
    expect(await db.selectFrom('area').selectAll().where('id', '=', 'shangta').execute()).toHaveLength(1);
  });
});

function expectSense(ledger: Row<'statistic'>): void {
  const where = `${ledger.villageCode} ${ledger.year}`;
  const land = (ledger.farmland ?? 0) + (ledger.woodland ?? 0) + (ledger.fishpond ?? 0);
  expect(land, where).toBeLessThan((ledger.area ?? 0) * 1500);
  expect((ledger.grainField ?? 0) + (ledger.vegetableField ?? 0), where).toBeLessThan(ledger.farmland ?? 0);
  expect(ledger.households, where).toBeGreaterThan(300);
  expect(ledger.households, where).toBeLessThan(1300);
  expect(ledger.migrantPopulation ?? 0, where).toBeLessThan(ledger.residentPopulation ?? Number.POSITIVE_INFINITY);
}

/** No figure more than half above or below the year before: the register would ask about it. */
function expectNoLeap(before: Row<'statistic'>, after: Row<'statistic'>): void {
  for (const key of ['households', 'farmland', 'collectiveIncome', 'incomePerHead', 'residentPopulation'] as const) {
    const [old, now] = [before[key], after[key]];
    if (old !== null && now !== null)
      expect(Math.abs(now - old) / old, `${after.villageCode} ${key}`).toBeLessThan(0.5);
  }
}
