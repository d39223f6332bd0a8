/** What of a method can be set anew, what a new version may not be, and how its settings are told. */

import { schemes } from '#app/certificates/scheme.rules.ts';
import type { FieldError } from '#app/problem.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import type { MethodTable, TargetTable } from '#db/tables.ts';
import type { Figure } from './figure.schema.ts';
import { figureNumber } from './figure-words.rules.ts';
import type { GreenReceipt } from './green-receipt.rules.ts';
import { GreenRateSettings, ObservedSettings, readSettings } from './method.schema.ts';
import type { MethodRevision } from './method-revision.schema.ts';
import type { ObservedReceipt } from './observed-receipt.rules.ts';
import { greenChoiceWords, schemeBox, toleranceUnit } from './plan.fields.ts';

type Version = Pick<MethodTable, 'indicatorKey' | 'text' | 'settings' | 'inForceFrom'>;

/** `green`: how the green rate is counted. `tolerance`: how far 左右 reaches. */
export type Settable = 'green' | 'tolerance';

/** What of an indicator's method can be set anew; null where nothing. @param target the newest version of its target */
export function settableOf(key: string, target: Pick<TargetTable, 'kind'> | undefined): Settable | null {
  if (key === 'green-rate') return 'green';
  return target?.kind === 'about' || target?.kind === 'cumulative-about' ? 'tolerance' : null;
}

/** The settings of a new version as the register keeps them: what the form says over those of the version before. */
export function settingsAfter(settable: Settable, latest: Version, { settings }: MethodRevision): string {
  const schema = settable === 'green' ? GreenRateSettings : ObservedSettings;
  return JSON.stringify({ ...readSettings(schema, latest), ...settings });
}

/** @param latest the version that the new one follows */
export function checkMethodRevision(
  { text, documentNumber, documentDay, inForceFrom }: MethodRevision,
  { latest, today }: { latest: Version; today: string },
): FieldError[] {
  const errors: FieldError[] = [];
  if (text === latest.text) errors.push({ path: 'text', message: '说明与上一版相同，请写出改成了什么' });
  if (documentNumber === null && documentDay !== null)
    errors.push({ path: 'documentNumber', message: '填了文件日期的，请填文号' });
  if (documentNumber !== null && documentDay === null)
    errors.push({ path: 'documentDay', message: '填了文号的，请填文件日期' });
  if (documentDay !== null && documentDay > today)
    errors.push({ path: 'documentDay', message: '文件日期不能晚于今天' });
  if (inForceFrom < latest.inForceFrom)
    errors.push({
      path: 'inForceFrom',
      message: `不能早于上一版口径的生效日期（${formatDay(latest.inForceFrom)}），否则以前的口径会被改写`,
    });
  return errors;
}

/** What the form opens with: the newest version, without its reason and document. */
export function methodValues(settable: Settable, latest: Version): Record<string, string> {
  if (settable === 'tolerance') {
    const { tolerance } = readSettings(ObservedSettings, latest);
    return { text: latest.text, tolerance: tolerance?.toString() ?? '' };
  }
  const { schemes: counted, amount, valid, rice, factor } = readSettings(GreenRateSettings, latest);
  const boxes = Object.fromEntries(counted.map((scheme) => [schemeBox(scheme), 'on']));
  return { text: latest.text, ...boxes, amount, valid, rice, factor: String(factor) };
}

/** The settings of versions by their numbers, beside the sentences that somebody wrote about them. */
export const settingsByVersion = (
  settable: Settable,
  versions: readonly (Version & { version: number })[],
  unit: string,
): Record<number, string[]> =>
  Object.fromEntries(versions.map((each) => [each.version, settingsWords(settable, each, unit)]));

function settingsWords(settable: Settable, version: Version, unit: string): string[] {
  if (settable === 'tolerance') {
    const { tolerance } = readSettings(ObservedSettings, version);
    return [`“左右”的幅度：${tolerance === null ? '未定' : `${formatNumber(tolerance)} ${toleranceUnit(unit)}`}`];
  }
  const { schemes: counted, amount, valid, rice, factor } = readSettings(GreenRateSettings, version);
  return [
    `计入的证书：${counted.map((scheme) => schemes[scheme].word).join('、')}`,
    `认证产量：${greenChoiceWords.amount[amount]}`,
    `证书：${greenChoiceWords.valid[valid]}`,
    `稻米：${greenChoiceWords.rice[rice]}${rice === 'milled' ? `，出米率 ${formatNumber(factor)}` : ''}`,
  ];
}

/** What each version of the method makes of the day, by the version's number: a number, or a verdict. */
export function methodOutcomes(
  { method, value, unit, verdict }: Pick<Figure, 'method' | 'value' | 'unit' | 'verdict'>,
  { green, observed }: { green: GreenReceipt | null; observed: ObservedReceipt | null },
): Record<number, string> {
  const told = (number: number | null) => (number === null ? '未采集' : `${figureNumber(number, unit)} ${unit}`);
  const others = green
    ? green.otherMethods.map(
        (other) => [other.version, `${told(other.value)}${pointsWords(other.difference)}`] as const,
      )
    : (observed?.otherMethods ?? []).map((other) => [other.version, other.verdict ?? ''] as const);
  return Object.fromEntries([[method.version, green ? told(value) : (verdict ?? '')], ...others]);
}

function pointsWords(difference: number | null): string {
  if (difference === null) return '';
  if (difference === 0) return '，没有相差';
  const points = Math.abs(difference);
  if (points < 0.05) return '，相差不到 0.1 个百分点';
  return `，相差 ${difference < 0 ? '−' : '+'}${points.toFixed(1)} 个百分点`;
}
