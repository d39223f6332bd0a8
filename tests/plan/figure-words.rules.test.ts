import { describe, expect, it } from 'vitest';
import { figures } from '#app/plan/figure.rules.ts';
import { barOf, metSentence, shareWords, stepWords, stockWords, targetWords } from '#app/plan/figure-words.rules.ts';
import { input, keys, step, title, village } from './figure-input.ts';

const villages = [village('310118104201')];
const titles = [title('t', '310118104201', 2023, step('named', '2023-12-20'))];
const [coverage, cityLevel, districtLevel] = keys.map((key) => figures[key](input(key, { villages, titles })));

describe('figures in words', () => {
  it('says the stock as the plan reckons it and as the register holds it', () => {
    expect(cityLevel && stockWords(cityLevel)).toEqual({
      planned: '基期 13 ＋ 新创建 19 ＝ 32 个',
      registered: '基期 0 ＋ 新创建 1 ＝ 1 个',
    });
    expect(coverage && stockWords(coverage)).toBeNull();
  });

  it('draws the plan’s baseline before what is new, and no bar where nothing is to be reached', () => {
    expect(cityLevel && barOf(cityLevel)).toEqual({ value: 14, target: 32, baseline: 13 });
    expect(coverage && barOf(coverage)).toEqual({ value: 1, target: 74, baseline: null });
    expect(districtLevel && barOf(districtLevel)).toBeNull();
  });

  it('names the target, and of one town none', () => {
    expect([coverage, cityLevel, districtLevel].map((figure) => figure && targetWords(figure))).toEqual([
      '目标 74 个，全部',
      '目标 19 个',
      '未定目标',
    ]);
    const town = { code: '310118104', name: '金泽镇' };
    expect(targetWords(figures.coverage(input('coverage', { town, villages, titles })))).toBe('目标按三镇合计，不分镇');
  });

  it('gives a share only of a whole, with one decimal', () => {
    expect([coverage, cityLevel].map((figure) => figure && shareWords(figure))).toEqual(['1.4 %', null]);
  });

  it('says what the year has brought, and nothing where that is unknown', () => {
    const said = { ...figures.coverage(input('coverage')), asOf: '2025-12-31' };
    expect([2, 0, -1, null].map((amount) => stepWords(said, amount))).toEqual([
      '2025年内 +2',
      '2025年内没有变化',
      '2025年内 −1',
      null,
    ]);
  });

  it('counts the targets that are met', () => {
    const met = (values: (boolean | null)[]) =>
      metSentence(values.map((each) => ({ ...figures.coverage(input('coverage')), met: each })));
    expect(met([true, false, null, false])).toBe('4 项目标中，1 项已达到，1 项尚不能判断。');
    expect(met([true, false])).toBe('2 项目标中，1 项已达到。');
    expect(met([false, false])).toBe('2 项目标都还没有达到。');
    expect(met([true, true])).toBe('2 项目标都已达到。');
    expect(met([null])).toBe('1 项目标都尚不能判断。');
    expect(metSentence([figures['district-level'](input('district-level'))])).toBe('');
  });
});
