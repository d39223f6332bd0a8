/** What becomes of a title when a step is started, taken, corrected or answered. */
import { notFound } from '#app/problem.ts';
import type { NewRow, RowPatch } from '#db/tables.ts';
import { checkStep, checkSteps, currentStage, type StepProblem } from './title.rules.ts';
import {
  type AdvanceTitle,
  type CorrectStep,
  type Stage,
  type StartTitle,
  stageWords,
  type TitleStep,
  type TitleWithSteps,
} from './title.schema.ts';

/** The file that a step refers to. */
interface KeptFile {
  hash: string;
  name: string;
}

interface StepPlace {
  titleId: string;
  sequence: number;
  /** Username of who proposes it. */
  proposedBy: string;
  file: KeptFile | null;
}

/** @throws Problem `not-found` where the title has no such step */
export function getStep(title: TitleWithSteps, sequence: number): TitleStep {
  const step = title.steps.find((one) => one.sequence === sequence);
  if (!step) throw notFound('这一步');
  return step;
}

/** The row of a new step. A naming waits for the district; nothing else does. */
export function newStep(
  { stage, day, precision, documentNumber, note, reason }: StartTitle | AdvanceTitle,
  { titleId, sequence, proposedBy, file }: StepPlace,
): Omit<NewRow<'titleStep'>, 'change'> {
  return {
    ...{ titleId, sequence, stage, day, precision, documentNumber, note, reason, proposedBy },
    attachmentHash: file?.hash ?? null,
    attachmentName: file?.name ?? null,
    confirmation: stage === 'named' ? 'pending' : null,
    origin: 'entered',
  };
}

/** The award year after a step: the first naming brings it, every other step leaves it as it is. */
export function awardYearAfter(
  { steps, awardYear }: Pick<TitleWithSteps, 'steps' | 'awardYear'>,
  form: StartTitle | AdvanceTitle,
): number | null {
  return form.stage === 'named' && !wasNamed(steps) ? form.awardYear : awardYear;
}

/** Whether a naming stands among the steps, confirmed or waiting. */
export function wasNamed(steps: readonly Pick<TitleStep, 'stage' | 'confirmation'>[]): boolean {
  return steps.some(({ stage, confirmation }) => stage === 'named' && confirmation !== 'declined');
}

/** The title that forbids another of the same village and programme: one that has not ended. */
export function titleInTheWay(titles: readonly TitleWithSteps[], { villageCode, programmeKey }: StartTitle) {
  return titles.find(
    (title) =>
      title.villageCode === villageCode &&
      title.programmeKey === programmeKey &&
      title.stage !== 'revoked' &&
      title.stage !== 'cancelled',
  );
}

type CorrectedFields = Pick<CorrectStep, 'day' | 'precision' | 'documentNumber' | 'note' | 'reason'>;

/** What a correction writes into a step. A naming waits for the district anew, whatever was corrected of it. */
export function correctedStep(
  step: TitleStep,
  { day, precision, documentNumber, note, reason }: CorrectedFields,
  { proposedBy, file }: Pick<StepPlace, 'proposedBy' | 'file'>,
): RowPatch<'titleStep'> {
  return {
    ...{ day, precision, documentNumber, note, reason },
    ...(file && { attachmentHash: file.hash, attachmentName: file.name }),
    ...(step.stage === 'named' && { proposedBy, confirmation: 'pending', ...unanswered }),
    // The step is now what the office says, no longer what its first source said.
    ...{ origin: 'entered', source: null },
  };
}

const unanswered = { confirmedBy: null, confirmedOn: null, confirmationReason: null };

/** Whether the award year is asked for when a step is corrected: the first standing naming carries it. */
export function carriesAwardYear(steps: readonly TitleStep[], sequence: number): boolean {
  const step = steps.find((one) => one.sequence === sequence);
  return step?.stage === 'named' && !wasNamed(steps.filter((one) => one.sequence < sequence));
}

/** Whether a correction says anything new; a file always does. */
export function changesAnything(
  title: TitleWithSteps,
  step: TitleStep,
  { awardYear, ...form }: CorrectedFields & Pick<CorrectStep, 'awardYear'>,
): boolean {
  const fields = ['day', 'precision', 'documentNumber', 'note', 'reason'] as const;
  const yearDiffers = carriesAwardYear(title.steps, step.sequence) && awardYear !== title.awardYear;
  return yearDiffers || fields.some((field) => form[field] !== step[field]);
}

/**
 * What is wrong with a title's steps once one of them is corrected. Problems of the corrected step lead to its fields,
 * those of the others name their step.
 */
export function checkCorrection(
  steps: readonly TitleStep[],
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

const correctedFields = ({ day, precision, reason }: CorrectedFields) => ({ day, precision, reason });

/**
 * For the order of the steps a naming that waits is as good as one that is confirmed: after a correction it waits with
 * later steps behind it. One that was declined takes part again when it is the one corrected.
 */
function asIfConfirmed(step: TitleStep, isCorrected: boolean): TitleStep {
  const waits = step.confirmation === 'pending' || (isCorrected && step.stage === 'named');
  return waits ? { ...step, confirmation: 'confirmed' } : step;
}

function checkYear(
  steps: readonly TitleStep[],
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
export function stepBehind(steps: readonly TitleStep[], sequence: number): TitleStep | undefined {
  return steps.find((step) => step.sequence > sequence && step.confirmation !== 'declined');
}

/** Where a title stands once its naming `sequence` is answered. */
export function stageAfterAnswer(
  title: TitleWithSteps,
  sequence: number,
  confirmation: 'confirmed' | 'declined',
): Stage {
  const steps = title.steps.map((step) => (step.sequence === sequence ? { ...step, confirmation } : step));
  // A title that was named in one step and declined stands on none: it went back to its office.
  return currentStage(steps) ?? 'returned';
}
