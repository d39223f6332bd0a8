/** Rows by what they hang on. A rule that looks for the rows of one village among all of them takes the square of time. */

const known = new WeakMap<object, Map<PropertyKey, unknown>>();

/** The rows by the value of a column; made once for a list, however often it is asked. */
export function groupsOf<R extends object, K extends keyof R>(
  rows: readonly R[],
  column: K,
): ReadonlyMap<R[K], readonly R[]> {
  const ofRows = known.get(rows) ?? new Map<PropertyKey, unknown>();
  known.set(rows, ofRows);
  // What is kept under a column was made from these very rows by the lines below.
  const present = ofRows.get(column) as Map<R[K], R[]> | undefined;
  if (present !== undefined) return present;
  const groups = new Map<R[K], R[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  ofRows.set(column, groups);
  return groups;
}
