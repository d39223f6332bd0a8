import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMet, pathToTarget, trendOf, versionInForce } from '#app/plan/target.rules.ts';

test('met is said only where there is an edge to compare with', () => {
  expect(isMet(19, { kind: 'at-least', value: 19 })).toBe(true);
  expect(isMet(18, { kind: 'at-least', value: 19 })).toBe(false);
  expect(isMet(0, { kind: 'at-least', value: 19 })).toBe(false);
  expect(isMet(null, { kind: 'at-least', value: 19 })).toBe(null);
  expect(isMet(19, null)).toBe(null);
  for (const kind of ['about', 'cumulative-about', 'relative', 'assigned'] as const)
    expect(isMet(5, { kind, value: null })).toBe(null);
  expect(isMet(8.1, { kind: 'about', value: 8 })).toBe(true);
  expect(isMet(7.8, { kind: 'about', value: 8 })).toBe(null);
  expect(isMet(8, { kind: 'relative', value: 8 })).toBe(false);
});

test('the highest version in force on the day is the one that holds', () => {
  const versions = [
    { version: 2, inForceFrom: '2023-09-01' },
    { version: 1, inForceFrom: '2021-01-01' },
    { version: 3, inForceFrom: '2023-09-01' },
  ];
  const on = (day: string) => versionInForce(versions, day)?.version ?? null;
  expect([on('2020-12-31'), on('2021-01-01'), on('2023-08-31'), on('2023-09-01')]).toEqual([null, 1, 1, 3]);
});

test('the trend stands at each year’s end gone by and, between two of them, on the day itself', () => {
  const years = { from: 2020, to: 2025 };
  const daysOf = (asOf: string) => trendOf((day) => Number(day.slice(0, 4)), { ...years, asOf }).map(({ day }) => day);
  expect(daysOf('2022-06-30')).toEqual(['2020-12-31', '2021-12-31', '2022-06-30']);
  expect(daysOf('2021-12-31')).toEqual(['2020-12-31', '2021-12-31']);
  expect(daysOf('2026-05-01').at(-1)).toBe('2025-12-31');
  expect(daysOf('2020-06-01')).toEqual([]);
  expect(trendOf(() => null, { ...years, asOf: '2020-12-31' })).toEqual([{ day: '2020-12-31', value: null }]);
});

test('the path runs straight from the baseline to the target and ends on it exactly', () => {
  expect(pathToTarget({ year: 2020, value: 0 }, { year: 2025, value: 20 }).map(({ value }) => value)).toEqual([
    0, 4, 8, 12, 16, 20,
  ]);
  const point = fc.record({
    year: fc.integer({ min: 2015, max: 2035 }),
    value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  });
  fc.assert(
    fc.property(point, point, (from, to) => {
      const path = pathToTarget(from, to);
      expect(path.at(-1)).toEqual(to);
      for (const { value } of path) {
        expect(value).toBeGreaterThanOrEqual(Math.min(from.value, to.value) - 1e-6);
        expect(value).toBeLessThanOrEqual(Math.max(from.value, to.value) + 1e-6);
      }
    }),
  );
});
