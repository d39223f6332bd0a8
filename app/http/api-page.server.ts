/** One page of a JSON list, by keyset: what was sent stays right while rows are added. */
import { cursorAfter, keyOfCursor } from './cursor.server.ts';
import { parseFields } from './forms.server.ts';
import type { Visit } from './guard.server.ts';
import { Paging } from './paging.ts';

/**
 * @param read the rows after a key, at most so many, in the order of their keys
 * @throws Problem `invalid` for a limit or a cursor that cannot be read
 */
export async function apiPage<Row extends { id: string }>(
  { url }: Visit,
  { read, total }: { read: (page: { after: string; limit: number }) => Promise<Row[]>; total: () => Promise<number> },
): Promise<{ items: Row[]; next: string | null; total: number }> {
  const { limit, cursor } = parseFields(Paging, Object.fromEntries(url.searchParams));
  // One more than is sent tells whether there is a next page.
  const found = await read({ after: keyOfCursor(cursor), limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? cursorAfter(last.id) : null, total: await total() };
}
