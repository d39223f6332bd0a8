/**
 * Which change last wrote to a registered table, as far as committed and seen by the handle that reads. On SQLite alone, where
 * the answer is there at once.
 */
import type SQLite from 'better-sqlite3';
import type { RegisteredName } from './registered.ts';

/** The number of the last change that wrote, amended or deleted a row of a table; 0 where none did. It never goes back. */
export type LastChange = (table: RegisteredName) => number;

/** @returns asks the database what holds now, and remembers what it found until anything is written */
export function lastChangesOf(reader: SQLite.Database): () => LastChange {
  // What others wrote, and what this very handle did.
  const others = reader.prepare<[], number>('pragma data_version').pluck();
  const own = reader.prepare<[], number>('select total_changes()').pluck();
  const known = new Map<RegisteredName, number>();
  let state = '';
  const lastChange: LastChange = (table) => {
    const found = known.get(table) ?? ask(reader, table);
    known.set(table, found);
    return found;
  };
  return () => {
    const now = `${others.get()}.${own.get()}`;
    if (now !== state) known.clear();
    state = now;
    return lastChange;
  };
}

function ask(reader: SQLite.Database, table: RegisteredName): number {
  const last = reader.prepare<[], number>(
    `select max(ifnull((select max("change") from "${table}"), 0), ifnull((select max("endedBy") from "${table}History"), 0))`,
  );
  return last.pluck().get() ?? 0;
}
