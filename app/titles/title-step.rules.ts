/** What becomes of a title or an area when a step is started, taken, corrected or answered. */
import { notFound } from '#app/problem.ts';
import type { Course, NewStep, StepPatch } from './course.ts';
import { stageWords } from './title.fields.ts';
import { checkStep, checkSteps, currentStage, type StepProblem } from './title.rules.ts';
import type { AdvanceTitle, CorrectStep, Stage, StartTitle, Step, TitleWithSteps } from './title.schema.ts';

/** The file that a step refers to. */
interface KeptFile {
  hash: string;
  name: string;
}

export interface StepPlace {
  sequence: number;
  /** Username of who proposes it. */
  proposedBy: string;
  file: KeptFile | null;
}

/** @throws Problem `not-found` where there is no such step */
export function getStep({ steps }: Pick<Course, 'steps'>, sequence: number): Step {
  const step = steps.find((one) => one.sequence === sequence);
  if (!step) throw notFound('这一步');
  return step;
}

/** The row of a new step. A naming waits for the district; nothing else does. */
export function newStep(
  { stage, day, precision, documentNumber, note, reason }: Omit<AdvanceTitle, 'change'>,
  { sequence, proposedBy, file }: StepPlace,
): NewStep {
  return {
    ...{ sequence, stage, day, precision, documentNumber, note, reason, proposedBy },
    attachmentHash: file?.hash ?? null,
    attachmentName: file?.name ?? null,
    confirmation: stage === 'named' ? 'pending' : null,
    origin: 'entered',
  };
}

/** The award year after a step: the first naming brings it, every other step leaves it as it is. */
export function awardYearAfter(
  { steps, awardYear }: Pick<Course, 'steps' | 'awardYear'>,
  form: Omit<AdvanceTitle, 'change'>,
): number | null {
  return form.stage === 'named' && !wasNamed(steps) ? form.awardYear : awardYear;
}

/** Whether a naming stands among the steps, confirmed or waiting. */
export function wasNamed(steps: readonly Pick<Step, 'stage' | 'confirmation'>[]): boolean {
  return steps.some(({ stage, confirmation }) => stage === 'named' && confirmation !== 'declined');
}

/** The title that forbids another of the same village and programme: one that has not ended. */
export function titleInTheWay(
  titles: readonly TitleWithSteps[],
  { villageCode, programmeKey }: Pick<StartTitle, 'villageCode' | 'programmeKey'>,
) {
  return titles.find(
    (title) =>
      title.villageCode === villageCode &&
      title.programmeKey === programmeKey &&
      title.stage !== 'revoked' &&
      title.stage !== 'cancelled',
  );
}

type CorrectedFields = Pick<CorrectStep, 'day' | 'precision' | 'documentNumber' | 'note' | 'reason'>;

/**
 * What a correction writes into a step. A confirmed naming waits for the district anew where its day, its precision or its
 * award year was corrected: its note and its papers are the town's to keep. One that waits or was declined always does.
 */
export function correctedStep(
  course: Pick<Course, 'steps' | 'awardYear'>,
  step: Step,
  form: CorrectedFields & Pick<CorrectStep, 'awardYear'>,
  { proposedBy, file }: Pick<StepPlace, 'proposedBy' | 'file'>,
): StepPatch {
  const { day, precision, documentNumber, note, reason } = form;
  const whenDiffers = day !== step.day || precision !== step.precision || yearDiffers(course, step, form);
  const asksAnew = step.stage === 'named' && (whenDiffers || step.confirmation !== 'confirmed');
  return {
    ...{ day, precision, documentNumber, note, reason },
    ...(file && { attachmentHash: file.hash, attachmentName: file.name }),
    ...(asksAnew && { proposedBy, confirmation: 'pending', ...unanswered }),
    // The step is now what the office says, no longer what its first source said.
    ...(whenDiffers && { origin: 'entered', source: null }),
  };
}

const unanswered = { confirmedBy: null, confirmedOn: null, confirmationReason: null };

/** Whether the award year is asked for when a step is corrected: the first standing naming carries it. */
export function carriesAwardYear(steps: readonly Step[], sequence: number): boolean {
  const step = steps.find((one) => one.sequence === sequence);
  return step?.stage === 'named' && !wasNamed(steps.filter((one) => one.sequence < sequence));
}

/** Whether a correction says anything new; a file always does. */
export function changesAnything(
  course: Pick<Course, 'steps' | 'awardYear'>,
  step: Step,
  form: CorrectedFields & Pick<CorrectStep, 'awardYear'>,
): boolean {
  const fields = ['day', 'precision', 'documentNumber', 'note', 'reason'] as const;
  return yearDiffers(course, step, form) || fields.some((field) => form[field] !== step[field]);
}

function yearDiffers(
  { steps, awardYear: stored }: Pick<Course, 'steps' | 'awardYear'>,
  step: Step,
  { awardYear }: Pick<CorrectStep, 'awardYear'>,
): boolean {
  return carriesAwardYear(steps, step.sequence) && awardYear !== stored;
}

/**
 * What is wrong with the steps once one of them is corrected. Problems of the corrected step lead to its fields,
 * those of the others name their step.
 */
export function checkCorrection(
  steps: readonly Step[],
  sequence: number,
  form: CorrectedFields & Pick<CorrectStep, 'awardYear'>,
  clock: { today: string },
): StepProblem[] {
  const place = steps.findIndex((step) => step.sequence === sequence);
  const corrected = steps.map((step, index) =>
    asIfConfirmed(index === place ? { ...step, ...correctedFields(form) } : step, index === place),
  );
  const own = `${place}.`;
  const problems = checkSteps(corrected, clock).map(({ path, message }) => {
    if (path.startsWith(own)) return { path: path.slice(own.length), message };
    const other = corrected[Number.parseInt(path, 10)];
    return { path: 'day', message: other ? `更正后，「${stageWords[other.stage]}」一步不再成立：${message}` : message };
  });
  return [...problems, ...checkYear(steps, sequence, form, clock)];
}

/** What is wrong with recorded steps as they stand: a naming may wait with later steps behind it. */
export function checkStanding(steps: readonly Step[], clock: { today: string }): StepProblem[] {
  return checkSteps(
    steps.map((step) => asIfConfirmed(step, false)),
    clock,
  );
}

const correctedFields = ({ day, precision, reason }: CorrectedFields) => ({ day, precision, reason });

/**
 * For the order of the steps a naming that waits is as good as one that is confirmed: after a correction it waits with
 * later steps behind it. One that was declined takes part again when it is the one corrected.
 */
function asIfConfirmed(step: Step, isCorrected: boolean): Step {
  const waits = step.confirmation === 'pending' || (isCorrected && step.stage === 'named');
  return waits ? { ...step, confirmation: 'confirmed' } : step;
}

function checkYear(
  steps: readonly Step[],
  sequence: number,
  { day, precision, reason, awardYear }: CorrectedFields & Pick<CorrectStep, 'awardYear'>,
  clock: { today: string },
): StepProblem[] {
  if (!carriesAwardYear(steps, sequence)) return [];
  const before = steps.filter((step) => step.sequence < sequence);
  const problems = checkStep(before, { stage: 'named', day, precision, reason, awardYear }, clock);
  return problems.filter(({ path }) => path === 'awardYear');
}

/** The step after the naming `sequence` that keeps the district from declining it: it would stand on nothing. */
export function stepBehind(steps: readonly Step[], sequence: number): Step | undefined {
  return steps.find((step) => step.sequence > sequence && step.confirmation !== 'declined');
}

/** Where the steps have led once the naming `sequence` is answered. */
export function stageAfterAnswer(
  steps: readonly Step[],
  sequence: number,
  confirmation: 'confirmed' | 'declined',
): Stage {
  const answered = steps.map((step) => (step.sequence === sequence ? { ...step, confirmation } : step));
  // What was named in one step and declined stands on none: it went back to its office.
  return currentStage(answered) ?? 'returned';
}

/** Whose change it is: the reader's own town where it is among them, the only one, or none where it spans towns. */
export function townFor(towns: readonly string[], { townCode }: { townCode: string | null }): string | null {
  const own = towns.find((town) => town === townCode);
  return own ?? (towns.length === 1 ? (towns[0] ?? null) : null);
}
