/** Days are `YYYY-MM-DD` in Asia/Shanghai: text, so that they compare as days do and no time zone can shift them. */

/** Whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The day that it is in Shanghai at an instant. */
export const dayInShanghai = (instant: Date): string => shanghai.format(instant);
