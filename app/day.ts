/** Days are `YYYY-MM-DD` in Asia/Shanghai: text, so that they compare as days do and no time zone can shift them. */

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day of the second that was asked last: calendars take long, every request asks, and a day begins on a second. */
let known = { second: Number.NaN, day: '' };

/** The day that it is in Shanghai at an instant. */
export function dayInShanghai(instant: Date): string {
  const second = Math.floor(instant.getTime() / 1_000);
  if (second !== known.second) known = { second, day: shanghai.format(instant) };
  return known.day;
}

const millisecondsADay = 86_400_000;
const atMidnight = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later, or earlier for a negative count. */
export function addDays(day: string, count: number): string {
  return new Date(atMidnight(day) + count * millisecondsADay).toISOString().slice(0, 10);
}

/** How many days lie from one day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((atMidnight(to) - atMidnight(from)) / millisecondsADay);
}

/** The same day of a month so many months later; the last of the month where it has no such day. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}
