/** Where towns are many no list is held whole: the same rows leave as where they are few, and a town's sheets come in. */
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportCsv, exportSheets } from '#app/exchange/export-sheets.server.ts';
import { listKinds, rowKinds } from '#app/exchange/kinds.ts';
import { readRows } from '#app/exchange/read-rows.server.ts';
import type { ListKey, RowKindKey } from '#app/exchange/row-kind.ts';
import { importFile, keepImport } from '#app/exchange/run-import.server.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { seededAt as now } from '#tests/support/database.ts';
import { demoOfManyTowns } from '#tests/support/towns.ts';

const asOf = '2026-11-24';
const everything = { town: null, producer: null };
const zhujiajiao = '310118102';
const office = (username: string, townCode: string | null) =>
  ({ username, name: username, role: townCode === null ? 'district' : 'town', townCode, producerId: null }) as const;

let db: Db;
/** The last change that knew three towns, and the first that knows more than stand beside each other. */
let few: number;
let many: number;

beforeAll(async () => {
  ({ db, few, many } = await demoOfManyTowns());
  expect([await hasFewTowns(knownAt(db, few)), await hasFewTowns(db)]).toEqual([true, false]);
});

const asked = (change: number, search = {}) => ({ register: db, asOf, change, search, scope: everything });
const csv = (kind: ListKey, change: number, search = {}) => text(exportCsv(kind, asked(change, search)));

async function rowsOf(kind: ListKey, change: number, search: Record<string, string>): Promise<string[]> {
  const rows: string[] = [];
  for await (const row of readRows(kind, knownAt(db, change), { asOf, search, scope: everything }))
    rows.push(JSON.stringify(row));
  return rows.sort();
}

/** Lists of the register's own rows; how it changed, and what the plan comes to, move with the towns themselves. */
const lists = (Object.keys(listKinds) as ListKey[]).filter((key) => !['changes', 'indicators'].includes(key));
const searches: Record<string, string>[] = [
  {},
  { town: zhujiajiao },
  { q: '莲湖' },
  { stage: 'named', state: 'valid' },
];

describe('what leaves', () => {
  test.each(lists)('%s: the rows are those that few towns would have', async (kind) => {
    for (const search of searches) expect(await rowsOf(kind, many, search)).toEqual(await rowsOf(kind, few, search));
    expect(await rowsOf(kind, many, {})).not.toEqual([]);
  });

  test('what a row names stands with its town, as in a file of a few towns where several bear the name', async () => {
    expect(await csv('titles', few)).toContain(',莲湖村,');
    const lines = (await csv('titles', many)).split('\r\n');
    expect(lines.filter((line) => line.includes(',莲湖村（金泽镇）,')).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(',莲湖村,'))).toEqual([]);
    expect(await csv('products', many)).toMatch(/,[^,]+（练塘镇）,练塘镇,/);
  });

  test('a workbook says by name what it was narrowed to', async () => {
    const sheets = await exportSheets(['titles'], asked(many, { town: zhujiajiao, programme: 'city-beautiful' }));
    const said: unknown[] = [];
    for (const sheet of sheets) for await (const row of sheet.rows) said.push(...row.map((cell) => cell?.value));
    expect(said.find((value) => String(value).startsWith('镇：'))).toBe('镇：朱家角镇；项目：市级美丽乡村示范村');
  });
});

describe('what comes in', () => {
  const reader = office('zhujiajiao', zhujiajiao);
  const scope = { town: zhujiajiao, producer: null };

  test.each(Object.keys(rowKinds) as RowKindKey[])('%s: a town’s template changes nothing as it is', async (kind) => {
    const sheets = await templateSheets(rowKinds[kind], { register: db, asOf, change: many, scope, year: 2024 });
    const bytes = new Uint8Array(await buffer(writeXlsx(sheets)));
    const { plan } = await importFile(db, { name: 'x.xlsx', bytes }, { reader, now, write: false });
    expect(plan.rows.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
  });

  test('a row is recognised by its name with its town, as an export has it, and by its name alone', async () => {
    for (const name of ['张马村', '张马村（朱家角镇）']) {
      const bytes = new TextEncoder().encode(`村名,年份,户数（户）\n${name},2024,123\n`);
      const { plan } = await importFile(db, { name: 'x.csv', bytes }, { reader, now, write: false });
      expect(plan.rows.map(({ key }) => key)).toEqual(['310118102232/2024']);
    }
  });

  test('rows of another town are not written', async () => {
    const bytes = new TextEncoder().encode('区划代码,年份,户数（户）\n310118103274,2024,123\n');
    const { plan } = await importFile(db, { name: 'x.csv', bytes }, { reader, now, write: false });
    expect(plan.rows.map(({ outcome, problems }) => [outcome, problems[0]?.message])).toEqual([
      ['refused', '没有代码为 310118103274 的村，请核对'],
    ]);
  });

  test('an office of all towns is told that each town brings its own', async () => {
    const district = office('district', null);
    const message = '登记簿里的镇很多，表格由各镇的账户下载、填写和导入';
    const refusal = { kind: 'invalid', message: `${message}。`, errors: [{ path: 'file', message }] };
    const file = { name: 'x.csv', bytes: new TextEncoder().encode('村名,年份\n张马村,2024\n') };
    await expect(keepImport(db, file, { reader: district, now })).rejects.toMatchObject(refusal);
    await expect(
      templateSheets(rowKinds.titles, { register: db, asOf, change: many, scope: everything, year: 2024 }),
    ).rejects.toMatchObject(refusal);
  });
});
