/** Words for values in the interface: days, instants, numbers. Pure. What is missing reads 未采集, never 0. */

import { mostCounted } from '#app/counting.ts';

export const MISSING = '未采集';

type Maybe<T> = T | null | undefined;

const grouped = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2, signDisplay: 'negative' });
const sized = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 });
const weight = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 3, signDisplay: 'negative' });
const percent = new Intl.NumberFormat('zh-CN', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'negative',
});
const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2025-03-08` → `2025年3月8日`. Text that is no day is returned as it is. */
export function formatDay(day: Maybe<string>): string {
  if (!day) return MISSING;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match ? `${Number(match[1])}年${Number(match[2])}月${Number(match[3])}日` : day;
}

/** An ISO instant as the clock on a wall in Shanghai shows it: `2026年11月24日 16:20`. */
export function formatInstant(instant: Maybe<string>): string {
  if (!instant) return MISSING;
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  const part = Object.fromEntries(shanghai.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${part.year}年${part.month}月${part.day}日 ${part.hour}:${part.minute}`;
}

/** `1234.5` → `1,234.5`, two decimals at most. */
export function formatNumber(value: Maybe<number>): string {
  return isNumber(value) ? grouped.format(value) : MISSING;
}

/** Tonnes to the kilogram, as they are reported: `12.345`. */
export function formatTonnes(value: Maybe<number>): string {
  return isNumber(value) ? weight.format(value) : MISSING;
}

/** A size in bytes, with at most one decimal: `12.3 MB`. */
export function formatBytes(bytes: Maybe<number>): string {
  if (!isNumber(bytes)) return MISSING;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024))));
  return `${sized.format(bytes / 1024 ** step)} ${units[step]}`;
}

/** A number with its unit where it has one; tonnes to the kilogram. */
export function formatMeasure(value: number, unit: string | undefined): string {
  return [unit?.startsWith('吨') ? formatTonnes(value) : formatNumber(value), unit].filter(Boolean).join(' ');
}

/** A share of one as a percentage with one decimal: `0.3012` → `30.1 %`. */
export function formatPercent(share: Maybe<number>): string {
  return isNumber(share) ? `${percent.format(share * 100)} %` : MISSING;
}

function isNumber(value: Maybe<number>): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** How many there are of a list that is counted only so far: `83 个村`, `10,000 多个村`. */
export function formatTotal(total: number, counter: string): string {
  return total < mostCounted ? `${formatNumber(total)} ${counter}` : `${formatCount(total)}${counter}`;
}

/** The same where the counting word is left out: `83`, `10,000 多`. */
export function formatCount(total: number): string {
  return total < mostCounted ? formatNumber(total) : `${formatNumber(mostCounted)} 多`;
}
