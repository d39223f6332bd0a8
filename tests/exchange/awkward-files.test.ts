/** Files as people really make them, saved by LibreOffice: each is read as it is meant, or refused with what to do. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readLists } from '#app/exchange/lists.server.ts';
import { type ImportPlan, planImport } from '#app/exchange/plan-import.server.ts';
import { type ReadFile, readEntries } from '#app/exchange/read-entries.server.ts';
import type { RowKindKey } from '#app/exchange/row-kind.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister, seededAt } from '#tests/support/database.ts';
import { type OfficeCell, type OfficeSheet, savedByLibreOffice } from './office-files.ts';

const reader = { username: 'district', name: '区', role: 'district', townCode: null, producerId: null } as const;

const ledger: OfficeCell[] = ['村名', '年份', '户数', '耕地（亩）', '农民人均可支配收入（元）'];
const days: OfficeCell[] = [
  ...['2023.5.1', '2023/5/1', '2023年5月1日', '２０２３－０５－０１', '20230501', ' 2023-05-01 '],
  ...[45047, { day: '2023-05-01' }, '2023-05-01 00:00:00'],
];
const noDays: OfficeCell[] = [{ month: '2023-05-01' }, '2023年5月', '2023.5', '2023年', '去年', 5];

const documents = {
  titled: {
    sheets: [
      {
        name: 'Sheet1',
        rows: [
          [{ text: '练塘镇2023年村情台账', spans: 6 }],
          ['填报单位：练塘镇', null, null, null, '单位：亩、元'],
          [],
          ['序号', ' 年 份*', '村\n名', '户 数（户）', '耕地(亩)', '备注栏'],
          [1, 2023, '东庄村', '１，２０３', '1,500.5 ', '甲'],
          [],
          [2, '2022年', ' 东庄村　', 840, '未采集', null],
          ['合　计', null, null, { formula: '=SUM([.D7:.D7])' }, 1500.5],
        ],
      },
      { name: '备份', hidden: true, rows: [ledger, ['东庄村', 2021, 1, 1, 1]] },
      { name: '封面', rows: [['本表由各村填报']] },
    ],
  },
  formulas: {
    sheets: [
      {
        name: '台账',
        rows: [ledger, ['东庄村', { formula: '=2000+23' }, { formula: '=600+240' }, { formula: '=1/0' }, 40000]],
      },
    ],
  },
  twoLines: {
    sheets: [
      {
        name: '台账',
        rows: [
          ['村名', '年份', { text: '人口', spans: 2 }],
          [null, null, '户数', '户籍人口'],
          ['东庄村', 2023, 840, 2500],
        ],
      },
    ],
  },
  days: {
    sheets: [
      {
        name: '片区成员村',
        rows: [['片区名称', '村名', '加入日期'], ...[...days, ...noDays].map((day) => ['x', '东庄村', day])],
      },
    ],
  },
  codes: {
    sheets: [
      {
        name: '村庄',
        rows: [
          ['区划代码', '主导产业'],
          ...[310118103274, '３１０１１８１０３２７４ ', '3.10118E+11', 913101187622345700, 310118103274.5].map(
            (code): OfficeCell[] => [code, '茭白'],
          ),
        ],
      },
    ],
  },
  words: {
    sheets: [
      {
        name: '地产农产品产量',
        rows: [
          ['所属镇', '年份', '类别', '产量（吨）'],
          ['练塘镇', 2023, ' 蔬 菜', 10],
          ['练塘', 2023, '水果', 10],
          ['练塘镇', 2023, '蔬果', '1,000.1234'],
        ],
      },
    ],
  },
  columns: {
    sheets: [
      {
        name: '年度台账',
        rows: [
          ['村名', '户数', '户数'],
          ['东庄村', 1, 2],
        ],
      },
      {
        name: '年度台账2',
        rows: [
          ['村名', '年份', '耕地（公顷）'],
          ['东庄村', 2023, 2],
        ],
      },
    ],
  },
  old: { sheets: [{ name: '台账', rows: [ledger] }], format: 'xls' },
  open: { sheets: [{ name: '台账', rows: [ledger] }], format: 'ods' },
  nothing: { sheets: [{ name: '台账', rows: [['随便写写'], ['别的']] }] },
} as const satisfies Record<string, { sheets: readonly OfficeSheet[]; format?: 'xlsx' | 'xls' | 'ods' }>;

let files: Record<keyof typeof documents, Buffer>;
let db: Db;
beforeAll(async () => {
  files = savedByLibreOffice(documents);
  db = await demoRegister();
});

const read = async (name: keyof typeof documents) => readEntries(files[name], await readLists(db), () => {});
const plan = (file: ReadFile) => planImport(db, file, { reader, now: seededAt });
const saysOf = ({ entries }: ReadFile, kind: RowKindKey) => (entries.get(kind) ?? []).map(({ says }) => says);
const problemsOf = ({ entries }: ReadFile, kind: RowKindKey) =>
  (entries.get(kind) ?? []).map(({ problems }) => problems.map(({ message }) => message).join());
const refusals = ({ rows }: ImportPlan) =>
  rows.filter(({ outcome }) => outcome === 'refused').map(({ problems }) => problems.map(({ message }) => message));

async function refusal(name: keyof typeof documents): Promise<string> {
  const problem = await read(name).catch((error: unknown) => error);
  if (!(problem instanceof Problem)) throw new Error('it was read');
  return problem.errors[0]?.message ?? problem.message;
}

describe('where the table is', () => {
  test('titles above, blanks in headers and in rows, totals, and sheets that are hidden or hold no table', async () => {
    const file = await read('titled');
    expect(saysOf(file, 'statistics')).toEqual([
      { year: '2023', villageName: '310118103274', households: 1203, farmland: 1500.5 },
      { year: '2022', villageName: '310118103274', households: 840 },
    ]);
    expect(file.entries.get('statistics')?.map(({ place }) => place.row)).toEqual([5, 7]);
    expect(file.sheets.map(({ notes }) => notes)).toEqual([
      ['不认识的列没有读取：“序号”“备注栏”', '第 8 行是合计，没有读取'],
      ['隐藏的工作表，没有读取'],
      ['没有找到表头，没有读取'],
    ]);
    expect(file.sheets[0]?.letters).toMatchObject({ year: 'B', villageName: 'C', farmland: 'E' });
  });

  test('under a merged heading of two lines the names of columns are found in both', async () => {
    expect(saysOf(await read('twoLines'), 'statistics')).toEqual([
      { villageName: '310118103274', year: '2023', households: 840, registeredPopulation: 2500 },
    ]);
  });

  test('columns that are missing, doubled or in another unit are refused by their names', async () => {
    expect(refusals(await plan(await read('columns')))).toEqual([
      ['“户数”有两列，请只留一列', '缺少必需的列：“年份”'],
      ['“耕地（公顷）”的单位应为亩，请换算后把列名改成“耕地（亩）”'],
    ]);
  });

  test('a file without any table is refused', async () => {
    expect(await refusal('nothing')).toMatch(/没有找到可以导入的表/);
  });
});

describe('what cells say', () => {
  test('formulas count by their values; failed ones are refused', async () => {
    const file = await read('formulas');
    expect(saysOf(file, 'statistics')).toEqual([
      { villageName: '310118103274', year: '2023', households: 840, incomePerHead: 40000 },
    ]);
    expect(problemsOf(file, 'statistics')).toEqual(['公式出错（#DIV/0!），请改成数值']);
  });

  test('days are read however they are written, and refused where the day is not known', async () => {
    const file = await read('days');
    expect(saysOf(file, 'area-members').map(({ since }) => since)).toEqual([
      ...days.map(() => '2023-05-01'),
      ...noDays.map(() => undefined),
    ]);
    expect(problemsOf(file, 'area-members').slice(days.length)).toEqual([
      expect.stringContaining('只写到了月，请写明是哪一天'),
      expect.stringContaining('只写到了月'),
      expect.stringContaining('只写到了月'),
      expect.stringContaining('只写了年'),
      expect.stringContaining('应为日期，写成 2025-03-08 的样子'),
      expect.stringContaining('应为日期'),
    ]);
  });

  test('a code of twelve digits survives as a number; one that lost digits is refused, never guessed', async () => {
    const file = await read('codes');
    expect(saysOf(file, 'villages').map(({ code }) => code)).toEqual([
      ...['310118103274', '310118103274'],
      ...[undefined, undefined, undefined],
    ]);
    expect(problemsOf(file, 'villages').slice(2)).toEqual([
      expect.stringContaining('编号被 Excel 变成了 3.10118E+11'),
      expect.stringContaining('末尾几位已经变成 0'),
      expect.stringContaining('不能带小数'),
    ]);
  });

  test('words of lists are found as they are meant; an unknown one names the likely one', async () => {
    const file = await read('words');
    expect(saysOf(file, 'local-outputs')[0]).toEqual({
      townCode: '310118103',
      year: '2023',
      category: 'vegetable',
      tonnes: 10,
    });
    expect(problemsOf(file, 'local-outputs').slice(1)).toEqual([
      '没有“练塘”这一项，是不是“练塘镇”',
      '没有“蔬果”这一项，是不是“蔬菜”,最多 3 位小数',
    ]);
  });
});

test('files of other kinds are refused with what to do', async () => {
  expect(await refusal('old')).toMatch(/旧版的 \.xls.*另存为 \.xlsx/);
  expect(await refusal('open')).toMatch(/\.ods.*另存为 \.xlsx/);
});
