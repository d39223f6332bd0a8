/** From the versions of rows to what a change did: which row, which field, from what to what. */
import type { RegisteredName } from '#db/registered.ts';
import type { Value, Version } from '#db/versions.server.ts';

export interface FieldChange {
  field: string;
  old: Value;
  new: Value;
}

export interface RowChange {
  table: RegisteredName;
  key: string;
  /** The row as it is known by after the change, or before it where it was deleted. */
  row: Version;
  verb: 'added' | 'amended' | 'deleted';
  fields: FieldChange[];
}

/** A place within what one change did: behind a row of a table. */
export interface RowPlace {
  table: RegisteredName;
  key: readonly Value[];
}

/** What became of one row in one change, given its version before and its version after. */
export function rowChange(
  table: RegisteredName,
  key: string,
  before: Version | undefined,
  after: Version | undefined,
): RowChange | null {
  const row = after ?? before;
  if (row === undefined) return null;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const fields = names
    .filter((field) => field !== 'change' && field !== 'endedBy')
    .map((field) => ({ field, old: before?.[field] ?? null, new: after?.[field] ?? null }))
    .filter((change) => change.old !== change.new);
  const verb = before === undefined ? 'added' : after === undefined ? 'deleted' : 'amended';
  return { table, key, row, verb, fields };
}

/** All that stands in the rows, before and after. */
export function valuesIn(changes: readonly RowChange[]): Value[] {
  return changes.flatMap(({ row, fields }) => [
    ...Object.values(row),
    ...fields.flatMap((field) => [field.old, field.new]),
  ]);
}
