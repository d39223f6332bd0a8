/**
 * What was written to registered tables since a change, as far as committed and seen by the handle that reads. On SQLite alone,
 * where the answer is there at once.
 */
import type SQLite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { RegisteredName } from './registered.ts';

/** What was written to a table since a change. */
export interface Since {
  /** Rows that stand. */
  put: Extent;
  /** Versions that were in force at the change; `many` where so many ended that nobody looks which of them were. */
  ended: Extent;
}

export type Extent = 'none' | 'few' | 'many';

export type AskSince = (table: RegisteredName, change: number) => Since;

/** Rows that are looked at one by one, rather than going through a table or its history in the order of a list. */
const few = 1_000;

/** Answers that are remembered. */
const most = 2_000;

/** @returns asks the database what holds now, and remembers what it found until anything is written */
export function sinceOf(reader: SQLite.Database): () => AskSince {
  // What others wrote, and what this very handle did.
  const others = reader.prepare<[], number>('pragma data_version').pluck();
  const own = reader.prepare<[], number>('select total_changes()').pluck();
  const known = new LRUCache<string, Since>({ max: most });
  let state = '';
  const since: AskSince = (table, change) => {
    const found = known.get(`${table} ${change}`) ?? ask(reader, table, change);
    known.set(`${table} ${change}`, found);
    return found;
  };
  return () => {
    const now = `${others.get()}.${own.get()}`;
    if (now !== state) known.clear();
    state = now;
    return since;
  };
}

function ask(reader: SQLite.Database, table: RegisteredName, change: number): Since {
  const written = (source: string, column: string) =>
    `from (select "change" from ${source} where "${column}" > ? limit ?)`;
  const { put, ended, earlier } = reader
    .prepare<number[], { put: number; ended: number; earlier: number }>(
      `select (select count(*) ${written(`"${table}"`, 'change')}) as "put", count(*) as "ended",
        ifnull(sum("change" <= ?), 0) as "earlier" ${written(`"${table}History"`, 'endedBy')}`,
    )
    .get(change, few + 1, change, change, few + 1) ?? { put: 0, ended: 0, earlier: 0 };
  return { put: extentOf(put), ended: ended > few ? 'many' : extentOf(earlier) };
}

const extentOf = (rows: number): Extent => (rows === 0 ? 'none' : rows > few ? 'many' : 'few');
