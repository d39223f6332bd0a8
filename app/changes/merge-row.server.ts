import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { RegisteredName } from '#db/registered.ts';
import { keyOf, type Value, versionsWritten } from '#db/versions.server.ts';
import { getChange } from './change.repository.server.ts';
import type { Conflict, ContestedField } from './conflict.schema.ts';
import { type FieldConflict, mergeFields } from './merge.rules.ts';

type Fields = Record<string, Value>;

interface RowMerge<T extends Fields> {
  table: RegisteredName;
  /** The columns that identify the row. */
  key: Fields;
  /** The change at which the form was loaded. */
  loadedAt: number;
  /** The last change before the one under way. */
  latest: number;
  /** The fields as known when the form was loaded, and as they are now. */
  base: T;
  theirs: T;
  mine: T;
  /** Fields for which the user leaves the other's value standing. */
  left: readonly string[];
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
  const { base, theirs, left, latest } = merge;
  const leaving = left.flatMap((field) => (field in base ? [[field, base[field]] as const] : []));
  const { merged, conflicts } = mergeFields(base, theirs, { ...merge.mine, ...Object.fromEntries(leaving) });
  if (conflicts.length > 0) {
    const fields = await authored(trx, merge, conflicts);
    const details: Conflict = { change: latest, fields };
    throw new Problem('conflict', '您填写期间，别人改了同样的内容。请逐项选择，再保存一次。', { details });
  }
  const joined = Object.keys(merged).filter(
    (field) => theirs[field] !== base[field] && !left.includes(field) && merge.mine[field] === base[field],
  );
  return { merged, joined };
}

/** Adds to each conflict who set the other value, and when. */
async function authored<T extends Fields>(
  trx: Db,
  { table, key, loadedAt, latest, base, theirs, mine }: RowMerge<T>,
  conflicts: readonly FieldConflict[],
): Promise<ContestedField[]> {
  const written = await versionsWritten(trx, table, { from: loadedAt + 1, to: latest });
  const versions = written
    .filter((version) => keyOf(table, version) === keyOf(table, key))
    .sort((a, b) => a.change - b.change);
  const fields: ContestedField[] = [];
  for (const { field } of conflicts) {
    // The change from which on the present value stood without a break.
    const different = versions.findLastIndex((version) => version[field] !== theirs[field]);
    const number = versions[different + 1]?.change ?? latest;
    const { account, accountName, at } = await getChange(trx, number);
    const sides = { base: base[field] ?? null, theirs: theirs[field] ?? null, mine: mine[field] ?? null };
    fields.push({ field, ...sides, number, by: accountName ?? account, at });
  }
  return fields;
}
