/** Long lists read in parts, so that no list is held whole, and whoever else waits gets his turn after each. */
import { setImmediate } from 'node:timers/promises';

const partSize = 1000;

/** @param read the rows of one page, the first being 1; a page that is not full is the last */
export async function* byPages<T>(read: (page: number, size: number) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let page = 1; ; page++) {
    const rows = await read(page, partSize);
    yield* rows;
    if (rows.length < partSize) return;
    await setImmediate();
  }
}

/** @param read the rows after one, at most so many, in the order of their keys; from the first where there is none */
export async function* byKeys<T>(read: (after: T | null, size: number) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let after: T | null = null; ; ) {
    const rows: readonly T[] = await read(after, partSize);
    yield* rows;
    if (rows.length < partSize) return;
    after = rows.at(-1) ?? null;
    await setImmediate();
  }
}

/** Rows put together to parts of some size; the last may be shorter. */
export async function* inParts<T>(rows: AsyncIterable<T>, size = partSize): AsyncGenerator<readonly T[]> {
  let part: T[] = [];
  for await (const row of rows) {
    if (part.push(row) < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
