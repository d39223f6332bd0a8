import { describe, expect, test } from 'vitest';
import { figures } from '#app/plan/figure.rules.ts';
import { ids, input, left, type Member, step, type Title, title, village } from './figure-input.ts';

describe('coverage', () => {
  test('every village is counted or left out with its reason; the denominator stays the 74 of the plan', () => {
    const figure = figures.coverage(
      input('coverage', {
        villages: [
          village('a'),
          village('b'),
          village('c'),
          village('d', { retention: 'unconfirmed' }),
          village('e', { retention: 'unconfirmed' }),
          village('f', { retention: 'not-retained' }),
        ],
        titles: [
          title('1', 'a', 2022, step('named', '2023-01-10')),
          {
            ...title('2', 'a', 2021, step('named', '2022-01-10')),
            programmeKey: 'village-beautiful',
            programmeName: '村级美丽乡村',
          },
          title('3', 'c', null, step('accepted', '2024-05-01')),
          title('4', 'c', 2024, step('named', '2024-06-01', { confirmation: 'pending' })),
          title('5', 'd', 2021, step('named', '2022-01-10')),
          title('6', 'f', 2021, step('named', '2022-01-10')),
          { ...title('7', 'b', 2021, step('named', '2022-01-10')), programmeKey: 'smart-village' },
        ],
      }),
    );
    expect(ids(figure)).toEqual(['a']);
    expect(figure.included[0]?.note).toBe('村级美丽乡村，2021年度，2022年1月10日命名');
    expect(left(figure)).toEqual({
      b: 'no-title',
      c: 'awaiting-confirmation',
      d: 'titled-unconfirmed',
      e: 'retention-unconfirmed',
      f: 'not-retained',
    });
    expect(figure).toMatchObject({ value: 1, numerator: 1, denominator: 74, met: null });
    expect(figure.reconciliation?.text).toBe('规划 74 · 在册 3 · 待补登 71');
  });

  test('a village merged since stays one of the plan, and the receipt says so', () => {
    const villages = [village('a', { retired: '2024-03-01' })];
    const figure = figures.coverage(
      input('coverage', { villages, titles: [title('1', 'a', 2021, step('named', '2022-01-10'))] }),
    );
    expect(figure.value).toBe(1);
    expect(figure.included[0]?.note).toContain('2024年3月1日起撤并');
  });

  test('is met at 74', () => {
    const villages = Array.from({ length: 74 }, (_, place) => village(`v${place}`));
    const titles = villages.map(({ code }) => title(code, code, 2021, step('named', '2022-01-10')));
    expect(figures.coverage(input('coverage', { villages, titles })).met).toBe(true);
    expect(figures.coverage(input('coverage', { villages, titles: titles.slice(1) })).met).toBe(false);
  });
});

describe('city-level', () => {
  const stated = ['cb', 'wj', 'df'].map((code) =>
    title(code, code, null, step('named', '2020-12-31', { precision: 'no-later-than' })),
  );
  const villages = ['cb', 'wj', 'df', 'n1', 'n2', 'n3', 'n4', 'n5'].map((code) => village(code));

  test('the three that the plan names are its baseline, reconciled with its 13', () => {
    const figure = figures['city-level'](input('city-level', { villages, titles: stated }));
    expect(figure.value).toBe(0);
    expect(left(figure)).toEqual({ cb: 'baseline', wj: 'baseline', df: 'baseline' });
    expect(figure.excluded[0]?.reason).toBe('属于规划基期');
    expect(figure.reconciliation?.text).toBe('规划 13 · 在册 3 · 待补登 10');
    expect(figure.stock).toEqual({ baseline: 3, added: 0, total: 3, planned: 32 });
  });

  const titles = [
    ...stated,
    title('n1', 'n1', 2020, step('named', '2021-01-20')),
    title('n2', 'n2', 2021, step('named', '2022-01-20')),
    title('n3', 'n3', 2025, step('named', '2026-01-15')),
    title('n4', 'n4', null, step('named', '2021-01-20')),
    title('n5', 'n5', 2026, step('named', '2026-12-20')),
    title('n2-again', 'n2', 2023, step('named', '2023-12-20')),
  ];

  test('new goes by the award year: 2020年度 named in January 2021 is not, 2025年度 named in January 2026 is', () => {
    const figure = figures['city-level'](input('city-level', { villages, titles, asOf: '2026-12-31' }));
    expect(ids(figure)).toEqual(['n2', 'n3']);
    expect(left(figure)).toMatchObject({
      n1: 'baseline',
      n4: 'year-unknown',
      n5: 'after-period',
      'n2-again': 'already-counted',
    });
    expect(figure.reconciliation).toMatchObject({ planSays: 13, registered: 4, missing: 9 });
    expect(figure.stock).toEqual({ baseline: 4, added: 2, total: 6, planned: 32 });
  });

  test('or by the day of naming, where the method says so', () => {
    const figure = figures['city-level'](
      input('city-level', { villages, titles, asOf: '2026-12-31' }, { newBy: 'named-on' }),
    );
    expect(ids(figure)).toEqual(['n1', 'n2', 'n4']);
    expect(left(figure)).toMatchObject({ n3: 'after-period', cb: 'baseline' });
    const bounded = [title('x', 'n1', 2022, step('named', '2022-12-31', { precision: 'no-later-than' }))];
    const unsure = figures['city-level'](input('city-level', { villages, titles: bounded }, { newBy: 'named-on' }));
    expect(left(unsure)).toEqual({ x: 'year-unknown' });
  });

  test('more in the register than in the plan is said, not hidden', () => {
    const more = Array.from({ length: 14 }, (_, place) => `m${place}`);
    const figure = figures['city-level'](
      input('city-level', {
        villages: more.map((code) => village(code)),
        titles: more.map((code) => title(code, code, 2019, step('named', '2020-01-01'))),
      }),
    );
    expect(figure.reconciliation).toMatchObject({ missing: 0, text: '规划 13 · 在册 14 · 多出 1' });
  });
});

test('district-level is a stock without a target; only its baseline part answers to the plan’s 32', () => {
  const district = (each: Title) => ({
    ...each,
    programmeKey: 'district-beautiful',
    programmeName: '区级美丽乡村示范村',
  });
  const figure = figures['district-level'](
    input('district-level', {
      villages: ['a', 'b', 'c', 'd'].map((code) => village(code, { retention: 'unconfirmed' })),
      titles: [
        title('1', 'a', null, step('named', '2020-12-31', { precision: 'no-later-than' })),
        title('2', 'b', 2022, step('named', '2023-01-01')),
        title('3', 'c', 2021, step('named', '2022-01-01'), step('revoked', '2024-01-01')),
      ].map(district),
    }),
  );
  expect(ids(figure)).toEqual(['a', 'b']);
  expect(left(figure)).toEqual({ c: 'revoked' });
  expect(figure).toMatchObject({ value: 2, denominator: null, target: null, met: null, baseline: 32 });
  expect(figure.reconciliation?.text).toBe('规划 32 · 在册 1 · 待补登 31');
});

test('shangta counts confirmed members only, out of the plan’s nine', () => {
  const member = (villageCode: string, more: Partial<Member> = {}): Member => ({
    areaId: 'shangta',
    villageCode,
    since: null,
    membership: 'confirmed',
    ...more,
  });
  const codes = ['a', 'b', 'c', 'd', 'e'];
  const figure = figures.shangta(
    input('shangta', {
      villages: codes.map((code) => village(code)),
      titles: codes.filter((code) => code !== 'c').map((code) => title(code, code, 2021, step('named', '2022-01-01'))),
      members: [
        member('a'),
        member('b', { membership: 'to-be-confirmed' }),
        member('c'),
        member('d', { since: '2026-01-01' }),
        member('e', { areaId: 'other' }),
      ],
    }),
  );
  expect(ids(figure)).toEqual(['a']);
  expect(left(figure)).toEqual({ b: 'membership-unconfirmed', c: 'no-title', d: 'joined-later' });
  expect(figure).toMatchObject({ value: 1, denominator: 9, met: null });
});

describe('whether a target is met', () => {
  const many = (count: number, year: number | null, day: string, from = 0) =>
    Array.from({ length: count }, (_, place) => {
      const code = `v${from + place}`;
      return title(code, code, year, step('named', day));
    });
  const villages = Array.from({ length: 83 }, (_, place) => village(`v${place}`));
  const cityLevel = (...titles: ReturnType<typeof many>[]) =>
    figures['city-level'](input('city-level', { villages, titles: titles.flat() })).met;
  const baseline = many(13, 2019, '2019-12-01');

  test('is not told of new titles before the baseline is registered, on neither side of the target', () => {
    expect(cityLevel(many(19, 2022, '2022-12-01', 20))).toBeNull();
    expect(cityLevel(baseline.slice(1), many(19, 2022, '2022-12-01', 20))).toBeNull();
    expect(cityLevel(baseline, many(19, 2022, '2022-12-01', 20))).toBe(true);
    expect(cityLevel(baseline, many(18, 2022, '2022-12-01', 20))).toBe(false);
  });

  test('is not told while titles of an unknown year could make the difference', () => {
    const unknown = many(2, null, '2022-06-01', 60);
    expect(cityLevel(baseline, many(18, 2022, '2022-12-01', 20), unknown)).toBeNull();
    expect(cityLevel(baseline, many(16, 2022, '2022-12-01', 20), unknown)).toBe(false);
    expect(cityLevel(baseline, many(19, 2022, '2022-12-01', 20), unknown)).toBe(true);
  });

  test('is not told of all villages before it is known which 74 they are', () => {
    const titles = many(75, 2022, '2022-12-01');
    const of = (count: number) =>
      figures.coverage(input('coverage', { villages: villages.slice(0, count), titles })).met;
    expect([of(73), of(74), of(75)]).toEqual([null, true, null]);
  });

  test('is not told of the nine before they are confirmed', () => {
    const members = (confirmed: number) =>
      Array.from({ length: 9 }, (_, place) => {
        const membership = place < confirmed ? ('confirmed' as const) : ('to-be-confirmed' as const);
        return { areaId: 'shangta', villageCode: `v${place}`, since: null, membership };
      });
    const of = (confirmed: number, titled: number) =>
      figures.shangta(
        input('shangta', { villages, members: members(confirmed), titles: many(titled, 2022, '2022-12-01') }),
      ).met;
    expect([of(0, 0), of(8, 9), of(9, 8), of(9, 9)]).toEqual([null, null, false, true]);
  });
});

test('settings that the method row does not hold rightly are refused, not guessed', () => {
  expect(() => figures.shangta(input('shangta', { method: { version: 1, text: '', settings: '{}' } }))).toThrow();
  expect(() => figures.coverage(input('coverage', {}, { programms: ['city-beautiful'] }))).toThrow();
});
