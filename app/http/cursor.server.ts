/** Cursors of lists: opaque to whoever follows them, in truth the key of the last row that was sent. */

export const cursorAfter = (key: string): string => Buffer.from(key).toString('base64url');

/** The key to go on after; the beginning where there is no cursor. */
export const keyOfCursor = (cursor: string | undefined): string =>
  cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
