/** Writing iCalendar (RFC 5545): content lines, folded and escaped. */

const longestLine = 75;

/** Text as a property's value: backslash, semicolon, comma and line breaks stand for themselves (3.3.11). */
export const escapeText = (text: string) =>
  text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n?|\n/g, '\\n')
    // Other control characters may not stand in a calendar at all.
    .replace(/(?!\t)\p{Cc}/gu, '');

/** A day as a DATE value. */
export const dateValue = (day: string) => day.replaceAll('-', '');

/** An instant, RFC 3339 in UTC, as a DATE-TIME value in UTC. */
export const instantValue = (instant: string) => `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Content lines as they travel: each ends with CR LF and is folded at 75 octets, never inside a character (3.1). */
export const contentLines = (lines: readonly string[]) => lines.map((line) => `${fold(line)}\r\n`).join('');

function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > longestLine) {
      parts.push(part);
      part = '';
      // The blank that begins a continued line counts.
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
