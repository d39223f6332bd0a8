/** Which backups stay: the newest of each of the last days, weeks and months that have one. */
import { addDays, dayInShanghai, isDay } from '#app/day.ts';

const days = 14;
const weeks = 8;
const months = 12;

/** Said where the rule is shown. */
export const retentionWords = `保留最近 ${days} 天每天一份、最近 ${weeks} 周每周一份、最近 ${months} 个月每月一份，更早的自动删除。`;

const pattern = /^register-(\d{4}-\d{2}-\d{2})-([01]\d|2[0-3])([0-5]\d)([0-5]\d)\.sqlite$/;

/** The name of a backup made at an instant, by the clock in Shanghai: `register-2026-11-24-023000.sqlite`. */
export function nameOfBackup(at: Date): string {
  // Shanghai keeps no summer time: the clock there is eight hours ahead all year.
  const clock = new Date(at.getTime() + 8 * 60 * 60 * 1000).toISOString().slice(11, 19);
  return `register-${dayInShanghai(at)}-${clock.replaceAll(':', '')}.sqlite`;
}

/** When the backup of this name was made; null for a file that is none of ours, and so never removed. */
export function instantOfName(name: string): Date | null {
  const [, day = '', hour, minute, second] = pattern.exec(name) ?? [];
  return isDay(day) ? new Date(`${day}T${hour}:${minute}:${second}+08:00`) : null;
}

/** The names that may go. Files that are no backups of ours, and the newest backup, are never among them. */
export function outlived(names: readonly string[]): string[] {
  const ours = names.filter((name) => instantOfName(name) !== null).sort();
  const kept = new Set([
    ...newestOfLast(days, ours, dayOf),
    ...newestOfLast(weeks, ours, mondayOf),
    ...newestOfLast(months, ours, (name) => dayOf(name).slice(0, 7)),
  ]);
  return ours.filter((name) => !kept.has(name));
}

const dayOf = (name: string) => pattern.exec(name)?.[1] ?? '';

function mondayOf(name: string): string {
  const day = dayOf(name);
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** Names sort as their instants do: the last one of a period is its newest. */
function newestOfLast(count: number, names: readonly string[], periodOf: (name: string) => string): string[] {
  const newest = new Map(names.map((name) => [periodOf(name), name]));
  return [...newest.values()].slice(-count);
}
