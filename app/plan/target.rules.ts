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

/**
 * Whether a value meets a target; null where that cannot be said: no value, no target, nothing to compare with (高于全市平均水平,
 * 完成区下达目标). *About* has no edge: what reaches the number has met it, of what stays below nobody can say.
 */
export function isMet(value: number | null, target: Pick<TargetTable, 'kind' | 'value'> | null): boolean | null {
  if (value === null || target === null || target.value === null) return null;
  switch (target.kind) {
    case 'at-least':
    case 'assigned':
      return value >= target.value;
    case 'equal':
      return value === target.value;
    case 'relative':
      return value > target.value;
    case 'about':
    case 'cumulative-about':
      return value >= target.value ? true : null;
  }
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
