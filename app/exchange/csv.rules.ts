/** Lines of CSV (RFC 4180) for Excel and WPS: UTF-8 with its mark, CRLF, and no text that runs as a formula. Pure. */

export const csvType = 'text/csv; charset=utf-8';

/** Without it Excel reads Chinese as the computer's own code page. */
export const byteOrderMark = '\ufeff';

export function csvLine(values: readonly (string | number | null)[]): string {
  return `${values.map(csvField).join(',')}\r\n`;
}

function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = defuse(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const formula = /^'*[=+\-@\t\r]/;

/** Puts an apostrophe before what a spreadsheet would run; also before the same with apostrophes, so that it can be undone. */
export const defuse = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** The text as it was before `defuse`. */
export const undefuse = (text: string): string => (text.startsWith("'") && formula.test(text) ? text.slice(1) : text);
