/** The versions of registered rows, for any registered table: what changes wrote and what they ended. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { type RegisteredName, registered } from './registered.ts';

export type Value = string | number | null;
export type Version = Record<string, Value> & { change: number };
export type EndedVersion = Version & { endedBy: number };
export interface ChangeRange {
  from: number;
  to: number;
}
/** What a change wrote and ended of a table's rows. */
export interface WrittenRows {
  put: readonly Version[];
  ended: readonly Version[];
}

/** Columns as a query names them, one after the other. */
export const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
export const historyOf = (table: RegisteredName) => sql.table(`${table}History`);

/** Changes by a range of numbers, or one by one: then at least one, and no more than a page of them. */
type Changes = ChangeRange | readonly number[];

function among(column: 'change' | 'endedBy', changes: Changes): RawBuilder<unknown> {
  if ('from' in changes) return sql`${sql.ref(column)} between ${changes.from} and ${changes.to}`;
  return sql`${sql.ref(column)} in (${sql.join(changes)})`;
}

/** Every version that the changes wrote, whether still in force or ended since. */
export async function versionsWritten(
  db: Db,
  table: RegisteredName,
  changes: Changes,
  keys: KeyRange = { after: null },
): Promise<Version[]> {
  const columns = list(columnsOf(table));
  const written = sql`${among('change', changes)} and ${within(table, keys)}`;
  const { rows } = await sql<Version>`select ${columns} from ${sql.table(table)} where ${written}
    union all select ${columns} from ${historyOf(table)} where ${written}`.execute(db);
  return rows;
}

/** Every version that the changes ended, by amending or deleting its row. */
export async function versionsEnded(
  db: Db,
  table: RegisteredName,
  changes: Changes,
  keys: KeyRange = { after: null },
): Promise<EndedVersion[]> {
  const { rows } = await sql<EndedVersion>`select ${list(columnsOf(table))}, "endedBy" from ${historyOf(table)}
    where ${among('endedBy', changes)} and ${within(table, keys)}`.execute(db);
  return rows;
}

/** Rows of a table by their keys: those after one key, as far as another and with it. */
export interface KeyRange {
  after: readonly Value[] | null;
  upTo?: readonly Value[];
}

function within(table: RegisteredName, { after, upTo }: KeyRange): RawBuilder<unknown> {
  const key = list(registered[table].key);
  const beyond = after === null ? sql`true` : sql`(${key}) > (${sql.join(after)})`;
  return upTo === undefined ? beyond : sql`${beyond} and (${key}) <= (${sql.join(upTo)})`;
}

/** The keys of the next rows that a change wrote or ended, in their order, no more than `most`. */
export async function nextKeys(
  db: Db,
  table: RegisteredName,
  { change, after, most }: { change: number; after: readonly Value[] | null; most: number },
): Promise<Value[][]> {
  const { key } = registered[table];
  const beyond = within(table, { after });
  const { rows } = await sql<Record<string, Value>>`select ${list(key)} from ${sql.table(table)}
      where "change" = ${change} and ${beyond}
    union select ${list(key)} from ${historyOf(table)} where "change" = ${change} and ${beyond}
    union select ${list(key)} from ${historyOf(table)} where "endedBy" = ${change} and ${beyond}
    order by ${list(key)} limit ${most}`.execute(db);
  return rows.map((row) => key.map((column) => row[column] ?? null));
}

/** How many versions of a table's rows the changes wrote or ended. */
export async function countVersions(db: Db, table: RegisteredName, { from, to }: ChangeRange): Promise<number> {
  const count = (source: RawBuilder<unknown>, column: string) =>
    sql`(select count(*) from ${source} where ${sql.ref(column)} between ${from} and ${to})`;
  const { rows } = await sql<{ count: number }>`select ${count(sql.table(table), 'change')}
    + ${count(historyOf(table), 'change')} + ${count(historyOf(table), 'endedBy')} as "count"`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

/** The versions that began, ended or changed in one of these columns. */
export function movedRows(
  table: RegisteredName,
  columns: readonly string[],
  { put, ended }: WrittenRows,
): readonly Version[] {
  const before = new Map(ended.map((row) => [keyOf(table, row), row]));
  const still = new Set<string>();
  for (const row of put) {
    const own = before.get(keyOf(table, row));
    if (own !== undefined && columns.every((column) => own[column] === row[column])) still.add(keyOf(table, row));
  }
  return [...put, ...ended].filter((row) => !still.has(keyOf(table, row)));
}

/** A row's identity within its table, as text. */
export function keyOf(table: RegisteredName, row: Readonly<Record<string, Value>>): string {
  return registered[table].key.map((column) => String(row[column])).join('/');
}
