/** Cursors of lists: opaque to whoever follows them, in truth the key of the last row that was sent. */
import { invalid } from '#app/problem.ts';

const mark = 'after:';

export const cursorAfter = (key: string): string => Buffer.from(mark + key).toString('base64url');

/**
 * The key to go on after; the beginning where there is no cursor.
 *
 * @throws Problem `invalid` for what no answer has given: it would pass for the end of the list
 */
export function keyOfCursor(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const text = Buffer.from(cursor, 'base64url').toString();
  if (!text.startsWith(mark)) throw invalid([{ path: 'cursor', message: '应为上一页给出的 next' }]);
  return text.slice(mark.length);
}
