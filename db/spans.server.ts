/** Every version of some rows, each with the changes between which it was in force: what a register was at any of them. */
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import type { RegisteredName } from './registered.ts';
import type { RegisteredTables } from './tables.ts';

/** In force from `change` on and until `endedBy`; null where it still is. */
export interface Span {
  change: number;
  endedBy: number | null;
}

type Column<T extends RegisteredName> = keyof RegisteredTables[T] & string;

/** Values that one statement takes at most. */
const most = 5_000;

/** All versions of the rows whose `column` has one of the values, in no particular order. */
export async function spansOf<T extends RegisteredName, C extends Column<T>>(
  db: Db,
  table: T,
  columns: readonly C[],
  { column, among }: { column: Column<T>; among: readonly string[] },
): Promise<(Pick<RegisteredTables[T], C> & Span)[]> {
  const found: (Pick<RegisteredTables[T], C> & Span)[] = [];
  const list = sql.join(columns.map((each) => sql.ref(each)));
  for (let from = 0; from < among.length; from += most) {
    const values = sql.join(among.slice(from, from + most));
    const { rows } = await sql<Pick<RegisteredTables[T], C> & Span>`
      select ${list}, "change", null as "endedBy" from ${sql.table(table)} where ${sql.ref(column)} in (${values})
      union all select ${list}, "change", "endedBy" from ${sql.table(`${table}History`)}
        where ${sql.ref(column)} in (${values})`.execute(db);
    for (const row of rows) found.push(row);
  }
  return found;
}

/** The values of a key's one column, of rows that are or were, after `after` in the order of bytes. */
export async function keysAfter<T extends RegisteredName>(
  db: Db,
  table: T,
  { column, after, limit }: { column: Column<T>; after: string; limit: number },
): Promise<string[]> {
  const part = (name: string) => sql`select * from (select distinct ${sql.ref(column)} as "key" from ${sql.table(name)}
    where ${sql.ref(column)} > ${after} order by ${sql.ref(column)} limit ${limit}) as ${sql.ref(name)}`;
  const { rows } = await sql<{ key: string }>`${part(table)} union ${part(`${table}History`)}
    order by "key" limit ${limit}`.execute(db);
  return rows.map(({ key }) => key);
}
