/** Reports where towns are more than stand beside each other: from sums, and what lists rows town by town. */
import { beforeAll, expect, test } from 'vitest';
import { makeTallies } from '#app/plan/keep-tallies.server.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { getReport } from '#app/reports/report.server.ts';
import { type ReportKind, reportKinds } from '#app/reports/report-kind.ts';
import type { ReportSheet } from '#app/reports/report-sheet.ts';
import type { Db } from '#db/client.server.ts';
import { demoOfManyTowns } from '#tests/support/towns.ts';

const asOf = '2026-11-24';
const zhujiajiao = '310118102';
let db: Db;
let few: number;
let many: number;

beforeAll(async () => {
  ({ db, few, many } = await demoOfManyTowns());
  await makeTallies(db);
});

const printing = (change: number) => ({
  ...{ asOf, change, generatedAt: new Date(`${asOf}T04:00:00Z`), publicUrl: 'https://register.example' },
});

const report = async (kind: ReportKind, change: number, town: string | null = null) =>
  (await getReport(db, { kind, town }, printing(change))) as ReportSheet;

const headings = ({ sections }: ReportSheet) => sections.map(({ heading }) => heading);
const said = (sheet: ReportSheet) => JSON.stringify(sheet.sections);

/** The rows of the first table, without the green rate: towns that reported nothing leave it open. */
const figures = ({ sections }: ReportSheet) =>
  sections
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.block === 'table' && block.caption === '各项指标' ? block.rows : []))
    .filter(([label]) => !label?.includes('绿色'));

test.each(['progress', 'closing'] as const)(
  '%s: the numbers are the same, without the towns beside them',
  async (kind) => {
    const [before, after] = [await report(kind, few), await report(kind, many)];
    expect(figures(before).length).toBeGreaterThan(3);
    expect(figures(after)).toEqual(figures(before));
    expect(headings(after)).toEqual(headings(before).filter((heading) => heading !== '分镇进展'));
    expect(said(after)).toContain('全部镇合计时不逐行列出等待确认的和缺数的，见各镇的报告。');
    expect(said(after)).not.toContain('没有缺数，也没有等待确认的行');
    expect(said(before)).not.toContain('见各镇的报告');
  },
);

test('as many rows are counted and left out as where each is told', async () => {
  const rowsSaid = (sheet: ReportSheet) => said(sheet).match(/"计入","value":"\d+ 行"/g);
  const [before, after] = [await report('progress', few), await report('progress', many)];
  expect(rowsSaid(after)).toEqual(rowsSaid(before));
  expect(rowsSaid(after)?.length).toBeGreaterThan(3);
  expect(said(after)).toMatch(/"没有计入","value":"\d+ 行，各因何故见登记簿网页"/);
});

test('the brief says what waits only where it knows', async () => {
  const after = await report('brief', many);
  expect(headings(after)).not.toContain('分镇');
  expect(said(after)).toContain('全部镇合计时不逐行列出等待确认的和缺数的，见各镇的报告。');
  expect(said(after)).not.toContain('没有缺数，也没有等待确认的行');
});

test('what lists the rows of all towns is made town by town', async () => {
  for (const kind of ['booklet', 'produce'] as const) {
    await expect(report(kind, many)).rejects.toMatchObject({ kind: 'invalid', message: /分镇出具/ });
    await expect(report(kind, many, zhujiajiao)).resolves.toMatchObject({ kind });
    await expect(report(kind, few)).resolves.toMatchObject({ kind });
  }
  const ledger = (town: string | null) =>
    getLedger(db, { key: 'beautiful-villages', town, year: null }, printing(many));
  await expect(ledger(null)).rejects.toMatchObject({ kind: 'invalid', message: /分镇出具/ });
  expect((await ledger(zhujiajiao)).rows.length).toBeGreaterThan(0);
});

test.each(Object.keys(reportKinds) as ReportKind[])('%s of a town is the same among many towns', async (kind) => {
  const [before, after] = [await report(kind, few, zhujiajiao), await report(kind, many, zhujiajiao)];
  const told = (sheet: ReportSheet) => JSON.parse(JSON.stringify(sheet)).sections ?? sheet;
  if (kind === 'booklet') return;
  // Only the brief of few towns has them beside each other.
  const isShared = ({ heading }: { heading: string }) => heading !== '分镇';
  expect(told(after).filter(isShared)).toEqual(told(before).filter(isShared));
});
