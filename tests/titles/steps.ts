/** Steps of titles for tests: written by hand, grown as the form would let them grow, and arbitrary. */
import fc from 'fast-check';
import { checkStep, nextStages, type ProposedStep, type StepRow } from '#app/titles/title.rules.ts';
import { Stage } from '#app/titles/title.schema.ts';

export const today = '2026-03-01';
export const clock = { today };

/** `named` is confirmed unless said otherwise: the waiting naming is a case of its own. */
export function steps(...given: (Partial<StepRow> & { stage: Stage; day: string })[]): StepRow[] {
  return given.map((step, place) => ({
    sequence: place + 1,
    precision: 'exact',
    reason: null,
    confirmation: step.stage === 'named' ? 'confirmed' : null,
    ...step,
  }));
}

export function proposed(stage: Stage, day: string, more: Partial<ProposedStep> = {}): ProposedStep {
  return { stage, day, precision: 'exact', reason: null, ...more };
}

export const namedIn2023: Parameters<typeof steps> = [
  { stage: 'applied', day: '2022-02-01' },
  { stage: 'listed', day: '2022-03-15' },
  { stage: 'in-progress', day: '2022-04-01' },
  { stage: 'accepted', day: '2022-11-20' },
  { stage: 'published', day: '2022-12-05' },
  { stage: 'named', day: '2023-01-10' },
];
export const climbed = steps(...namedIn2023);
export const amended = (rows: StepRow[], at: number, patch: Partial<StepRow>) =>
  rows.map((row, place) => (place === at ? { ...row, ...patch } : row));
export const paths = (problems: { path: string }[]) => problems.map(({ path }) => path);

export const days = [
  '2019-06-30',
  '2020-12-31',
  '2021-01-01',
  '2022-05-05',
  '2022-05-06',
  '2024-02-29',
  '2026-03-01',
  '2026-03-02',
];
export const anyDay = fc.constantFrom(...days);
const anyStep = fc.record({
  stage: fc.constantFrom(...Stage.options),
  day: anyDay,
  precision: fc.constantFrom('exact' as const, 'exact' as const, 'no-later-than' as const),
  reason: fc.constantFrom(null, ' ', '区里统一安排'),
  decision: fc.constantFrom('confirmed' as const, 'confirmed' as const, 'pending' as const, 'declined' as const),
});
/** Anything at all: most of it no office would enter. */
export const anySteps = fc.array(anyStep, { maxLength: 8 }).map(record);
/** What the form lets through, one step after the other: long ways, with declined namings, reviews and revocations. */
export const grownSteps = fc
  .array(fc.tuple(anyStep, fc.nat(9), fc.constantFrom(0, 0, 1, 1, 2)), { minLength: 3, maxLength: 14, size: 'max' })
  .map((wishes) => {
    const grown: (typeof wishes)[number][0][] = [];
    let at = 0;
    for (const [wish, choice, hop] of wishes) {
      const offered = nextStages(record(grown));
      const stage = offered[choice % Math.max(1, offered.length)] ?? wish.stage;
      const day = days[at + hop] ?? today;
      const step = { ...wish, stage, day, reason: choice > 2 ? '区里统一安排' : wish.reason };
      if (checkStep(record(grown), step, clock).length > 0) continue;
      grown.push(step);
      at += hop;
    }
    return record(grown);
  });

function record(wishes: (Omit<ProposedStep, 'awardYear'> & { decision: 'confirmed' | 'pending' | 'declined' })[]) {
  return wishes.map(({ decision, ...step }, place): StepRow => {
    return { ...step, sequence: place + 1, confirmation: step.stage === 'named' ? decision : null };
  });
}
