/** Exports and templates as an office opens them: the cells, who sees which, and what the sheets say of themselves. */
import { buffer, text } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { findAccount } from '#app/accounts/account.repository.server.ts';
import { shownValue, vocabulariesOf } from '#app/exchange/cell.rules.ts';
import { type ExportAsked, exportCsv, exportSheets } from '#app/exchange/export-sheets.server.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { readLists } from '#app/exchange/lists.server.ts';
import { readRows } from '#app/exchange/read-rows.server.ts';
import { exportColumns, headerOf, type RowKindKey } from '#app/exchange/row-kind.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { SaveProduct } from '#app/products/product.schema.ts';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { type CalcSheet, openInCalc } from '#tests/support/calc.ts';
import { demoRegister } from '#tests/support/database.ts';

const keys = Object.keys(rowKinds) as RowKindKey[];
const everything = { town: null, producer: null };
const zhujiajiao = '310118102';
const asOf = '2026-11-24';

let register: Db;
let asked: ExportAsked;

beforeAll(async () => {
  register = await demoRegister();
  asked = { register, asOf, change: (await chainHead(register)).number, search: {}, scope: everything };
});

const made = async (kinds: readonly RowKindKey[], more: Partial<ExportAsked> = {}) =>
  new Uint8Array(await buffer(writeXlsx(await exportSheets(kinds, { ...asked, ...more }))));

const csv = (kind: RowKindKey, more: Partial<ExportAsked> = {}) => text(exportCsv(kind, { ...asked, ...more }));

/** The values of a sheet's rows below its header. */
const valuesOf = (sheet: CalcSheet | undefined) =>
  (sheet?.rows.slice(1) ?? []).map((row) => row.map(({ value }) => value));

const dataOf = async (kind: RowKindKey, more: Partial<ExportAsked>) => {
  const lines = (await csv(kind, more)).trimEnd().split('\r\n');
  return lines.slice(1);
};

describe('a workbook of the whole register in LibreOffice', () => {
  let sheets: CalcSheet[];

  beforeAll(async () => {
    sheets = openInCalc({ 'all.xlsx': await made(keys) })['all.xlsx'] ?? [];
  });

  test.each(keys)('%s: every cell is what the register holds', async (key) => {
    const kind = rowKinds[key];
    const columns = exportColumns(kind);
    const vocabularies = vocabulariesOf(columns, await readLists(register));
    const expected: (string | number | null)[][] = [];
    for await (const values of readRows(key, register, asked))
      expected.push(columns.map((column) => shownValue(column, values, vocabularies)));
    const sheet = sheets.find(({ name }) => name === kind.sheet);
    expect(sheet?.rows[0]?.slice(0, columns.length).map(({ value }) => value)).toEqual(columns.map(headerOf));
    expect(valuesOf(sheet).map((row) => columns.map((_, index) => row[index] ?? null))).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });

  test('codes are text, days are dates, figures are numbers, and nothing is a formula', () => {
    const types = new Map<string, Set<string | null>>();
    for (const key of keys)
      for (const [index, column] of exportColumns(rowKinds[key]).entries()) {
        const sheet = sheets.find(({ name }) => name === rowKinds[key].sheet);
        const found = sheet?.rows.slice(1).flatMap((row) => row[index]?.type ?? []) ?? [];
        types.set(column.type, new Set([...(types.get(column.type) ?? []), ...found]));
      }
    const only = (type: string) => [...(types.get(type) ?? [])];
    expect([
      only('code'),
      only('day'),
      only('whole'),
      only('decimal'),
      only('year'),
      only('choice'),
      only('flag'),
    ]).toEqual([['string'], ['date'], ['float'], ['float'], ['float'], ['string'], ['string']]);
    expect(sheets.flatMap(({ rows }) => rows.flat()).filter(({ formula }) => formula !== null)).toEqual([]);
  });

  test('a sheet says of which day and change it is, by which rules it counts, and that the data are invented', () => {
    const lines = sheets.find(({ name }) => name === '说明')?.rows.map((row) => row.map(({ value }) => value)) ?? [];
    const said = Object.fromEntries(lines.map(([label, value]) => [label, value]));
    expect(said).toMatchObject({
      注意: '含演示数据，不是实际情况',
      业务日期: '2026年11月24日',
      登记版本: `第 ${asked.change} 号变更`,
      筛选: '无，全部',
      村庄: '83 行',
    });
    expect(Object.keys(said).filter((label) => label.startsWith('口径：'))).toHaveLength(6);
    expect(String(lines.find(([label]) => String(label).startsWith('口径：'))?.[1])).toMatch(/^第 1 版。/);
  });
});

describe('what is asked for', () => {
  test('the filters of the page narrow the file, and it says so', async () => {
    const search = { town: zhujiajiao, level: 'city', page: '3', sort: '-level', nonsense: '1' };
    const { 'v.xlsx': sheets } = openInCalc({ 'v.xlsx': await made(['villages'], { search }) });
    const rows = valuesOf(sheets?.[0]);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => `${row[2]} ${row[3]}`))).toEqual(new Set(['朱家角镇 市级']));
    expect(sheets?.[1]?.rows.find(([label]) => label?.value === '筛选')?.[1]?.value).toBe('镇：朱家角镇；等级：市级');
  });

  test('the ledgers of one year', async () => {
    const lines = await dataOf('statistics', { search: { year: '2024', town: zhujiajiao } });
    expect(new Set(lines.map((line) => line.split(',').slice(2, 4).join()))).toEqual(new Set(['朱家角镇,2024']));
    expect(await dataOf('statistics', { search: { year: '1950' } })).toEqual([]);
  });

  test('an earlier day and an earlier change', async () => {
    const named = (lines: string[]) => lines.filter((line) => line.includes(',命名,')).length;
    expect(named(await dataOf('titles', { asOf: '2021-01-01' }))).toBeLessThan(named(await dataOf('titles', {})));
    expect(await dataOf('products', { change: 1 })).toEqual([]);
  });
});

async function producerOf(username: string): Promise<string> {
  const account = await findAccount(register, username);
  return account?.producerId ?? '';
}

describe('who sees what', () => {
  test('what is not public yet is in nobody’s export of products', async () => {
    const own = await demoRegister();
    const producerId = await producerOf('coop');
    const { number } = await chainHead(own);
    const form = SaveProduct.parse({ intent: 'save', category: 'fruit', name: '还没交的草莓', change: String(number) });
    const { change } = await saveDraft(own, {
      ...{ producerId, id: null, form, bases: [], pictures: [], account: 'coop', at: new Date(`${asOf}T03:00:00Z`) },
    });
    const scopes = [everything, { town: zhujiajiao, producer: null }, { town: null, producer: producerId }];
    for (const scope of scopes)
      expect(await csv('products', { register: own, change: change ?? number, scope })).not.toContain('还没交的草莓');
  });

  test('a town sees what its own producers reported, a producer its own', async () => {
    const all = await dataOf('outputs', {});
    const town = await dataOf('outputs', { scope: { town: zhujiajiao, producer: null } });
    // A town cannot ask for another's by the address.
    const other = await dataOf('outputs', {
      scope: { town: zhujiajiao, producer: null },
      search: { town: '310118104' },
    });
    expect(new Set(town.map((line) => line.split(',')[3]))).toEqual(new Set(['朱家角镇']));
    expect(other).toEqual(town);
    expect(town.length).toBeLessThan(all.length);
    const mine = await dataOf('outputs', { scope: { town: null, producer: await producerOf('coop') } });
    expect(mine.length).toBeGreaterThan(0);
    expect(new Set(mine.map((line) => line.split(',')[1])).size).toBe(1);
  });
});

describe('a template', () => {
  const template = async (key: RowKindKey, scope = { town: zhujiajiao, producer: null as string | null }) => {
    const sheets = await templateSheets(rowKinds[key], { register, asOf, change: asked.change, scope, year: 2024 });
    const name = `${key}.xlsx`;
    return openInCalc({ [name]: new Uint8Array(await buffer(writeXlsx(sheets))) })[name] ?? [];
  };

  test('of the ledgers has a row for every village of the town, filled in as far as it is known', async () => {
    const [sheet, explained, lists] = await template('statistics');
    const rows = sheet?.rows.slice(1).filter((row) => row[0]?.type === 'string') ?? [];
    expect(rows).toHaveLength(28);
    expect(new Set(rows.map((row) => row[2]?.value))).toEqual(new Set([2024]));
    expect(rows[0]?.[0]?.value).toBe('310118102201');
    expect(rows[0]?.slice(3).some(({ type }) => type === 'float')).toBe(true);
    expect(sheet?.rows[0]?.slice(0, 4).map(({ value }) => value)).toEqual(['区划代码', '村名', '年份 *', '户数（户）']);
    expect(explained?.rows[0]?.[0]?.value).toBe('年度台账 · 填写说明');
    expect(lists).toMatchObject({ name: '选项', hidden: true });
  });

  test('offers the villages of the town, the programmes and the stages, and none of another town', async () => {
    const [sheet, , lists] = await template('titles');
    const listed = sheet?.rows[1]?.flatMap(({ listed }, index) => (listed ? [sheet.rows[0]?.[index]?.value] : []));
    expect(listed).toEqual(['村名', '项目 *', '进展 *', '只知道不迟于这一天']);
    const words = (index: number) => lists?.rows.flatMap((row) => row[index]?.value ?? []) ?? [];
    expect(words(0)).toHaveLength(28);
    expect(words(0)).toContain('张马村');
    expect(words(0)).not.toContain('莲湖村');
    expect(words(2)).toContain('命名');
  });

  test('explains every column: whether it must be filled in, the unit, the manner, what may stand there', async () => {
    const [, explained] = await template('local-outputs');
    const rows = explained?.rows.slice(6).map((row) => row.map(({ value }) => value)) ?? [];
    expect(rows).toEqual([
      ['所属镇', '必填', null, '从下拉列表中选择', '朱家角镇', '从下拉列表中选择'],
      ['年份', '必填', null, '四位数的年份', null, '四位数的年份，如 2024'],
      ['类别', '必填', null, '从下拉列表中选择', '粮食、蔬菜、水果、水产、花木、畜禽', '从下拉列表中选择，茭白属蔬菜'],
      ['产量', null, '吨', '数字，最多 3 位小数', null, '最多三位小数，没有采集到的留空，不填 0；不折算成吨的不填'],
    ]);
  });
});
