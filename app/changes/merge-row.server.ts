import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import type { RegisteredName } from '#db/registered.ts';
import { keyOf, type Value, versionsWritten } from '#db/versions.server.ts';
import { getChange } from './change.repository.server.ts';
import type { Conflict, ContestedField } from './conflict.ts';
import { mergeFields } from './merge.rules.ts';

type Fields = Record<string, Value>;

interface FormMerge<T extends Fields> {
  /** The last change before the one under way. */
  latest: number;
  /** The fields as known when the form was loaded, and as they are now. */
  base: T;
  theirs: T;
  mine: T;
  /** Fields for which the user leaves the other's value standing. */
  left: readonly string[];
}

interface RowMerge<T extends Fields> extends FormMerge<T> {
  table: RegisteredName;
  /** The columns that identify the row. */
  key: Fields;
  /** The change at which the form was loaded. */
  loadedAt: number;
}

/**
 * Merges a form into a row that somebody may have written since the form was loaded. `joined` names the fields that
 * the other side changed and this form did not.
 *
 * @throws Problem `conflict` with a Conflict where both sides changed a field differently
 */
export async function mergeRow<T extends Fields>(
  trx: Db,
  merge: RowMerge<T>,
): Promise<{ merged: T; joined: string[] }> {
  return mergeForm(trx, merge, (fields) => lastWritten(trx, merge, fields));
}

/**
 * The same for a form whose fields lie in several rows.
 *
 * @param writers tells by field which change set the value that stands now
 * @throws Problem `conflict` with a Conflict where both sides changed a field differently
 */
export async function mergeForm<T extends Fields>(
  trx: Db,
  { base, theirs, mine, left, latest }: FormMerge<T>,
  writers: (fields: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<{ merged: T; joined: string[] }> {
  const leaving = left.flatMap((field) => (field in base ? [[field, base[field]] as const] : []));
  const { merged, conflicts } = mergeFields(base, theirs, { ...mine, ...Object.fromEntries(leaving) });
  if (conflicts.length > 0) {
    const contested = conflicts.map(({ field }) => field);
    const numbers = await writers(contested);
    const fields: ContestedField[] = [];
    for (const field of contested) {
      const number = numbers.get(field) ?? latest;
      const { account, accountName, at } = await getChange(trx, number);
      const sides = { base: base[field] ?? null, theirs: theirs[field] ?? null, mine: mine[field] ?? null };
      fields.push({ field, ...sides, number, by: accountName ?? account, at });
    }
    const details: Conflict = { change: latest, fields };
    throw new Problem('conflict', '您填写期间，别人改了同样的内容。请逐项选择，再保存一次。', { details });
  }
  const joined = Object.keys(merged).filter(
    (field) => theirs[field] !== base[field] && !left.includes(field) && mine[field] === base[field],
  );
  return { merged, joined };
}

/**
 * A row as it stood when a form was loaded at a change: looked up only where it was written since, or is gone.
 *
 * @param read finds the row on any handle
 */
export async function baseOf<R extends { change: number }>(
  trx: Db,
  present: R | undefined,
  loadedAt: number,
  read: (db: Db) => Promise<R | undefined>,
): Promise<R | undefined> {
  return present && present.change <= loadedAt ? present : read(knownAt(trx, loadedAt));
}

/** The changes from which on the present values of a row's fields stood without a break. */
async function lastWritten<T extends Fields>(
  trx: Db,
  { table, key, loadedAt, latest, theirs }: RowMerge<T>,
  fields: readonly string[],
): Promise<Map<string, number>> {
  const written = await versionsWritten(trx, table, { from: loadedAt + 1, to: latest });
  const versions = written
    .filter((version) => keyOf(table, version) === keyOf(table, key))
    .sort((a, b) => a.change - b.change);
  return new Map(
    fields.map((field) => {
      const different = versions.findLastIndex((version) => version[field] !== theirs[field]);
      return [field, versions[different + 1]?.change ?? latest];
    }),
  );
}
