/** What changes did, row by row and field by field. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { type RegisteredName, registered, registeredNames } from '#db/registered.ts';
import { type KeyRange, keyOf, nextKeys, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
import { type Owned, rowsOf } from './ownership.repository.server.ts';
import { type RowChange, type RowPlace, rowChange } from './row-history.rules.ts';

/** What each of the changes did, row by row and field by field: one pass over the tables for a page of changes. */
export async function rowChangesOf(
  db: Db,
  numbers: readonly number[],
  tables: readonly RegisteredName[] = registeredNames,
): Promise<Map<number, RowChange[]>> {
  const result = new Map<number, RowChange[]>(numbers.map((number) => [number, []]));
  if (numbers.length === 0) return result;
  for (const table of tables)
    for (const [number, rows] of await rowChangesIn(db, table, numbers)) result.get(number)?.push(...rows);
  return result;
}

async function rowChangesIn(db: Db, table: RegisteredName, numbers: readonly number[], keys?: KeyRange) {
  const ended = byChange(table, await versionsEnded(db, table, numbers, keys), ({ endedBy }) => endedBy);
  const written = byChange(table, await versionsWritten(db, table, numbers, keys), ({ change }) => change);
  return numbers.map((number): [number, RowChange[]] => {
    const before = ended.get(number);
    const after = written.get(number);
    const touched = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])];
    return [number, touched.flatMap((key) => rowChange(table, key, before?.get(key), after?.get(key)) ?? [])];
  });
}

/**
 * What one change did to its next rows, table by table, in the order of their keys.
 *
 * @param from the place behind which to go on; null for the beginning
 * @returns no more than `most` rows, and the place behind the last of them where there are more
 */
export async function rowChangesAfter(
  db: Db,
  number: number,
  from: RowPlace | null,
  most: number,
): Promise<{ rows: RowChange[]; place: RowPlace | null }> {
  const rows: RowChange[] = [];
  let place: RowPlace | null = null;
  for (const table of registeredNames.slice(from === null ? 0 : registeredNames.indexOf(from.table))) {
    const after = table === from?.table ? from.key : null;
    const left = most - rows.length;
    const keys = await nextKeys(db, table, { change: number, after, most: left + 1 });
    if (keys.length === 0) continue;
    const isCut = keys.length > left;
    const last = isCut ? keys[left - 1] : keys.at(-1);
    // The tables before took all the room.
    if (last === undefined) return { rows, place };
    const [found] = await rowChangesIn(db, table, [number], { after, upTo: last });
    rows.push(...(found?.[1] ?? []));
    place = { table, key: last };
    if (isCut) return { rows, place };
  }
  return { rows, place: null };
}

/** Versions by the change that they are counted to, and by their row's key. */
function byChange<V extends Version>(table: RegisteredName, versions: readonly V[], numberOf: (version: V) => number) {
  const result = new Map<number, Map<string, V>>();
  for (const version of versions) {
    const number = numberOf(version);
    const rows = result.get(number) ?? new Map<string, V>();
    result.set(number, rows.set(keyOf(table, version), version));
  }
  return result;
}

/** What each change did to the rows of one owner, in whatever table. */
export async function rowChangesOfOwner(db: Db, numbers: readonly number[], owned: Owned) {
  const reaching = registeredNames.filter((table) => registered[table][owned.owner] !== undefined);
  const all = await rowChangesOf(db, numbers, reaching);
  const isOwn = await rowsOf(db, owned);
  return new Map([...all].map(([number, rows]) => [number, rows.filter(isOwn)]));
}

/** The same as far as a reader may know: a producer is told of its own rows alone, whoever else a change concerned. */
export async function rowChangesWithin(db: Db, numbers: readonly number[], scope: Scope) {
  if (scope.kind === 'producer') return rowChangesOfOwner(db, numbers, { owner: 'producer', id: scope.producer });
  return rowChangesOf(db, numbers);
}
