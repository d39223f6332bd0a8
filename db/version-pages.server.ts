/** The versions that one change wrote or ended, and whole tables, however many rows they have: read in pages. */
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { prepared } from './prepared.ts';
import { type RegisteredName, registered } from './registered.ts';
import type { Tables } from './tables.ts';
import { list, type Value, type Version } from './versions.server.ts';

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
    // By its own name: of a table whose key is a number SQLite calls it by the key's.
    return sql<Version & { rowid: number }>`select ${list(columns)}, rowid as "rowid" from ${sql.table(name)}
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
