import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ladder } from '#app/titles/title.fields.ts';
import {
  checkStep,
  checkSteps,
  needsReason,
  nextStages,
  type ProposedStep,
  type StepRow,
} from '#app/titles/title.rules.ts';
import { Stage } from '#app/titles/title.schema.ts';
import { amended, anySteps, climbed, clock, grownSteps, namedIn2023, paths, proposed, steps, today } from './steps.ts';

describe('the stages', () => {
  test('a title climbs rung by rung and asks for nothing', () => {
    expect(checkSteps(climbed, clock)).toEqual([]);
    for (const [place, step] of climbed.entries()) expect(nextStages(climbed.slice(0, place))).toContain(step.stage);
  });

  test('every stage leads where the rules say and nowhere else', () => {
    const out = ['returned', 'cancelled'];
    const at = (stage: Stage) => steps({ stage, day: '2022-01-01' });
    expect(nextStages([])).toEqual([...ladder]);
    for (const [rung, stage] of ladder.slice(0, -1).entries()) {
      expect(nextStages(at(stage))).toEqual([...ladder.slice(rung + 1), ...out]);
    }
    expect(nextStages(at('named'))).toEqual(['under-review', 'revoked']);
    expect(nextStages(at('under-review'))).toEqual(['named', 'revoked']);
    expect(nextStages(at('returned'))).toEqual(['applied']);
    expect(nextStages(at('cancelled'))).toEqual([]);
    expect(nextStages(at('revoked'))).toEqual([]);
  });

  test('a naming that waits lets nothing follow; a declined one leaves the title where it was', () => {
    const waiting = amended(climbed, 5, { confirmation: 'pending' });
    expect(nextStages(waiting)).toEqual([]);
    expect(checkStep(waiting, proposed('under-review', '2024-01-01'), clock)[0]?.message).toContain('等区里确认');
    const declined = amended(climbed, 5, { confirmation: 'declined' });
    expect(nextStages(declined)).toEqual(['named', 'returned', 'cancelled']);
  });

  test('skipping, returning, cancelling and revoking want a reason', () => {
    const begun = climbed.slice(0, 1);
    expect(needsReason(begun, 'listed')).toBe(false);
    expect(checkStep(begun, proposed('accepted', '2022-06-01'), clock)).toEqual([
      { path: 'reason', message: '跳过了「列入计划」「创建」，请说明原因' },
    ]);
    expect(checkStep(begun, proposed('accepted', '2022-06-01', { reason: '并入连片创建' }), clock)).toEqual([]);
    expect(paths(checkStep(begun, proposed('returned', '2022-06-01', { reason: '　' }), clock))).toEqual(['reason']);
    expect(paths(checkStep(begun, proposed('cancelled', '2022-06-01'), clock))).toEqual(['reason']);
    expect(paths(checkStep(climbed, proposed('revoked', '2024-06-01'), clock))).toEqual(['reason']);
    expect(needsReason([], 'named')).toBe(true);
    const returned = steps(
      { stage: 'applied', day: '2022-01-01' },
      { stage: 'returned', day: '2022-02-01', reason: '缺材料' },
    );
    expect(checkStep(returned, proposed('applied', '2022-03-01'), clock)).toEqual([]);
  });

  test('days stand in order and not in the future', () => {
    const begun = climbed.slice(0, 1);
    expect(checkStep(begun, proposed('listed', '2022-02-01'), clock)).toEqual([]);
    expect(checkStep(begun, proposed('listed', '2022-01-31'), clock)[0]?.message).toContain('2022年2月1日');
    expect(checkStep(begun, proposed('listed', today), clock)).toEqual([]);
    expect(paths(checkStep(begun, proposed('listed', '2026-03-02'), clock))).toEqual(['day']);
  });

  test('the award year is wanted with a naming, may precede it and never follows it', () => {
    const published = climbed.slice(0, 5);
    const check = (awardYear: number | null, more: Partial<ProposedStep> = {}) =>
      paths(checkStep(published, proposed('named', '2023-01-10', { awardYear, ...more }), clock));
    expect(check(2022)).toEqual([]);
    expect(check(2023)).toEqual([]);
    expect(check(2024)).toEqual(['awardYear']);
    expect(check(23)).toEqual(['awardYear']);
    expect(check(null)).toEqual(['awardYear']);
    expect(check(null, { precision: 'no-later-than' })).toEqual([]);
    const reviewed = steps(...namedIn2023, { stage: 'under-review', day: '2025-01-01' });
    expect(checkStep(reviewed, proposed('named', '2025-06-01', { awardYear: null }), clock)).toEqual([]);
  });

  test('a sequence is judged by its numbers, and its problems name the step', () => {
    expect(checkSteps(climbed.toReversed(), clock)).toEqual([]);
    const corrected = amended(climbed, 3, { day: '2021-01-01' });
    expect(paths(checkSteps(corrected, clock))).toEqual(['3.day']);
  });

  test('no way reaches a naming without its dates in order', () => {
    const follows: Record<Stage, readonly Stage[]> = {
      applied: ['listed'],
      listed: ['in-progress'],
      'in-progress': ['accepted'],
      accepted: ['published'],
      published: ['named'],
      named: ['under-review'],
      'under-review': ['named'],
      returned: ['applied'],
      revoked: [],
      cancelled: [],
    };
    const inOrder = (rows: StepRow[]) => {
      const moved = rows.filter((step) => step.confirmation !== 'declined');
      return moved.every((step, place) => {
        const before = moved[place - 1];
        if (step.day > today || (before && before.day > step.day)) return false;
        if (before?.stage === 'named' && before.confirmation === 'pending') return false;
        const plain = before
          ? follows[Stage.parse(before.stage)].includes(Stage.parse(step.stage))
          : step.stage === 'applied';
        return plain || Boolean(step.reason?.trim());
      });
    };
    fc.assert(
      fc.property(fc.oneof(anySteps, grownSteps), (rows) => {
        if (checkSteps(rows, clock).length === 0) expect(inOrder(rows)).toBe(true);
      }),
    );
  });

  test('what is accepted step by step is accepted as a whole, and the other way round', () => {
    fc.assert(
      fc.property(fc.oneof(anySteps, grownSteps), (rows) => {
        const each = rows.every((row, place) => {
          const { day, precision, reason } = row;
          const step = { day, precision, reason, stage: Stage.parse(row.stage) };
          return checkStep(rows.slice(0, place), step, clock).length === 0;
        });
        expect(checkSteps(rows, clock).length === 0).toBe(each);
      }),
    );
  });

  test('what the next stages offer is accepted with a reason, and nothing else is', () => {
    fc.assert(
      fc.property(grownSteps, fc.constantFrom(...Stage.options), (rows, stage) => {
        const problems = checkStep(rows, proposed(stage, today, { reason: '说明' }), clock);
        expect(paths(problems).includes('stage')).toBe(!nextStages(rows).includes(stage));
        expect(problems.length === 0).toBe(nextStages(rows).includes(stage));
      }),
    );
  });
});

test('the generated ways go far enough to say something', () => {
  const ways = fc.sample(grownSteps, { numRuns: 300, seed: 1 });
  const share = (holds: (way: StepRow[]) => boolean) => ways.filter(holds).length / ways.length;
  expect(share((way) => way.some((each) => each.confirmation === 'confirmed'))).toBeGreaterThan(0.3);
  for (const stage of Stage.options)
    expect(share((way) => way.some((each) => each.stage === stage))).toBeGreaterThan(0.02);
});
