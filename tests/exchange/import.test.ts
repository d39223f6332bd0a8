/** Imports from the file to the register and back: what is previewed is what is written, all of it or nothing. */
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { errorSheets } from '#app/exchange/errors-file.server.ts';
import { exportCsv, exportSheets } from '#app/exchange/export-sheets.server.ts';
import { getImport, listImportRows, listImports, takeImport } from '#app/exchange/import.repository.server.ts';
import { createImportRunner } from '#app/exchange/import-runner.server.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { readSpreadsheet } from '#app/exchange/read-spreadsheet.server.ts';
import type { RowKindKey } from '#app/exchange/row-kind.ts';
import { importFile, keepImport, readImport, writeImport } from '#app/exchange/run-import.server.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { amendStatistics } from '#app/villages/amend-statistics.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { findStatistic } from '#app/villages/statistic.repository.server.ts';
import { ledgerOf } from '#app/villages/statistic.rules.ts';
import { getVillage } from '#app/villages/village.repository.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister, seededAt } from '#tests/support/database.ts';

const now = seededAt;
const office = (username: string, townCode: string | null) =>
  ({ username, name: username, role: townCode === null ? 'district' : 'town', townCode, producerId: null }) as const;
const liantang = office('liantang', '310118103');
const jinze = office('jinze', '310118104');
const district = office('district', null);
const run = { clock: () => now, progress: () => {} };

/** 东庄村 of 练塘镇. */
const village = '310118103274';

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const csv = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));

async function preview(bytes: Uint8Array, reader: typeof liantang | typeof jinze | typeof district = liantang) {
  const id = await keepImport(db, { name: '台账.csv', bytes }, { reader, now });
  await readImport(db, id, { reader, ...run });
  return id;
}

async function apply(id: string, reader: typeof liantang | typeof jinze | typeof district = liantang) {
  await takeImport(db, { id, from: ['ready'], now }, 'writing');
  await writeImport(db, id, { reader, session: null, ...run });
  return getImport(db, id, reader);
}

const rowsOf = (id: string) => listImportRows(db, id, { limit: 1000, offset: 0 });
const head = async () => (await chainHead(db)).number;
const households = async (code = village, year = 2023) => (await findStatistic(db, code, year))?.households;

describe('from a file to one change', () => {
  const file = csv('村名,年份,户数,耕地（亩）', '东庄村,2023,901,', '东庄村,2009,850,清空');

  test('a preview changes nothing and tells every field; writing is one change that undo takes back whole', async () => {
    const before = { number: await head(), households: await households() };
    const id = await preview(file);
    expect(await getImport(db, id, liantang)).toMatchObject({ state: 'ready', added: 1, changed: 1, refused: 0 });
    expect((await rowsOf(id)).map(({ row, name, detail }) => [row, name, detail.fields])).toEqual([
      [2, '东庄村 2023年', [{ label: '户数', old: `${before.households} 户`, new: '901 户' }]],
      [3, '东庄村 2009年', [{ label: '户数', old: null, new: '850 户' }]],
    ]);
    expect(await head()).toBe(before.number);

    const applied = await apply(id);
    expect(applied).toMatchObject({ state: 'applied', appliedChange: before.number + 1 });
    expect(await households()).toBe(901);
    await undoChange(db, { number: before.number + 1, account: 'liantang', reason: null, at: now }, checkUndone);
    expect(await households()).toBe(before.households);
    expect(await findStatistic(db, village, 2009)).toBeUndefined();
    expect((await getImport(db, id, liantang)).undoneBy).toBe(before.number + 2);
    expect(await verifyChain(db)).toBeNull();
  });

  test('the same file twice is nothing to write', async () => {
    await apply(await preview(file));
    const number = await head();
    const again = await preview(file);
    expect(await getImport(db, again, liantang)).toMatchObject({ added: 0, changed: 0, unchanged: 2, refused: 0 });
    expect(await apply(again)).toMatchObject({ state: 'ready', message: '没有需要写入的改动' });
    expect(await head()).toBe(number);
  });

  test('an empty cell and a missing column leave what stands; 清空 empties', async () => {
    const stored = await findStatistic(db, village, 2023);
    expect(stored?.farmland).not.toBeNull();
    await apply(await preview(csv('村名,年份,户数,耕地', '东庄村,2023,,清空')));
    const { farmland, households, residentPopulation } = (await findStatistic(db, village, 2023)) ?? {};
    expect({ farmland, households, residentPopulation }).toEqual({
      ...{ farmland: null, households: stored?.households, residentPopulation: stored?.residentPopulation },
    });
  });
});

describe('what is refused', () => {
  test('a file without a byte, which is another thing than none', async () => {
    const keep = (file: Parameters<typeof keepImport>[1]) => keepImport(db, file, { reader: liantang, now });
    await expect(keep(null)).rejects.toThrow('请选择文件');
    await expect(keep({ name: '空.csv', bytes: new Uint8Array() })).rejects.toThrow('文件是空的');
  });

  test('rows of another town, and with one such row the whole file', async () => {
    const number = await head();
    const id = await preview(csv('村名,年份,户数', '东庄村,2023,901', '莲湖村,2023,5'));
    expect((await rowsOf(id)).map(({ outcome, detail }) => [outcome, detail.problems])).toEqual([
      ['changed', []],
      ['refused', [{ column: null, message: '莲湖村不是本镇的，只能导入本镇的行' }]],
    ]);
    expect(await apply(id)).toMatchObject({ state: 'ready', message: expect.stringContaining('有 1 行不能导入') });
    expect(await head()).toBe(number);
  });

  test('two rows that mean the same, jumps that nobody has looked at, years that have not come', async () => {
    const id = await preview(
      csv('区划代码,年份,户数,变化已核对', `${village},2022,9000,`, `${village},2022,9000,是`, `${village},2031,1,`),
    );
    const messages = (await rowsOf(id)).map(({ detail }) => detail.problems.map(({ message }) => message).join());
    expect(messages).toEqual([
      expect.stringMatching(/变化超过一半.*请在“变化已核对”一列填“是”/),
      '与第 2 行说的是同一项，请只留一行',
      '没有 2031 年的台账，请核对年份',
    ]);
  });

  test('a jump is judged by the years as the file leaves them', async () => {
    const id = await preview(
      csv('区划代码,年份,户数', `${village},2002,100`, `${village},2003,110`, `${village},2004,500`),
    );
    expect((await rowsOf(id)).map(({ outcome }) => outcome)).toEqual(['added', 'added', 'refused']);
  });

  test('a file comes back with what to do beside each row, and is read again with that column in it', async () => {
    const bytes = csv('村名,年份,户数,电话', '东庄村,2023,很多,1', '东庄村,2022,840,2');
    const id = await preview(bytes);
    const errors = new Map([['CSV', new Map([[2, 'C 列 户数：应为数字']])]]);
    const { sheets } = await getImport(db, id, liantang);
    const back = new Uint8Array(await buffer(writeXlsx(errorSheets(bytes, sheets, errors))));
    const rows: unknown[][] = [];
    for await (const event of readSpreadsheet(back))
      if ('rows' in event) rows.push(...event.rows.map(({ values }) => [...values]));
    expect(rows).toEqual([
      ['村名', '年份', '户数', '电话', '错误'],
      ['东庄村', '2023', '很多', '1', 'C 列 户数：应为数字'],
      ['东庄村', '2022', '840', '2'],
    ]);
    const again = await preview(back);
    expect((await getImport(db, again, liantang)).sheets[0]).toMatchObject({
      errorColumn: 4,
      notes: ['不认识的列没有读取：“电话”'],
    });
  });
});

describe('when the register moves', () => {
  test('what somebody wrote since the preview is shown, not overwritten', async () => {
    const id = await preview(csv('村名,年份,户数', '东庄村,2023,901'));
    const stored = ledgerOf(await findStatistic(db, village, 2023));
    const change = {
      code: village,
      year: 2023,
      loadedAt: await head(),
      left: [],
      confirmJump: true,
      account: 'liantang',
      at: now,
    };
    await amendStatistics(db, { ...change, ledger: { ...stored, households: 870 } });
    expect(await apply(id)).toMatchObject({
      state: 'ready',
      changed: 1,
      message: expect.stringContaining('预览之后登记簿有了改动'),
    });
    expect(await households()).toBe(870);
    expect((await rowsOf(id))[0]?.detail.fields).toEqual([{ label: '户数', old: '870 户', new: '901 户' }]);
    expect(await apply(id)).toMatchObject({ state: 'applied' });
    expect(await households()).toBe(901);
  });

  test('what somebody wrote elsewhere in the same row is no hindrance, and stays', async () => {
    const id = await preview(csv('村名,年份,户数', '东庄村,2023,901'));
    const stored = ledgerOf(await findStatistic(db, village, 2023));
    const change = {
      code: village,
      year: 2023,
      loadedAt: await head(),
      left: [],
      confirmJump: true,
      account: 'liantang',
      at: now,
    };
    await amendStatistics(db, { ...change, ledger: { ...stored, partyMembers: 77 } });
    expect(await apply(id)).toMatchObject({ state: 'applied' });
    expect(await findStatistic(db, village, 2023)).toMatchObject({ households: 901, partyMembers: 77 });
  });

  test('a program that ends in the middle leaves a clear state, and nothing written', async () => {
    const id = await preview(csv('村名,年份,户数', '东庄村,2023,901'));
    await takeImport(db, { id, from: ['ready'], now }, 'writing');
    const number = await head();
    const later = new Date(now.getTime() + 61_000);
    const runner = await createImportRunner({ db, clock: () => later, log: { error: () => {} } });
    expect(await getImport(db, id, liantang)).toMatchObject({
      state: 'interrupted',
      message: expect.stringContaining('什么都没有写入'),
    });
    await takeImport(db, { id, from: ['interrupted'], now }, 'reading');
    await runner.read(id, liantang);
    expect(await getImport(db, id, liantang)).toMatchObject({ state: 'ready', changed: 1 });
    expect(await head()).toBe(number);
  });
});

test('what an office brings in is seen by nobody else', async () => {
  const id = await preview(csv('村名,年份,户数', '东庄村,2023,901'));
  expect((await listImports(db, liantang, 10)).map((one) => one.id)).toEqual([id]);
  for (const other of [jinze, district]) {
    expect(await listImports(db, other, 10)).toEqual([]);
    await expect(getImport(db, id, other)).rejects.toThrow('没有找到');
  }
});

describe('each kind as its form', () => {
  const outcome = async (bytes: Uint8Array, reader: typeof liantang | typeof district = liantang) => {
    const { plan, change } = await importFile(db, { name: 'x.csv', bytes }, { reader, now, write: true });
    return {
      rows: plan.rows.map(({ outcome, problems }) => [outcome, ...problems.map(({ message }) => message)]),
      change,
    };
  };

  test('a title is started and taken on; a naming waits for the district', async () => {
    const titled = db.selectFrom('title').select('villageCode');
    const bare = await db
      .selectFrom('village')
      .selectAll()
      .where('townCode', '=', '310118103')
      .where('code', 'not in', titled)
      .executeTakeFirstOrThrow();
    const programme = await db.selectFrom('programme').selectAll().orderBy('position').executeTakeFirstOrThrow();
    const header = '村名,项目,年度,进展,日期,原因';
    const row = (...cells: string[]) => csv(header, [bare.name, programme.name, ...cells].join());
    expect((await outcome(row('', '申报', '2023-02-01', ''))).rows).toEqual([['added']]);
    expect((await outcome(row('', '申报', '2023-02-01', ''))).rows).toEqual([['unchanged']]);
    expect((await outcome(row('', '申报', '2023-02-03', ''))).rows).toEqual([['changed']]);
    await expect(outcome(row('2023', '命名', '2023-12-01', ''))).rejects.toThrow();
    expect((await outcome(row('2023', '命名', '2023-12-01', '补登'))).rows).toEqual([['changed']]);
    const steps = await db
      .selectFrom('titleStep')
      .innerJoin('title', 'title.id', 'titleStep.titleId')
      .select(['titleStep.stage', 'day', 'confirmation', 'proposedBy', 'awardYear'])
      .where('villageCode', '=', bare.code)
      .orderBy('sequence')
      .execute();
    expect(steps).toEqual([
      { stage: 'applied', day: '2023-02-03', confirmation: null, proposedBy: 'liantang', awardYear: 2023 },
      { stage: 'named', day: '2023-12-01', confirmation: 'pending', proposedBy: 'liantang', awardYear: 2023 },
    ]);
  });

  test('a village joins an area of its town and waits for the district', async () => {
    const area = await db
      .selectFrom('area')
      .innerJoin('areaTown', 'areaId', 'area.id')
      .selectAll('area')
      .where('townCode', '=', '310118103')
      .executeTakeFirstOrThrow();
    const members = await db.selectFrom('areaMember').select('villageCode').where('areaId', '=', area.id).execute();
    const outside = await db
      .selectFrom('village')
      .selectAll()
      .where('townCode', '=', '310118103')
      .where('code', 'not in', ['0', ...members.map(({ villageCode }) => villageCode)])
      .executeTakeFirstOrThrow();
    expect((await outcome(csv('片区名称,村名,加入日期', `${area.name},${outside.name},2023-01-02`))).rows).toEqual([
      ['added'],
    ]);
    expect(
      await db
        .selectFrom('areaMember')
        .select(['membership', 'since'])
        .where('villageCode', '=', outside.code)
        .where('areaId', '=', area.id)
        .execute(),
    ).toEqual([{ membership: 'to-be-confirmed', since: '2023-01-02' }]);
  });

  test('a producer is amended, never made', async () => {
    const producer = await db
      .selectFrom('producer')
      .selectAll()
      .where('townCode', '=', '310118103')
      .where('kind', '=', 'family-farm')
      .executeTakeFirstOrThrow();
    expect((await outcome(csv('登记编号,简介', `${producer.id},新的介绍`))).rows).toEqual([['changed']]);
    await expect(outcome(csv('登记编号,名称,简介', `,没有的农场,x`))).rejects.toThrow();
  });

  test('tonnes of local produce', async () => {
    expect((await outcome(csv('所属镇,年份,类别,产量（吨）', '练塘镇,2019,花木,12.5'))).rows).toEqual([['added']]);
  });
});

describe('an export imported at once changes nothing', () => {
  const asked = async () => ({
    register: db,
    asOf: '2026-11-24',
    change: await head(),
    search: {},
    scope: { town: null, producer: null },
  });
  const refusedOrWritten = async (bytes: Uint8Array, reader: typeof liantang | typeof district) => {
    const { plan } = await importFile(db, { name: 'x', bytes }, { reader, now, write: false });
    return plan.rows
      .filter(({ outcome }) => outcome !== 'unchanged')
      .map(({ kind, name, outcome, differences, problems }) => ({ kind, name, outcome, ...differences(), problems }));
  };

  test.each(Object.keys(rowKinds) as RowKindKey[])('%s as CSV and as a template', async (key) => {
    const text = await buffer(exportCsv(key, await asked()));
    expect(await refusedOrWritten(new Uint8Array(text), district)).toEqual([]);
    const scope = { town: '310118103', producer: null };
    const template = await templateSheets(rowKinds[key], { ...(await asked()), scope, year: 2024 });
    expect(await refusedOrWritten(new Uint8Array(await buffer(writeXlsx(template))), liantang)).toEqual([]);
  });

  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '=1+1',
      "'=x",
      '-',
      '未采集',
      '　首尾空格　',
      '两行\n文字',
      'a"b,c',
      '１２３',
      '#N/A 说明',
      '3.1E+11',
      '是',
      '清空',
      "'清空",
    ),
  );
  const text = fc.option(
    line.map(
      (value) =>
        value
          .replace(/\r\n?/g, '\n')
          .replace(/[\p{Cc}]/gu, ' ')
          .trim() || null,
    ),
  );
  const count = fc.option(fc.integer({ min: 0, max: 1_000_000 }));
  const money = fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => cents / 100));

  test('whatever the register holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ introduction: text, industry: text, settlements: text }),
        fc.record({ households: count, partyMembers: count, collectiveIncome: money }),
        async (profile, said) => {
          db = await demoRegister();
          const account = { account: 'liantang', at: now };
          await amendVillage(db, { code: village, profile, loadedAt: await head(), left: [], ...account });
          const ledger = { ...ledgerOf(undefined), ...said };
          await amendStatistics(db, {
            code: village,
            year: 2025,
            ledger,
            confirmJump: true,
            loadedAt: await head(),
            left: [],
            ...account,
          });
          const bytes = await buffer(
            writeXlsx(await exportSheets(Object.keys(rowKinds) as RowKindKey[], await asked())),
          );
          expect(await refusedOrWritten(new Uint8Array(bytes), district)).toEqual([]);
          for (const key of ['villages', 'statistics'] as const)
            expect(
              await refusedOrWritten(new Uint8Array(await buffer(exportCsv(key, await asked()))), district),
            ).toEqual([]);
          expect((await getVillage(db, village)).industry).toBe(profile.industry);
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});
