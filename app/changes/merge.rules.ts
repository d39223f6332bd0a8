/**
 * Editing together: a form carries the change number at which it was loaded, so there are three versions of each
 * field, and only a field that both sides changed differently needs a person.
 */
export interface FieldConflict {
  field: string;
  /** 原值: as the form was loaded. */
  base: unknown;
  /** 对方: as somebody saved it since. */
  theirs: unknown;
  /** 我的: as typed. */
  mine: unknown;
}

export interface Merge<T> {
  merged: T;
  conflicts: FieldConflict[];
}

/**
 * Three-way merge of the fields of `mine`. What only one side changed is taken from that side; what both changed
 * alike is no conflict.
 */
export function mergeFields<T extends Record<string, unknown>>(base: T, theirs: T, mine: T): Merge<T> {
  const merged: Record<string, unknown> = { ...mine };
  const conflicts: FieldConflict[] = [];
  for (const field of Object.keys(mine)) {
    const touchedByMe = mine[field] !== base[field];
    const touchedByThem = theirs[field] !== base[field];
    if (!touchedByMe) merged[field] = theirs[field];
    else if (touchedByThem && mine[field] !== theirs[field])
      conflicts.push({ field, base: base[field], theirs: theirs[field], mine: mine[field] });
  }
  return { merged: merged as T, conflicts };
}
