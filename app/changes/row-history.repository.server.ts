/** What changes did, row by row and field by field. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { type RegisteredName, registered, registeredNames } from '#db/registered.ts';
import { keyOf, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
import { type Owned, rowsOf } from './ownership.repository.server.ts';
import { type RowChange, rowChange } from './row-history.rules.ts';

/** What each of the changes did, row by row and field by field: one pass over the tables for a page of changes. */
export async function rowChangesOf(
  db: Db,
  numbers: readonly number[],
  tables: readonly RegisteredName[] = registeredNames,
): Promise<Map<number, RowChange[]>> {
  const result = new Map<number, RowChange[]>(numbers.map((number) => [number, []]));
  if (numbers.length === 0) return result;
  for (const table of tables) {
    const ended = byChange(table, await versionsEnded(db, table, numbers), ({ endedBy }) => endedBy);
    const written = byChange(table, await versionsWritten(db, table, numbers), ({ change }) => change);
    for (const [number, rows] of result) {
      const before = ended.get(number);
      const after = written.get(number);
      for (const key of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
        const change = rowChange(table, key, before?.get(key), after?.get(key));
        if (change) rows.push(change);
      }
    }
  }
  return result;
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
