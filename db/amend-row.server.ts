/** Amending a registered row by its key: worded once for each table and set of columns, since building it takes longer than running it. */
import type { Db } from './client.server.ts';
import { prepared } from './prepared.ts';
import type { RegisteredName } from './registered.ts';
import type { Row, RowPatch } from './tables.ts';
import type { Value } from './versions.server.ts';

type Amendment = (trx: Db, values: Readonly<Record<string, Value>>) => Promise<unknown>;
const worded = new Map<string, Amendment>();

/** Puts `patch` into the row of this key; its guard keeps the version before. Values that are left out stay as they are. */
export async function amendRow<T extends RegisteredName>(
  trx: Db,
  table: T,
  key: Partial<Row<T>>,
  patch: RowPatch<T> & { change?: number },
): Promise<void> {
  const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const [columns, keys] = [Object.keys(set), Object.keys(key)];
  const shape = `${table} ${columns} ${keys}`;
  const amend = worded.get(shape) ?? word(table, columns, keys);
  worded.set(shape, amend);
  await amend(trx, { ...set, ...key } as Record<string, Value>);
}

function word(table: RegisteredName, columns: readonly string[], keys: readonly string[]): Amendment {
  return prepared((db, values) => {
    // Columns of whichever table it is: Kysely knows those of one at a time.
    const set = Object.fromEntries(columns.map((column) => [column, values[column]])) as never;
    const update = db.updateTable(table as 'village').set(set);
    return keys.reduce((query, column) => query.where(column as 'code', '=', values[column] as never), update);
  });
}
