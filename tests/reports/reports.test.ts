/** The reports: what they hold, how they print, that they print again, and that they claim no more than the figures. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getOverview, getProgress } from '#app/plan/progress.server.ts';
import { conclusionOf } from '#app/reports/conclusion.rules.ts';
import { renderReport } from '#app/reports/report.pdf.server.ts';
import { getReport } from '#app/reports/report.server.ts';
import { type ReportKind, reportKindNames } from '#app/reports/report-kind.ts';
import { reportLines } from '#app/reports/report-lines.rules.ts';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { countVillages, listVillagesAfter } from '#app/villages/village-list.repository.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';
import { pdfBookmarks, pdfCharacters, pdfClaim, pdfFaults, pdfInfo, pdfObjects, pdfText } from '#tests/support/pdf.ts';

const now = new Date('2026-11-24T08:20:00Z');
const towns = ['310118102', '310118103', '310118104'];

let typst: Typst;
let demo: Db;
let facts: Db;
beforeAll(async () => {
  typst = createTypst();
  [demo, facts] = [await demoRegister(), await factsRegister()];
});
afterAll(() => typst.close());

async function reportOf(
  db: Db,
  kind: ReportKind,
  asked: { town?: string; asOf?: string; change?: number; at?: Date } = {},
) {
  const { town = null, asOf = '2025-12-31', at = now } = asked;
  const change = asked.change ?? (await chainHead(db)).number;
  return getReport(db, { kind, town }, { asOf, change, generatedAt: at, publicUrl: 'http://127.0.0.1:3000' });
}
const print = async (...asked: Parameters<typeof reportOf>) => renderReport(typst, await reportOf(...asked));
const pagesOf = (pdf: Uint8Array) => pdfText(pdf).split('\f').slice(0, -1);

describe.each(reportKindNames)('%s on paper', (kind) => {
  test('is a faultless, tagged PDF/A-2a of A4 pages in Chinese', async () => {
    const pdf = await print(demo, kind, { town: '310118103' });
    expect(pdfFaults(pdf)).toEqual([]);
    expect(pdfInfo(pdf)).toMatch(/Tagged:\s+yes\n[\s\S]*\(A4\)/u);
    expect(pdfClaim(pdf)).toBe('2A');
    const objects = pdfObjects(pdf);
    expect(objects).toMatch(/"\/Lang": "(u:)?zh-CN"/u);
    expect(objects).toMatch(/"\/S": "\/H1"/u);
    expect(pdfText(pdf)).toContain('演示数据');
  });

  test('printed again after later changes has the same bytes; at another time only 生成时间 differs', async () => {
    const db = await demoRegister();
    const town = '310118104';
    const { number: change } = await chainHead(db);
    const first = await print(db, kind, { town, change });
    await recordChange(db, { kind: 'village-amend', account: 'jinze', at: now }, async (trx, number) => {
      await trx
        .updateTable('village')
        .set({ name: '改名村', industry: '改了', change: number })
        .where('code', 'like', '310118104%')
        .execute();
      await trx.updateTable('title').set({ awardYear: 1999, change: number }).execute();
    });
    expect(Buffer.from(await print(db, kind, { town, change })).equals(first)).toBe(true);
    const later = pdfCharacters(await print(db, kind, { town, change, at: new Date('2026-11-25T00:05:00Z') }));
    expect(later.replaceAll('2026年11月25日08:05', '2026年11月24日16:20')).toBe(pdfCharacters(first));
    if (kind !== 'produce')
      expect(reportLines(await reportOf(db, kind, { town }))).not.toEqual(
        reportLines(await reportOf(db, kind, { town, change })),
      );
  });

  test('of a day to come is refused', async () => {
    await expect(reportOf(demo, kind, { asOf: '2026-11-25' })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(reportOf(demo, kind, { town: '310118999' })).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('the booklet', () => {
  test('holds the villages of the list, in its order, of all towns and of one', async () => {
    for (const asOf of ['2025-12-31', '2020-06-01']) {
      const booklet = await reportOf(demo, 'booklet', { asOf });
      const limit = await countVillages(demo, { q: '' }, asOf);
      const listed = await listVillagesAfter(demo, { q: '' }, { asOf, after: '', limit });
      expect(
        booklet.kind === 'booklet' && booklet.towns.flatMap(({ villages }) => villages.map(({ code }) => code)),
      ).toEqual(listed.map(({ code }) => code));
    }
    const one = await reportOf(demo, 'booklet', { town: '310118103' });
    expect(one.kind === 'booklet' && one.towns.map(({ villages }) => villages.length)).toEqual([25]);
  });

  test('names in its contents the page on which each village begins', async () => {
    const pdf = await print(demo, 'booklet');
    const pages = pagesOf(pdf);
    const contents = pages[1] ?? '';
    expect(contents.replaceAll(' ', '')).toContain('目录');
    const entries = [...contents.matchAll(/(\p{Script=Han}+)[ ·\u2060]+(\d+)/gu)].map(([, name, page]) => ({
      name,
      page,
    }));
    const named = entries.filter(({ name }) => name?.endsWith('村') || name?.endsWith('镇'));
    expect(named).toHaveLength(83 + 3);
    const numbered = new Map(
      pages.flatMap((page) => {
        const number = /—\s*(\d+)\s*—/u.exec(page)?.[1];
        return number === undefined ? [] : [[number, page] as const];
      }),
    );
    for (const { name, page } of named) {
      const lines = (numbered.get(page ?? '') ?? '').split('\n').map((line) => line.trim());
      expect(lines, `${name} on page ${page}`).toContain(name);
    }
  });

  test('has the towns and their villages as bookmarks', async () => {
    const bookmarks = pdfBookmarks(await print(demo, 'booklet'));
    expect(bookmarks.filter(({ depth }) => depth === 0).map(({ title }) => title)).toEqual([
      '朱家角镇',
      '练塘镇',
      '金泽镇',
    ]);
    expect(bookmarks.filter(({ depth }) => depth === 1)).toHaveLength(83);
  });

  test('says what is missing, never 0', async () => {
    expect(pdfCharacters(await print(facts, 'booklet', { town: '310118103' }))).toContain('主导产业未采集');
  });
});

describe('the brief', () => {
  test.each([null, ...towns])('of %s is exactly one page', async (town) => {
    for (const db of [demo, facts])
      for (const asOf of ['2020-01-01', '2022-03-05', '2024-06-30', '2025-12-31', '2026-11-24']) {
        const pdf = await print(db, 'brief', { asOf, ...(town !== null && { town }) });
        expect(pdfInfo(pdf)).toMatch(/Pages:\s+1\n/u);
      }
  });

  test('says in three sentences what the figures say', async () => {
    const lines = reportLines(await reportOf(demo, 'brief'));
    const sentences = lines.filter(([label]) => label.startsWith('要点')).map(([, text]) => text);
    expect(sentences).toEqual([
      '截至2025年12月31日，5 项目标中，1 项已达到，1 项尚不能判断。',
      expect.stringMatching(/^2025年以来，规划保留保护村美丽乡村覆盖增加 3 个，/),
      expect.stringMatching(/^离目标最远的是新增乡村振兴示范区，还差 6 个。绿色产品认证率若不续展，\d{4}年/),
    ]);
  });
});

describe('the figures of a report', () => {
  test.each(['progress', 'closing', 'brief'] as const)('in the %s are those of the overview', async (kind) => {
    const text = pdfCharacters(await print(demo, kind));
    const counted = (await getProgress(demo, { asOf: '2025-12-31' })).filter(
      ({ key }) => !key.startsWith('indicator-'),
    );
    for (const { label, value, unit } of counted)
      expect(text).toContain(`${label}${unit === '%' ? '30.6%' : `${value}${unit}`}`);
  });

  test('of table 1 stand beside them, of the three towns together alone', async () => {
    const lines = reportLines(await reportOf(demo, 'closing'));
    expect(lines.filter(([label]) => label.startsWith('规划表 1 的指标'))).toHaveLength(20);
    const ofTown = reportLines(await reportOf(demo, 'closing', { town: '310118102' }));
    expect(ofTown.filter(([label]) => label.startsWith('规划表 1 的指标'))).toEqual([]);
  });

  test('have the step of their year, as the overview has it', async () => {
    const { figures } = await getOverview(demo, { asOf: '2025-12-31' });
    const steps = reportLines(await reportOf(demo, 'progress')).filter(([label]) => label.startsWith('各项指标'));
    expect(figures.find(({ key }) => key === 'coverage')?.step).toBe(3);
    expect(steps[0]?.[1]).toMatch(/\+3$/);
  });

  test('read 未采集 where nothing was collected, and say what is missing', async () => {
    const text = pdfCharacters(await print(facts, 'progress'));
    expect(text).toContain('绿色产品认证率未采集30%以上未采集，不能判断');
    expect(text).toContain('还没有采集到可以计算的数');
    expect(text).toContain('规划基期市级美丽乡村待补登10');
  });
});

describe('the conclusion', () => {
  test('on the demonstration says what is met and what is not', async () => {
    const figures = await getProgress(demo, { asOf: '2025-12-31' });
    const [verdict, met, short] = conclusionOf(figures, '2025-12-31');
    expect(verdict).toBe(
      '规划定有目标的 25 项，按在册数据已达到 9 项，尚未达到 5 项，不能判断 11 项，规划目标没有全部达到。',
    );
    expect(met).toMatch(/^已达到的：绿色产品认证率（30.6 %，目标 30 %）、/);
    expect(short).toMatch(/^尚未达到的：规划保留保护村美丽乡村覆盖（61 个/);
  });

  test('never claims more than the figures, whatever they are', async () => {
    const figures = await getProgress(demo, { asOf: '2025-12-31' });
    const judgement = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(fc.array(judgement, { minLength: figures.length, maxLength: figures.length }), (judged) => {
        const some = figures.map((figure, place) => ({ ...figure, met: judged[place] ?? null }));
        const words = conclusionOf(some, '2025-12-31');
        const aimed = some.filter(({ target }) => target !== null);
        const all = aimed.every(({ met }) => met === true);
        expect(words.join('')).not.toContain('达标');
        expect(words.some((sentence) => sentence.includes('都已达到'))).toBe(all);
        const claimed = words.find((sentence) => sentence.startsWith('已达到的')) ?? '';
        for (const { label, met } of aimed) expect(claimed.includes(label)).toBe(met === true);
      }),
    );
  });

  test('before the end of the period, of a town, and without targets is no conclusion', async () => {
    const at = (asOf: string) => getProgress(demo, { asOf }).then((figures) => conclusionOf(figures, asOf).join(''));
    expect(await at('2024-12-31')).toContain('规划期还没有结束');
    expect(await at('2020-12-31')).toContain('不作结论');
    const town = await reportOf(demo, 'closing', { town: '310118102' });
    expect(reportLines(town)[0]?.[1]).toContain('本镇只列数');
  });
});
