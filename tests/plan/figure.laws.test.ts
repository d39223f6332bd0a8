import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figures } from '#app/plan/figure.rules.ts';
import { Figure } from '#app/plan/figure.schema.ts';
import type { FigureInput } from '#app/plan/figure-input.rules.ts';
import { leftOutWords } from '#app/plan/plan.fields.ts';
import { Stage } from '#app/titles/title.schema.ts';
import { ids, input, keys, left, programmes, towns } from './figure-input.ts';

describe('laws', () => {
  const codes = Array.from({ length: 7 }, (_, place) => `v${place}`);
  const day = fc.constantFrom(
    '2019-05-01',
    '2020-12-31',
    '2021-01-15',
    '2022-06-01',
    '2023-12-20',
    '2025-12-31',
    '2026-02-01',
  );
  const anyVillages = fc.tuple(
    ...codes.map((code) =>
      fc.record({
        code: fc.constant(code),
        name: fc.constant(`${code}村`),
        townCode: fc.constantFrom(...towns.map((town) => town.code)),
        retention: fc.constantFrom(
          'retained' as const,
          'retained' as const,
          'unconfirmed' as const,
          'not-retained' as const,
        ),
      }),
    ),
  );
  const way = (stages: readonly Stage[]) =>
    fc.array(
      fc.record({
        stage: fc.constantFrom(...stages),
        day,
        precision: fc.constantFrom('exact' as const, 'no-later-than' as const),
        reason: fc.constant(null),
        confirmation: fc.constantFrom(
          'confirmed' as const,
          'confirmed' as const,
          'pending' as const,
          'declined' as const,
        ),
      }),
      { minLength: 1, maxLength: 4 },
    );
  const anyTitles = (stages: readonly Stage[]) =>
    fc
      .array(
        fc.record({
          villageCode: fc.constantFrom(...codes),
          programmeKey: fc.constantFrom(...programmes),
          awardYear: fc.constantFrom(null, 2020, 2021, 2025, 2026),
          steps: way(stages),
        }),
        { maxLength: 14 },
      )
      .map((rows) =>
        rows.map((row, id) => ({
          ...row,
          id: `t${id}`,
          programmeName: row.programmeKey,
          steps: row.steps
            .toSorted((a, b) => (a.day < b.day ? -1 : 1))
            .map((each, sequence) => ({
              ...each,
              sequence,
              confirmation: each.stage === 'named' ? each.confirmation : null,
            })),
        })),
      );
  const anyMembers = fc.subarray(codes).chain((chosen) =>
    fc.tuple(
      ...chosen.map((villageCode) =>
        fc.record({
          areaId: fc.constantFrom('shangta', 'other'),
          villageCode: fc.constant(villageCode),
          since: fc.oneof(fc.constant(null), day),
          membership: fc.constantFrom('confirmed' as const, 'confirmed' as const, 'to-be-confirmed' as const),
        }),
      ),
    ),
  );
  const ground = (stages: readonly Stage[] = Stage.options) =>
    fc.record({ villages: anyVillages, titles: anyTitles(stages), members: anyMembers, asOf: day });
  const newBy = fc.constantFrom('award-year', 'named-on');
  const settingsOf = (key: (typeof keys)[number], by: string) => (key === 'city-level' ? { newBy: by } : {});

  test('the towns add up to the whole, in the number and in the receipt', () => {
    fc.assert(
      fc.property(ground(), fc.constantFrom(...keys), newBy, (rows, key, by) => {
        const whole = figures[key](input(key, rows, settingsOf(key, by)));
        const parts = towns.map((town) => figures[key](input(key, { ...rows, town }, settingsOf(key, by))));
        expect(parts.reduce((sum, part) => sum + (part.value ?? 0), 0)).toBe(whole.value);
        expect(parts.flatMap(ids).toSorted()).toEqual(ids(whole).toSorted());
        expect(Object.assign({}, ...parts.map(left))).toEqual(left(whole));
        for (const part of parts)
          expect(part).toMatchObject({
            denominator: null,
            baseline: null,
            target: null,
            met: null,
            reconciliation: null,
          });
      }),
    );
  });

  test('each row is looked at exactly once, and the value is the number of rows counted', () => {
    const considered: Record<
      (typeof keys)[number],
      (rows: Pick<FigureInput, 'villages' | 'titles' | 'members'>) => string[]
    > = {
      coverage: ({ villages }) => villages.map(({ code }) => code),
      'city-level': ({ titles }) => titles.filter((each) => each.programmeKey === 'city-beautiful').map(({ id }) => id),
      'district-level': ({ titles }) => [
        ...new Set(titles.filter((each) => each.programmeKey === 'district-beautiful').map((each) => each.villageCode)),
      ],
      shangta: ({ members }) => members.filter((each) => each.areaId === 'shangta').map((each) => each.villageCode),
    };
    fc.assert(
      fc.property(ground(), fc.constantFrom(...keys), newBy, (rows, key, by) => {
        const figure = figures[key](input(key, rows, settingsOf(key, by)));
        const seen = [...ids(figure), ...figure.excluded.map(({ id }) => id)];
        expect(seen.toSorted()).toEqual(considered[key](rows).toSorted());
        expect(figure.value).toBe(figure.included.length);
        for (const item of figure.excluded) expect(item.reason).toBe(leftOutWords[item.code]);
        expect(Figure.parse(figure)).toEqual(figure);
      }),
    );
  });

  test('without a revocation a later day never has less', () => {
    const stages = Stage.options.filter((stage) => stage !== 'revoked');
    fc.assert(
      fc.property(ground(stages), day, fc.constantFrom(...keys), newBy, (rows, later, key, by) => {
        const [first = '', second = ''] = [rows.asOf, later].toSorted();
        const before = figures[key](input(key, { ...rows, asOf: first }, settingsOf(key, by)));
        const after = figures[key](input(key, { ...rows, asOf: second }, settingsOf(key, by)));
        expect(ids(after)).toEqual(expect.arrayContaining(ids(before)));
      }),
    );
  });

  test('the order in which rows arrive changes nothing', () => {
    fc.assert(
      fc.property(ground(), fc.constantFrom(...keys), (rows, key) => {
        const turned = {
          ...rows,
          villages: rows.villages.toReversed(),
          titles: rows.titles.toReversed(),
          members: rows.members.toReversed(),
        };
        expect(figures[key](input(key, turned))).toEqual(figures[key](input(key, rows)));
      }),
    );
  });
});
