/** What must hold of every indicator of table 1, whatever was entered. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  holdsFrom,
  type ObservationRow,
  type ObservedGround,
  observedFigureOn,
} from '#app/plan/observed-figure.rules.ts';
import { judgeTarget } from '#app/plan/target.rules.ts';
import { methodOf, row, tableOf } from './observed-ground.ts';

const kinds = ['at-least', 'about', 'cumulative-about', 'relative', 'assigned', 'equal'] as const;
const number = fc.integer({ min: -200, max: 2000 }).map((value) => value / 10);
const maybe = fc.option(number);
const judging = fc.record({
  better: fc.constantFrom('more' as const, 'less' as const),
  tolerance: fc.option(fc.integer({ min: 0, max: 20 })),
  comparison: fc.constantFrom('above' as const, 'reach' as const),
});
const target = fc.record({ kind: fc.constantFrom(...kinds), value: maybe });

describe('a verdict', () => {
  test('is never given on a value, a target or a comparison that is missing', () => {
    fc.assert(
      fc.property(target, judging, maybe, fc.boolean(), (aim, rule, comparison, complete) => {
        expect(judgeTarget({ value: null, comparison, complete }, aim, rule).met).toBe(null);
        expect(judgeTarget({ value: 5, comparison, complete }, null, rule).met).toBe(null);
        if (aim.kind !== 'relative')
          expect(judgeTarget({ value: 5, comparison, complete }, { ...aim, value: null }, rule).met).toBe(null);
        expect(judgeTarget({ value: 5, comparison: null, complete }, { kind: 'relative', value: 1 }, rule).met).toBe(
          null,
        );
      }),
    );
  });

  test('on a year that is missing can only be that a sum has been reached already', () => {
    fc.assert(
      fc.property(target, judging, number, maybe, (aim, rule, value, comparison) => {
        const { met } = judgeTarget({ value, comparison, complete: false }, aim, rule);
        if (met !== null)
          expect([met, aim.kind, value >= (aim.value ?? value + 1)]).toEqual([true, 'cumulative-about', true]);
      }),
    );
  });

  test('is not turned from met into not met by more of what is wanted', () => {
    fc.assert(
      fc.property(target, judging, number, number, maybe, (aim, rule, value, more, comparison) => {
        fc.pre(aim.kind !== 'equal');
        const better = rule.better === 'more' ? value + Math.abs(more) : value - Math.abs(more);
        const before = judgeTarget({ value, comparison, complete: true }, aim, rule).met;
        const after = judgeTarget({ value: better, comparison, complete: true }, aim, rule).met;
        if (before === true) expect(after).toBe(true);
        if (after === false) expect(before).not.toBe(true);
      }),
    );
  });

  test('is never not met of about, as long as nobody has settled how near that is', () => {
    fc.assert(
      fc.property(number, number, (value, aim) => {
        const rule = { better: 'more', tolerance: null, comparison: 'above' } as const;
        for (const kind of ['about', 'cumulative-about'] as const)
          expect(judgeTarget({ value, comparison: null, complete: true }, { kind, value: aim }, rule).met).not.toBe(
            false,
          );
      }),
    );
  });
});

const observations = fc.uniqueArray(
  fc.record({
    year: fc.integer({ min: 2020, max: 2026 }),
    value: number,
    comparison: maybe,
    observedOn: fc.constantFrom('2021-02-01', '2022-02-01', '2024-02-01', '2025-12-31', '2026-02-01', '2027-02-01'),
    confirmation: fc.constantFrom('pending' as const, 'confirmed' as const, 'declined' as const),
  }),
  { selector: ({ year }) => year },
);
const asOf = fc.constantFrom('2020-12-31', '2022-06-30', '2024-02-01', '2025-12-31', '2026-02-01', '2030-01-01');
const value = fc.constantFrom('latest' as const, 'sum' as const, 'average-growth' as const);
const ground = fc.tuple(observations, target, value, judging).map(([years, aim, kind, rule]): ObservedGround => {
  const rows: ObservationRow[] = years.map((year) => row(year.year, year.value, year));
  return tableOf(rows, aim, methodOf({ ...rule, value: kind }));
});

describe('the figure of an indicator', () => {
  const figure = (table: ObservedGround, day: string) => {
    const found = observedFigureOn(table, 'indicator-1', { asOf: day, town: null });
    if (found === null) throw new Error('no figure');
    return found;
  };

  test('is a number or nothing, and counts or leaves out every row', () => {
    fc.assert(
      fc.property(ground, asOf, (table, day) => {
        const { value, included, excluded, met, verdict } = figure(table, day);
        expect(value === null || Number.isFinite(value)).toBe(true);
        expect(included.length + excluded.length).toBe(table.observations.length);
        if (included.length === 0) expect([value, met]).toEqual([null, null]);
        expect(verdict).toMatch(/已达到|尚未达到|判断/);
        expect(/已达到/.test(verdict ?? '')).toBe(met === true);
      }),
    );
  });

  test('rests on nothing that was not confirmed, not yet known, or outside the plan’s years', () => {
    fc.assert(
      fc.property(ground, asOf, (table, day) => {
        const counting = (one: ObservationRow) =>
          one.confirmation === 'confirmed' && holdsFrom(one) <= day && one.year >= 2021 && one.year <= 2025;
        const without = { ...table, observations: table.observations.filter(counting) };
        const [all, alone] = [figure(table, day), figure(without, day)];
        expect([all.value, all.met, all.verdict]).toEqual([alone.value, alone.met, alone.verdict]);
      }),
    );
  });

  test('of a mean lies between the worst and the best year', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -990, max: 3000 }), { minLength: 1, maxLength: 5 }), (rates) => {
        const rows = rates.map((rate, place) => row(2021 + place, rate / 10));
        const table = tableOf(rows, { kind: 'about', value: 8 }, methodOf({ value: 'average-growth' }));
        const { value } = figure(table, '2026-06-01');
        expect(value).toBeGreaterThanOrEqual(Math.min(...rates) / 10 - 1e-5);
        expect(value).toBeLessThanOrEqual(Math.max(...rates) / 10 + 1e-5);
      }),
    );
  });
});
