/** The versions of registered rows, for any registered table: what a change wrote, what it ended, putting one back. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { prepared } from './prepared.ts';
import { type RegisteredName, registered, registeredNames } from './registered.ts';
import type { Tables } from './tables.ts';

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

const list = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)));
const historyOf = (table: RegisteredName) => sql.table(`${table}History`);

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

const touching = prepared((_, { from, to }: { from: number; to: number }) =>
  whereAny((table, has) => [
    has(sql.table(table), sql`"change" between ${from} and ${to}`),
    has(historyOf(table), sql`"change" between ${from} and ${to}`),
    has(historyOf(table), sql`"endedBy" between ${from} and ${to}`),
  ]),
);

/** No version that the open change wrote is in a history yet. */
const touchingOpen = prepared((_, { change }: { change: number }) =>
  whereAny((table, has) => [
    has(sql.table(table), sql`"change" = ${change}`),
    has(historyOf(table), sql`"endedBy" = ${change}`),
  ]),
);

type Has = (source: RawBuilder<unknown>, condition: RawBuilder<unknown>) => RawBuilder<unknown>;

function whereAny(looks: (table: RegisteredName, has: Has) => RawBuilder<unknown>[]) {
  const has: Has = (source, condition) => sql`exists (select 1 from ${source} where ${condition})`;
  const parts = [...registeredNames]
    .sort()
    .map((table) => sql`select ${sql.lit(table)} as "name" where ${sql.join(looks(table, has), sql` or `)}`);
  return sql<{ name: RegisteredName }>`${sql.join(parts, sql` union all `)}`;
}

/** The tables of which the changes wrote or ended a row, by their names: one look into the indexes. */
export async function touchedTables(db: Db, { from, to }: ChangeRange): Promise<RegisteredName[]> {
  return (await touching(db, { from, to })).map(({ name }) => name);
}

/** The same of the change that is open. */
export async function tablesOfOpen(trx: Db, change: number): Promise<RegisteredName[]> {
  return (await touchingOpen(trx, { change })).map(({ name }) => name);
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

/** How many versions are read at a time. */
export const pageSize = 2000;

/**
 * The versions that one change wrote (`put`) or ended (`end`), however many: read in pages, in no particular order.
 *
 * @param isOpen the change is still being made: nothing that it wrote is in the history yet
 */
export async function* versionsInPages(
  db: Db,
  table: RegisteredName,
  verb: 'put' | 'end',
  { change, isOpen }: { change: number; isOpen: boolean },
): AsyncGenerator<Version, void, undefined> {
  const { key } = registered[table];
  const present = { name: table, columns: columnsOf(table), key };
  const past = {
    ...{ name: `${table}History` as const, key: [...key, 'change'] },
    columns: [...columnsOf(table), ...(verb === 'end' ? ['endedBy'] : [])],
  };
  const places: Place[] = verb === 'end' ? [past] : isOpen ? [present] : [present, past];
  const condition = { column: verb === 'put' ? 'change' : 'endedBy', is: change } as const;
  for (const place of places) yield* inPages(db, place, condition);
}

/** The rows of a table, or those of them that meet a condition, however many: read in pages, in no particular order. */
export function inPages(db: Db, place: Place, condition: Condition | null): AsyncGenerator<Version, void, undefined> {
  return (isPostgres(db) ? inPagesByKey : inPagesByRowid)(db, place, condition);
}

interface Place {
  name: keyof Tables;
  columns: readonly string[];
  /** What identifies a row of it. */
  key: readonly string[];
}

interface Condition {
  column: 'change' | 'endedBy';
  is: number;
}

/** By where SQLite keeps the rows: it neither sorts them nor reads one twice. */
async function* inPagesByRowid(db: Db, place: Place, condition: Condition | null) {
  const page = pageAfter(place, condition?.column ?? null);
  for (let after = 0; ; ) {
    const rows = await page(db, { after, is: condition?.is ?? null });
    for (const { rowid, ...row } of rows) {
      yield row;
      after = rowid;
    }
    if (rows.length < pageSize) return;
  }
}

type PageAfter = (db: Db, values: { after: number; is: Value }) => Promise<(Version & { rowid: number })[]>;
const pages = new Map<string, PageAfter>();

/** Worded once for each table and condition: every change is sealed by them. */
function pageAfter({ name, columns }: Place, column: Condition['column'] | null): PageAfter {
  const known = pages.get(`${name} ${column}`);
  if (known) return known;
  const page: PageAfter = prepared((_, { after, is }) => {
    const condition = column === null ? sql`true` : sql`${sql.ref(column)} = ${is}`;
    return sql<Version & { rowid: number }>`select ${list(columns)}, rowid from ${sql.table(name)}
      where ${condition} and rowid > ${after} order by rowid limit ${pageSize}`;
  });
  pages.set(`${name} ${column}`, page);
  return page;
}

/** PostgreSQL has no such number that stays, but compares whole keys along their index. */
async function* inPagesByKey(db: Db, { name, columns, key }: Place, condition: Condition | null) {
  const wanted = condition === null ? sql`true` : sql`${sql.ref(condition.column)} = ${condition.is}`;
  for (let after = sql`true`; ; ) {
    const { rows } = await sql<Version>`select ${list(columns)} from ${sql.table(name)}
      where ${wanted} and ${after} order by ${list(key)} limit ${pageSize}`.execute(db);
    yield* rows;
    const last = rows[pageSize - 1];
    if (last === undefined) return;
    after = sql`(${list(key)}) > (${sql.join(key.map((column) => last[column]))})`;
  }
}

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

/** A row's identity within its table, as text. */
export function keyOf(table: RegisteredName, row: Readonly<Record<string, Value>>): string {
  return registered[table].key.map((column) => String(row[column])).join('/');
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
