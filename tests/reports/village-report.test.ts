import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { renderVillageSheet } from '#app/reports/village-report.pdf.server.ts';
import type { VillageSheet } from '#app/reports/village-sheet.ts';
import { pdfCharacters, pdfFonts, pdfInfo, pdfObjects, pdfQrCode, pdfStructure, pdfText } from '#tests/support/pdf.ts';
import { sampleSheet } from './village-sheet.sample.ts';

let typst: Typst;
beforeAll(() => {
  typst = createTypst();
});
afterAll(() => typst.close());

const print = (changes: Partial<VillageSheet> = {}) => renderVillageSheet(typst, { ...sampleSheet, ...changes });
const pageCount = (pdf: Uint8Array) => pdfInfo(pdf).match(/Pages:\s+(\d+)/u)?.[1];

describe('a village on paper', () => {
  it('is a tagged A4 document of two pages, dated by its change and not by the clock', async () => {
    const info = pdfInfo(await print());
    expect(info).toMatch(/Tagged:\s+yes/u);
    expect(info).toMatch(/\(A4\)/u);
    expect(info).toMatch(/Pages:\s+2\n/u);
    expect(info).toMatch(/Title:\s+张马村登记情况/u);
    expect(info).toMatch(/CreationDate:\s+Wed Dec 31 00:00:00 2025/u);
  });

  it('can be copied in Chinese, rare characters too, from embedded fonts alone', async () => {
    const pdf = await print();
    const text = pdfCharacters(pdf);
    for (const character of '溇甪滧埭圩葑漾泖厍浜') expect(text).toContain(character);
    expect(text).toContain('一、基本情况');
    expect(text).toContain('沪农委〔2021〕18号');
    expect(text).toContain('核验码7K3M-Q9XP');
    const fonts = pdfFonts(pdf);
    expect(fonts.length).toBeGreaterThan(1);
    expect(fonts.filter((font) => !font.embedded || !font.unicode)).toEqual([]);
  });

  it('has headings, header cells and words for its pictures', async () => {
    const pdf = await print();
    const structure = pdfStructure(pdf);
    expect(structure.match(/^ *H1 /gmu)).toHaveLength(1);
    expect(structure.match(/^ *H2 /gmu)).toHaveLength(4);
    expect(structure.match(/^ *TH\b/gmu)).toHaveLength(6 + 3 + 7);
    const objects = pdfObjects(pdf);
    expect(objects).toMatch(/"\/Lang": "(u:)?zh-CN"/u);
    for (const alt of [sampleSheet.chart?.alt, '核验二维码，核验码 7K3M-Q9XP']) {
      expect(objects).toMatch(new RegExp(`"/Alt": "(u:)?${alt}"`, 'u'));
    }
  });

  it('carries a code that a phone reads', async () => {
    expect(pdfQrCode(await print(), 2)).toBe(sampleSheet.verify.url);
  });

  it('says on every page what it is: demonstration data, day, change, time', async () => {
    const pages = pdfText(await print())
      .split('\f')
      .filter(Boolean);
    expect(pages).toHaveLength(2);
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(/^\s*(张马村登记情况)?\s+演示数据/u);
      expect(page).toContain('业务日期 2025年12月31日 · 登记版本 第 128 号 · 生成时间 2026年11月24日 16:20');
      expect(page.replaceAll(' ', '')).toContain(`—${index + 1}—`);
    }
    expect(pdfText(await print({ demo: false }))).not.toContain('演示数据');
  });

  it('numbers its sections without a gap and says where nothing is registered', async () => {
    const merged = '2004年3月1日，原溇里村、甪浜村合并为张马村。';
    const text = pdfCharacters(await print({ titles: [], areas: [], lineage: [merged] }));
    expect(text).toContain('二、荣誉与创建截至业务日期，暂无登记。三、示范片区截至业务日期，暂无登记。');
    expect(text).toContain('四、年度台账表1');
    expect(text).toContain(`五、沿革${merged}`);
    expect(pdfCharacters(await print())).not.toContain('沿革');
  });

  it('lists what is grown in the village beside its certificates, and no such section where nothing is', async () => {
    const milled = { product: '软香米', producer: '某某稻米专业合作社' };
    const certificate = '绿色食品 A 级 LB-15-1711196965A';
    const pdf = await print({ produce: [{ ...milled, certificate, state: '有效，有效期至2027年2月15日' }] });
    const text = pdfCharacters(pdf);
    expect(text).toContain('五、农产品与证书');
    for (const words of ['软香米', 'LB-15-1711196965A', '有效期至2027年2月15日']) expect(text).toContain(words);
    expect(pdfStructure(pdf).match(/^ *TH\b/gmu)).toHaveLength(6 + 3 + 7 + 4);
    expect(pdfCharacters(await print())).not.toContain('农产品');
  });

  it('prints a village of which little is known on one page', async () => {
    const profile = sampleSheet.profile.map(({ label }) => ({ label, value: '未采集' }));
    const pdf = await print({
      profile,
      introduction: null,
      titles: [],
      areas: [],
      statistics: { years: [], rows: [] },
      chart: null,
    });
    expect(pageCount(pdf)).toBe('1');
    expect(pdfText(pdf).match(/未采集/gu)).toHaveLength(profile.length);
  });

  it('sets 22 lines of 28 characters', async () => {
    const [, second = ''] = pdfText(await print({ introduction: '田'.repeat(2000) })).split('\f');
    const lines = second.match(/田+/gu) ?? [];
    expect(lines).toHaveLength(22);
    expect(new Set(lines.map((line) => line.length))).toEqual(new Set([28]));
  });

  it('repeats the header of a long table and loses no row', async () => {
    const titles = Array.from({ length: 60 }, (_, index) => ({
      programme: `第${index}项`,
      awardYear: '2021年',
      stage: '命名',
      day: '不晚于2021年12月31日',
      document: '未采集',
      confirmed: '待区确认',
    }));
    const pages = pdfText(await print({ titles })).split('\f');
    const withTitles = pages.filter((page) => page.includes('待区确认'));
    expect(withTitles.length).toBeGreaterThan(2);
    for (const page of withTitles) expect(page).toMatch(/项目 +年度 +阶段/u);
    for (const { programme } of titles) expect(pages.filter((page) => page.includes(programme))).toHaveLength(1);
  });

  it('prints markup as it was typed', async () => {
    const typed = '#panic() $x$ [ ] \\ " */ @label <a> = 标题 - 项 `code` // 注 *粗* _斜_ ~ --- #let data = none';
    const pdf = await print({
      title: typed,
      introduction: typed,
      profile: [{ label: typed, value: typed }],
      areas: [{ name: typed, kind: '片区', since: '未采集' }],
      produce: [{ product: typed, producer: typed, certificate: '没有登记证书', state: '—' }],
      lineage: [typed],
    });
    const times = pdfCharacters(pdf).split(typed.replaceAll(' ', '')).length - 1;
    // Title, label, value, introduction, area, product, producer, lineage; the running head of later pages comes on top.
    expect(times).toBeGreaterThanOrEqual(8);
  });
});

describe('printing again', () => {
  it('gives the same bytes from another thread', async () => {
    const another = createTypst();
    try {
      expect(Buffer.from(await renderVillageSheet(another, sampleSheet)).equals(await print())).toBe(true);
    } finally {
      await another.close();
    }
  });

  it('at another time changes nothing but the time in the foot', async () => {
    const foot = { ...sampleSheet.foot, generatedAt: '2026年11月25日 08:05' };
    const [first, second] = [pdfText(await print()), pdfText(await print({ foot }))];
    expect(second).not.toBe(first);
    expect(second.replaceAll(foot.generatedAt, sampleSheet.foot.generatedAt)).toBe(first);
  });
});
