/** Targets, the versions of targets and methods, and the way of a figure towards them. */
import type { TargetTable } from '#db/tables.ts';

export interface YearValue {
  year: number;
  value: number;
}

/** The highest version in force on the day, of a target or a method; null where none is yet. */
export function versionInForce<T extends { version: number; inForceFrom: string }>(
  versions: readonly T[],
  asOf: string,
): T | null {
  const inForce = versions.filter((each) => each.inForceFrom <= asOf);
  return inForce.reduce<T | null>((best, each) => (best !== null && best.version >= each.version ? best : each), null);
}

/** Whether versions, the oldest first, follow on each other: none left out, and none in force before the one before it. */
export function versionsFollow(versions: readonly { version: number; inForceFrom: string }[]): boolean {
  return versions.every(({ version, inForceFrom }, place) => {
    const before = versions[place - 1];
    return version === place + 1 && (before === undefined || before.inForceFrom <= inForceFrom);
  });
}

/** How a figure is held against its target, beside the target's own kind: part of its method. */
export interface Judging {
  /** `less`: the target is a ceiling (控制数). */
  better: 'more' | 'less';
  /** How far from *about* a value may stay, in the figure's unit; null where nobody has settled it. */
  tolerance: number | null;
  /** Whether a comparison must be passed (高于) or is met by reaching it. */
  comparison: 'above' | 'reach';
}

export interface Evidence {
  value: number | null;
  /** What a relative target is compared with; null where it was not collected. */
  comparison: number | null;
  /** Whether every year is known that the judgement rests on. */
  complete: boolean;
}

/** Why a target is met, is not met, or cannot be judged. */
export type Ground =
  | 'met'
  | 'not-met'
  | 'no-target'
  | 'no-value'
  | 'not-assigned'
  | 'no-comparison'
  | 'no-tolerance'
  | 'years-missing';

export interface Verdict {
  /** Null: cannot be judged. */
  met: boolean | null;
  ground: Ground;
}

type Aim = Pick<TargetTable, 'kind' | 'value'>;

const usual: Judging = { better: 'more', tolerance: null, comparison: 'above' };
const open = (ground: Ground): Verdict => ({ met: null, ground });
const settled = (met: boolean): Verdict => ({ met, ground: met ? 'met' : 'not-met' });

/**
 * Holds a value against its target. What is missing is never met: without a value, a target's number, a comparison or a
 * year that it rests on, nothing is said. *About* has no edge of its own: what reaches the number has met it, and below it
 * only a settled tolerance tells met from not met. A sum that has reached its number stays there whatever years lack.
 */
export function judgeTarget({ value, comparison, complete }: Evidence, target: Aim | null, judging = usual): Verdict {
  if (target === null) return open('no-target');
  const isRelative = target.kind === 'relative';
  if (!isRelative && target.value === null) return open('not-assigned');
  if (value === null) return open('no-value');
  const aim = isRelative ? comparison : target.value;
  if (aim === null) return open('no-comparison');
  const reached = judging.better === 'more' ? value >= aim : value <= aim;
  const isSum = target.kind === 'cumulative-about';
  if (!complete && !(isSum && judging.better === 'more' && reached)) return open('years-missing');
  switch (target.kind) {
    case 'at-least':
    case 'assigned':
      return settled(reached);
    case 'equal':
      return settled(value === aim);
    case 'relative':
      return settled(reached && (judging.comparison === 'reach' || value !== aim));
    case 'about':
    case 'cumulative-about':
      if (reached) return settled(true);
      return judging.tolerance === null ? open('no-tolerance') : settled(Math.abs(aim - value) <= judging.tolerance);
  }
}

/** The verdict alone on a figure that the register counts itself and that is complete by its nature. */
export function isMet(value: number | null, target: Aim | null): boolean | null {
  return judgeTarget({ value, comparison: target?.value ?? null, complete: true }, target).met;
}

/** A figure at each year's end not after `asOf`, and on `asOf` itself where it lies between two of them. */
export function trendOf(
  compute: (day: string) => number | null,
  { from, to, asOf }: { from: number; to: number; asOf: string },
): { day: string; value: number | null }[] {
  const ends = Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => `${from + place}-12-31`);
  const days = ends.filter((day) => day <= asOf);
  if (days.length > 0 && days.length < ends.length && !days.includes(asOf)) days.push(asOf);
  return days.map((day) => ({ day, value: compute(day) }));
}

/** The straight line from the baseline's year to the target's, one point a year, not rounded. */
export function pathToTarget(from: YearValue, to: YearValue): YearValue[] {
  const years = to.year - from.year;
  if (years <= 0) return [to];
  return Array.from({ length: years + 1 }, (_, step) => ({
    year: from.year + step,
    value: step === years ? to.value : from.value + ((to.value - from.value) * step) / years,
  }));
}
