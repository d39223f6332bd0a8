/** Finding one version of a row, and putting it back in force (undo). */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { type RegisteredName, registered } from './registered.ts';
import { historyOf, list, type Value, type Version } from './versions.server.ts';

/** The version of a row now in force, if the row exists. */
export async function findPresent(db: Db, table: RegisteredName, row: Version): Promise<Version | undefined> {
  const { rows } = await sql<Version>`select ${list(columnsOf(table))} from ${sql.table(table)}
    where ${sameKey(table, row)}`.execute(db);
  return rows[0];
}

/** The version of a row that a change wrote, or else the one that it ended; `key` holds the columns of its key. */
export async function findVersion(
  db: Db,
  table: RegisteredName,
  key: Readonly<Record<string, Value>>,
  change: number,
): Promise<Version | undefined> {
  const columns = list(columnsOf(table));
  const history = historyOf(table);
  const same = sameKey(table, key);
  const { rows } = await sql<Version>`select ${columns} from ${sql.table(table)} where ${same} and "change" = ${change}
    union all select ${columns} from ${history} where ${same} and "change" = ${change}
    union all select ${columns} from ${history} where ${same} and "endedBy" = ${change}`.execute(db);
  return rows[0];
}

/** Puts a row's values in force as part of `change`: inserts it where it is missing, amends it where it stands. */
export async function putVersion(trx: Db, table: RegisteredName, row: Version, change: number): Promise<void> {
  const columns = columnsOf(table);
  const value = (column: string) => (column === 'change' ? change : (row[column] ?? null));
  if (await findPresent(trx, table, row)) {
    const assignments = columns.map((column) => sql`${sql.ref(column)} = ${value(column)}`);
    await sql`update ${sql.table(table)} set ${sql.join(assignments)} where ${sameKey(table, row)}`.execute(trx);
  } else {
    await sql`insert into ${sql.table(table)} (${list(columns)})
      values (${sql.join(columns.map(value))})`.execute(trx);
  }
}

/** Deletes a row within the open change; its last version goes to the history. */
export async function deleteRow(trx: Db, table: RegisteredName, row: Version): Promise<void> {
  await sql`delete from ${sql.table(table)} where ${sameKey(table, row)}`.execute(trx);
}

/** Lets rows that refer to each other be put back in any order; the check is made when the transaction ends. */
export async function deferForeignKeys(trx: Db): Promise<void> {
  await (isPostgres(trx) ? sql`set constraints all deferred` : sql`pragma defer_foreign_keys = on`).execute(trx);
}

/** Checks now what was put off, where the engine can; SQLite does when the transaction ends. */
export async function checkForeignKeys(trx: Db): Promise<void> {
  if (isPostgres(trx)) await sql`set constraints all immediate`.execute(trx);
}

function sameKey(table: RegisteredName, row: Readonly<Record<string, Value>>): RawBuilder<unknown> {
  return sql.join(
    registered[table].key.map((column) => sql`${sql.ref(column)} = ${row[column] ?? null}`),
    sql` and `,
  );
}
