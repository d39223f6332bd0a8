/** Where a part of a change's rows ended, as it travels to whoever reads on: opaque to him. */
import { z } from 'zod';
import { invalid } from '#app/problem.ts';
import { registered, registeredNames } from '#db/registered.ts';
import type { RowPlace } from './row-history.rules.ts';

/** Of keys: all others are texts. PostgreSQL would not compare one with the other. */
const numbers: ReadonlySet<string> = new Set(['sequence', 'version', 'year']);

const Place = z
  .tuple([z.int(), z.enum(registeredNames), z.array(z.union([z.string(), z.int32()]))])
  .refine(([, table, key]) => {
    const columns = registered[table].key;
    return (
      key.length === columns.length &&
      columns.every((column, place) => typeof key[place] === (numbers.has(column) ? 'number' : 'string'))
    );
  });

export const partOf = (change: number, { table, key }: RowPlace): string =>
  Buffer.from(JSON.stringify([change, table, key])).toString('base64url');

/**
 * @param first the number of the change that comes next: a part belongs to it
 * @throws Problem `invalid` for what no answer has given: it would pass for the end of the change
 */
export function placeOf(part: string | undefined, first: number | undefined): RowPlace | null {
  if (part === undefined) return null;
  const read = Place.safeParse(parsed(Buffer.from(part, 'base64url').toString()));
  if (!read.success || read.data[0] !== first)
    throw invalid([{ path: 'part', message: '应为上一次答复的 part，并用它的 next 作为 after' }]);
  const [, table, key] = read.data;
  return { table, key };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
