/**
 * The way of a title through its stages, and what it is worth on a day (domain, section 3). A step that the district
 * declined stays on record and moves nothing: the title stands where it stood before.
 */

import { formatDay } from '#app/ui/format.ts';
import { highestLevel, type Level } from '#app/villages/level.rules.ts';
import type { TitleStepTable } from '#db/tables.ts';
import { type Exclusion, ladder, stages, stageWords } from './title.fields.ts';
import type { Stage } from './title.schema.ts';

/** What the rules read of a recorded step; its place is its `sequence`, whatever the order of the rows. */
export type StepRow = Pick<TitleStepTable, 'sequence' | 'stage' | 'day' | 'precision' | 'reason' | 'confirmation'>;

/** A step that somebody wants to record. `awardYear` left out means that the form does not ask for it. */
export interface ProposedStep {
  stage: Stage;
  day: string;
  precision: TitleStepTable['precision'];
  reason: string | null;
  awardYear?: number | null;
}

export interface StepProblem {
  path: string;
  message: string;
}

/** What a title is worth on a day. `namedOn` and `revokedOn` are null where that has not happened by then. */
export interface Standing {
  counts: boolean;
  stage: Stage | null;
  /** Null exactly where the title counts. */
  reason: Exclusion | null;
  namedOn: string | null;
  /** `no-later-than`: the naming happened on or before `namedOn`. */
  namedPrecision: TitleStepTable['precision'] | null;
  revokedOn: string | null;
}

const rungs: readonly Stage[] = ladder;
const waysOut: readonly Stage[] = ['returned', 'cancelled'];
const wantReason: readonly Stage[] = ['returned', 'cancelled', 'revoked'];
const earliestAwardYear = 2000;

/** The stages that may follow, in the order in which a form offers them; none while a naming waits for the district. */
export function nextStages(steps: readonly StepRow[]): Stage[] {
  const last = moving(steps).at(-1);
  if (last === undefined) return [...ladder];
  const stage = stageOf(last);
  if (stage === 'named') return last.confirmation === 'confirmed' ? ['under-review', 'revoked'] : [];
  if (stage === 'under-review') return ['named', 'revoked'];
  if (stage === 'returned') return ['applied'];
  const rung = rungOf(stage);
  return rung === -1 ? [] : [...ladder.slice(rung + 1), ...waysOut];
}

/** Where the last step that was not declined has led; null before the first. */
export function currentStage(steps: readonly StepRow[]): Stage | null {
  const last = moving(steps).at(-1);
  return last === undefined ? null : stageOf(last);
}

/** Whether going to `stage` now must say why: it skips stages, or leaves the ladder. */
export function needsReason(steps: readonly StepRow[], stage: Stage): boolean {
  return wantReason.includes(stage) || skippedStages(steps, stage).length > 0;
}

/** A stage as a form offers it. */
export interface StageOption {
  stage: Stage;
  needsReason: boolean;
}

/** The stages that may follow, each with whether it must say why. */
export function stageOptions(steps: readonly StepRow[]): StageOption[] {
  return nextStages(steps).map((stage) => ({ stage, needsReason: needsReason(steps, stage) }));
}

/** The stages on offer, and the one that was typed: a form that was refused shows what its user had chosen. */
export function withTyped(options: readonly StageOption[], typed: string | undefined): StageOption[] {
  const stage = stages.find((known) => known === typed);
  const isOffered = stage === undefined || options.some((option) => option.stage === stage);
  return isOffered ? [...options] : [...options, { stage, needsReason: wantReason.includes(stage) }];
}

/**
 * What is wrong with taking `step` after `steps`; empty where nothing is. `today` is the day in Asia/Shanghai.
 * That `step.day` is a day of the calendar is the form's business.
 */
export function checkStep(steps: readonly StepRow[], step: ProposedStep, { today }: { today: string }): StepProblem[] {
  const allowed = nextStages(steps).includes(step.stage);
  return [
    ...(allowed ? checkReason(steps, step) : [{ path: 'stage', message: whyNotAllowed(steps, step.stage) }]),
    ...checkDay(steps, step, today),
    ...checkAwardYear(steps, step),
  ];
}

/** The problems of a whole sequence, after a correction or an undo; paths start with the place of the step from 0. */
export function checkSteps(steps: readonly StepRow[], clock: { today: string }): StepProblem[] {
  const ordered = inOrder(steps);
  return ordered.flatMap((row, place) => {
    const { day, precision, reason } = row;
    const problems = checkStep(ordered.slice(0, place), { stage: stageOf(row), day, precision, reason }, clock);
    return problems.map(({ path, message }) => ({ path: `${place}.${path}`, message }));
  });
}

/**
 * Whether a title counts on the day `asOf`: named by then, confirmed by the district, not revoked by then. A naming
 * known as *no later than* a day counts from that day on. Under review it still counts; after revocation never again.
 */
export function standingOn(steps: readonly StepRow[], asOf: string): Standing {
  const ordered = inOrder(steps);
  const moved = ordered.filter((step) => step.day <= asOf && isMoving(step));
  const last = moved.at(-1);
  const naming = moved.find(isConfirmedNaming);
  const revocation = moved.find((step) => step.stage === 'revoked');
  const counts = naming !== undefined && revocation === undefined;
  return {
    counts,
    stage: last === undefined ? null : stageOf(last),
    reason: counts ? null : exclusionOn(ordered, asOf),
    namedOn: naming?.day ?? null,
    namedPrecision: naming?.precision ?? null,
    revokedOn: revocation?.day ?? null,
  };
}

/** The highest level among the titles that count on the day; null where none does. */
export function levelOn(titles: readonly { level: Level | null; steps: readonly StepRow[] }[], asOf: string) {
  return highestLevel(titles.map(({ level, steps }) => (standingOn(steps, asOf).counts ? level : null)));
}

/** Only a naming that waits can be confirmed or declined, and nobody confirms what he proposed. */
export function mayConfirm(
  step: Pick<TitleStepTable, 'stage' | 'confirmation' | 'proposedBy'>,
  username: string,
): boolean {
  return step.stage === 'named' && step.confirmation === 'pending' && step.proposedBy !== username;
}

function checkReason(steps: readonly StepRow[], step: ProposedStep): StepProblem[] {
  if (step.reason?.trim() || !needsReason(steps, step.stage)) return [];
  const skipped = skippedStages(steps, step.stage).map((stage) => `「${stageWords[stage]}」`);
  const message =
    skipped.length > 0 ? `跳过了${skipped.join('')}，请说明原因` : `请写明${stageWords[step.stage]}的原因`;
  return [{ path: 'reason', message }];
}

function checkDay(steps: readonly StepRow[], step: ProposedStep, today: string): StepProblem[] {
  const problems: StepProblem[] = [];
  const before = moving(steps).at(-1);
  if (before !== undefined && step.day < before.day) {
    const word = stageWords[stageOf(before)];
    problems.push({ path: 'day', message: `日期不能早于上一步「${word}」的 ${formatDay(before.day)}` });
  }
  if (step.day > today) problems.push({ path: 'day', message: `日期不能晚于今天（${formatDay(today)}）` });
  // From this day on the title counts no more; a bound instead of the day would leave the days before it undecided.
  if (step.stage === 'revoked' && step.precision !== 'exact') {
    problems.push({ path: 'precision', message: '撤销要写明确切日期' });
  }
  return problems;
}

function checkAwardYear(steps: readonly StepRow[], { stage, day, precision, awardYear }: ProposedStep): StepProblem[] {
  const namedBefore = moving(steps).some((step) => step.stage === 'named');
  if (stage !== 'named' || awardYear === undefined || namedBefore) return [];
  const problem = (message: string) => [{ path: 'awardYear', message }];
  // Of an old title whose day is not known the year may be unknown as well: it stays unknown rather than be guessed.
  if (awardYear === null) return precision === 'exact' ? problem('请填写命名的年度') : [];
  if (!Number.isInteger(awardYear) || awardYear < earliestAwardYear) return problem('年度请填四位年份，例如 2023');
  return awardYear > Number(day.slice(0, 4)) ? problem('年度不能晚于命名的年份') : [];
}

function whyNotAllowed(steps: readonly StepRow[], wanted: Stage): string {
  const last = moving(steps).at(-1);
  if (last === undefined) return `第一步不能是「${stageWords[wanted]}」`;
  const stage = stageOf(last);
  if (nextStages(steps).length > 0) return `「${stageWords[stage]}」之后不能是「${stageWords[wanted]}」`;
  if (stage === 'named') return '命名还在等区里确认，确认之后才能往下走';
  return `已${stageWords[stage]}，不再往下走；如要再创建，请另立一项`;
}

/** Why a title that does not count on the day does not. */
function exclusionOn(ordered: readonly StepRow[], asOf: string): Exclusion {
  const past = ordered.filter((step) => step.day <= asOf);
  const moved = past.filter(isMoving);
  const stage = moved.at(-1)?.stage;
  if (moved.some((step) => step.stage === 'revoked')) return 'revoked';
  if (stage === 'cancelled' || stage === 'returned') return stage;
  if (moved.some((step) => step.stage === 'named')) return 'awaiting-confirmation';
  if (past.at(-1)?.confirmation === 'declined') return 'declined';
  const place = ordered.findIndex(isConfirmedNaming);
  const naming = ordered[place];
  if (naming === undefined) return 'not-named-yet';
  // Named on or before its day, but not before a step ahead of it that is known to the day.
  const undecided = naming.precision === 'no-later-than' && !moving(ordered.slice(0, place)).some(isExactAfter(asOf));
  return undecided ? 'date-unknown' : 'named-later';
}

/** The rungs between where the title stands and `stage`. */
function skippedStages(steps: readonly StepRow[], stage: Stage): Stage[] {
  const last = moving(steps).at(-1);
  const from = last === undefined ? -1 : rungOf(stageOf(last));
  const offLadder = last !== undefined && from === -1;
  return offLadder ? [] : ladder.slice(from + 1, Math.max(rungOf(stage), 0));
}

function isExactAfter(asOf: string) {
  return (step: StepRow) => step.precision === 'exact' && step.day > asOf;
}

function isConfirmedNaming(step: StepRow): boolean {
  return step.stage === 'named' && step.confirmation === 'confirmed';
}

function moving(steps: readonly StepRow[]): StepRow[] {
  return inOrder(steps).filter(isMoving);
}

const isMoving = (step: StepRow) => step.confirmation !== 'declined';

function inOrder(steps: readonly StepRow[]): readonly StepRow[] {
  const isOrdered = steps.every(({ sequence }, place) => place === 0 || (steps[place - 1]?.sequence ?? 0) <= sequence);
  // Forms ask these rules in the browser, and older ones have no toSorted.
  return isOrdered ? steps : [...steps].sort((a, b) => a.sequence - b.sequence);
}

function rungOf(stage: Stage): number {
  return rungs.indexOf(stage);
}

/** A row with a stage of no known name is a broken register, not a user's mistake: it throws. */
function stageOf(step: StepRow): Stage {
  const stage = stages.find((known) => known === step.stage);
  if (stage === undefined) throw new Error(`A step at an unknown stage: ${step.stage}`);
  return stage;
}
