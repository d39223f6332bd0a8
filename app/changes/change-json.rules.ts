/** Changes as other systems follow them. */
import { type RegisteredName, registered } from '#db/registered.ts';
import type { Row } from '#db/tables.ts';
import type { Value } from '#db/versions.server.ts';
import type { RowChange } from './row-history.rules.ts';

/** What proves something to whoever knows it leaves the register on a label alone. */
const withheld: Partial<Record<RegisteredName, readonly string[]>> = { product: ['verifyCode'] };

/** @param rows what the change did, where that was asked for */
export function changeJson(change: Omit<Row<'change'>, 'previousHash'>, rows?: readonly RowChange[]) {
  const { number, at, account, kind, reason, town, undoes, hash } = change;
  return { number, at, account, kind, reason, town, undoes, hash, ...(rows && { rows: rows.map(rowJson) }) };
}

/** A row as it stands after the change; null where it was deleted. */
function rowJson({ table, verb, row }: RowChange) {
  const told = Object.entries(row).filter(([column]) => !withheld[table]?.includes(column) && column !== 'endedBy');
  const key: Record<string, Value> = Object.fromEntries(registered[table].key.map((name) => [name, row[name] ?? null]));
  return { table, verb, key, row: verb === 'deleted' ? null : (Object.fromEntries(told) as Record<string, Value>) };
}
