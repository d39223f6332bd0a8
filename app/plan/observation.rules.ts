/** Who may confirm a year's number, and what may be entered. */
import type { FieldError } from '#app/problem.ts';
import { formatDay } from '#app/ui/format.ts';
import type { ObservationTable, TargetTable } from '#db/tables.ts';
import type { ObservedSettings } from './method.schema.ts';
import { type EnterObservation, firstObservedYear, type ReviseTarget } from './observation.schema.ts';

type Version = Pick<ObservationTable, 'proposedBy' | 'confirmation'>;

/** Who entered or corrected what waits, since the last answer: what was answered before has been looked at by two. */
function enteredBy(versions: readonly Version[]): (string | null)[] {
  const answered = versions.findLastIndex(({ confirmation }) => confirmation !== 'pending');
  return versions.slice(answered + 1).map(({ proposedBy }) => proposedBy);
}

/**
 * Nobody confirms what he entered or corrected himself. Sending back is barred to the last of them alone: he corrects instead,
 * and of two people one can always go on.
 */
export function mayAnswer(versions: readonly Version[], username: string): { confirm: boolean; decline: boolean } {
  const waiting = enteredBy(versions);
  return {
    confirm: waiting.length > 0 && !waiting.includes(username),
    decline: waiting.length > 0 && waiting.at(-1) !== username,
  };
}

/** A year of which there can be an observation, from the path of its form; null for any other. */
export function observedYear(text: string | undefined, today: string): number | null {
  const year = /^\d{4}$/.test(text ?? '') ? Number(text) : 0;
  return year >= firstObservedYear && year <= Number(today.slice(0, 4)) ? year : null;
}

/** What a number of its kind cannot be. */
export function checkObservation(
  { value, comparison, observedOn }: Pick<EnterObservation, 'value' | 'comparison' | 'observedOn'>,
  { year, today, settings }: { year: number; today: string; settings: Pick<ObservedSettings, 'value'> },
): FieldError[] {
  const errors: FieldError[] = [];
  if (observedOn > today) errors.push({ path: 'observedOn', message: '公布日期不能晚于今天' });
  if (observedOn < `${year}-01-01`)
    errors.push({ path: 'observedOn', message: `${year}年的数不能早于${year}年1月1日公布` });
  if (settings.value === 'sum' && value < 0) errors.push({ path: 'value', message: '累计的数不能小于 0' });
  if (settings.value === 'average-growth')
    for (const [path, rate] of [['value', value] as const, ['comparison', comparison] as const])
      if (rate !== null && rate <= -100) errors.push({ path, message: '增长率应大于 -100' });
  return errors;
}

const numbered: readonly TargetTable['kind'][] = ['at-least', 'about', 'cumulative-about', 'equal'];

/** @param latest the version that a new one follows; null where there is none yet */
export function checkRevision(
  { kind, value, documentDay, inForceFrom }: ReviseTarget,
  { latest, today }: { latest: Pick<TargetTable, 'inForceFrom'> | null; today: string },
): FieldError[] {
  const errors: FieldError[] = [];
  if (numbered.includes(kind) && value === null) errors.push({ path: 'value', message: '这一类目标要填目标数' });
  if (kind === 'relative' && value !== null)
    errors.push({ path: 'value', message: '与平均水平相比的目标没有自己的数，请空着；对比数随年度数填报' });
  if (documentDay > today) errors.push({ path: 'documentDay', message: '文件日期不能晚于今天' });
  if (latest !== null && inForceFrom < latest.inForceFrom)
    errors.push({
      path: 'inForceFrom',
      message: `不能早于上一版目标的生效日期（${formatDay(latest.inForceFrom)}），否则以前的目标会被改写`,
    });
  return errors;
}
