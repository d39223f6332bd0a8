import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exclusionWords, stageWords } from '#app/titles/title.fields.ts';
import { checkSteps, levelOn, mayConfirm, standingOn } from '#app/titles/title.rules.ts';
import { type Level, levels } from '#app/villages/level.rules.ts';
import { anyDay, anySteps, climbed, clock, days, grownSteps, namedIn2023, steps } from './steps.ts';

describe('what a title is worth on a day', () => {
  test('it counts from the day of naming, and through a review', () => {
    expect(standingOn(climbed, '2023-01-09')).toMatchObject({
      counts: false,
      stage: 'published',
      reason: 'named-later',
    });
    expect(standingOn(climbed, '2023-01-10')).toMatchObject({
      counts: true,
      stage: 'named',
      reason: null,
      namedOn: '2023-01-10',
    });
    const review = steps(...namedIn2023, { stage: 'under-review', day: '2024-01-01' });
    expect(standingOn(review, '2024-05-01')).toMatchObject({ counts: true, stage: 'under-review' });
  });

  test('each reason not to count is told apart', () => {
    const on = (asOf: string, ...given: Parameters<typeof steps>) => standingOn(steps(...given), asOf).reason;
    expect(on('2024-01-01')).toBe('not-named-yet');
    expect(on('2024-01-01', { stage: 'accepted', day: '2023-01-01' })).toBe('not-named-yet');
    expect(on('2024-01-01', { stage: 'named', day: '2024-01-02' })).toBe('named-later');
    expect(on('2024-01-01', { stage: 'named', day: '2023-01-01', confirmation: 'pending' })).toBe(
      'awaiting-confirmation',
    );
    expect(on('2024-01-01', { stage: 'named', day: '2023-01-01', confirmation: null })).toBe('awaiting-confirmation');
    expect(on('2024-01-01', { stage: 'named', day: '2023-01-01', confirmation: 'declined' })).toBe('declined');
    expect(on('2024-01-01', { stage: 'applied', day: '2023-01-01' }, { stage: 'cancelled', day: '2023-02-01' })).toBe(
      'cancelled',
    );
    expect(on('2024-01-01', { stage: 'applied', day: '2023-01-01' }, { stage: 'returned', day: '2023-02-01' })).toBe(
      'returned',
    );
    expect(on('2024-01-01', { stage: 'named', day: '2022-01-01' }, { stage: 'revoked', day: '2024-01-01' })).toBe(
      'revoked',
    );
    expect(on('2023-12-31', { stage: 'named', day: '2022-01-01' }, { stage: 'revoked', day: '2024-01-01' })).toBe(null);
  });

  test('a naming known as no later than a day counts from it; before it nobody knows, unless a step ahead is dated', () => {
    const stated = steps({ stage: 'named', day: '2020-12-31', precision: 'no-later-than' });
    expect(standingOn(stated, '2020-12-31')).toMatchObject({ counts: true, namedPrecision: 'no-later-than' });
    expect(standingOn(stated, '2020-12-30')).toMatchObject({ counts: false, reason: 'date-unknown' });
    const dated = steps(
      { stage: 'accepted', day: '2019-05-01' },
      { stage: 'named', day: '2020-12-31', precision: 'no-later-than' },
    );
    expect(standingOn(dated, '2019-05-01').reason).toBe('date-unknown');
    expect(standingOn(dated, '2019-04-30').reason).toBe('named-later');
  });

  test('a renewed naming that waits or is declined takes nothing away', () => {
    for (const confirmation of ['pending', 'declined'] as const) {
      const rows = steps(
        { stage: 'named', day: '2021-01-01' },
        { stage: 'under-review', day: '2023-01-01' },
        { stage: 'named', day: '2023-06-01', confirmation },
      );
      expect(standingOn(rows, '2024-01-01')).toMatchObject({ counts: true, namedOn: '2021-01-01' });
    }
  });

  test('answers on different days never contradict each other', () => {
    const accepted = fc.oneof(
      grownSteps,
      anySteps.filter((rows) => checkSteps(rows, clock).length === 0),
    );
    fc.assert(
      fc.property(
        accepted,
        fc.date({ min: new Date('2018-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        anyDay,
        (rows, date, step) => {
          for (const asOf of [date.toISOString().slice(0, 10), step]) {
            const standing = standingOn(rows, asOf);
            const past = rows.filter((row) => row.day <= asOf);
            const moved = past.filter((row) => row.confirmation !== 'declined');
            expect(standing.stage).toBe(moved.at(-1)?.stage ?? null);
            expect(standing.counts).toBe(standing.reason === null);
            expect(standing.counts).toBe(standing.namedOn !== null && standing.revokedOn === null);
            // Between two steps nothing changes: the day asked for says the same as the last day on which something happened.
            const event = past
              .map(({ day }) => day)
              .toSorted()
              .at(-1);
            if (event) expect(standingOn(rows, event).counts).toBe(standing.counts);
            if (event) expect(standingOn(rows, event).stage).toBe(standing.stage);
            for (const later of days.filter((day) => day >= asOf)) {
              const then = standingOn(rows, later);
              if (standing.revokedOn)
                expect(then).toMatchObject({ counts: false, reason: 'revoked', revokedOn: standing.revokedOn });
              if (standing.counts) expect(then.counts || then.reason === 'revoked').toBe(true);
              if (standing.namedOn) expect(then.namedOn).toBe(standing.namedOn);
            }
          }
        },
      ),
    );
  });
});

describe('the level of a village', () => {
  const title = fc.record({ level: fc.constantFrom<Level | null>(...levels, null), steps: grownSteps });

  test('is the highest of the titles that count, and one more title never lowers it', () => {
    const rank = (level: Level | null) => (level === null ? levels.length : levels.indexOf(level));
    fc.assert(
      fc.property(fc.array(title, { maxLength: 5 }), title, anyDay, (titles, another, asOf) => {
        const counting = titles.filter((each) => standingOn(each.steps, asOf).counts).map(({ level }) => rank(level));
        expect(rank(levelOn(titles, asOf))).toBe(Math.min(levels.length, ...counting));
        expect(rank(levelOn([another, ...titles], asOf))).toBeLessThanOrEqual(rank(levelOn(titles, asOf)));
      }),
    );
  });

  test('falls back when the higher title is revoked', () => {
    const held = [
      { level: 'village' as const, steps: climbed },
      {
        level: 'city' as const,
        steps: steps({ stage: 'named', day: '2023-05-01' }, { stage: 'revoked', day: '2025-01-01' }),
      },
      { level: null, steps: climbed },
    ];
    expect(['2023-01-01', '2023-02-01', '2023-05-01', '2025-01-01'].map((day) => levelOn(held, day))).toEqual([
      null,
      'village',
      'city',
      'village',
    ]);
  });
});

test('nobody confirms what he proposed, and only what waits', () => {
  const waiting = { stage: 'named', confirmation: 'pending', proposedBy: 'jinze' } as const;
  expect(mayConfirm(waiting, 'district')).toBe(true);
  expect(mayConfirm(waiting, 'jinze')).toBe(false);
  expect(mayConfirm({ ...waiting, confirmation: 'confirmed' }, 'district')).toBe(false);
  expect(mayConfirm({ ...waiting, stage: 'accepted' }, 'district')).toBe(false);
});

test('every word shown is Chinese', () => {
  for (const word of [...Object.values(stageWords), ...Object.values(exclusionWords)])
    expect(word).not.toMatch(/[a-z!！]/i);
});
