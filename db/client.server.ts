/** Opening the register's database. The handle is the first argument of every function that reads or writes. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { Kysely } from 'kysely';
import { RegisterDialect } from './driver.server.ts';
import { isPostgresUrl } from './engine.ts';
import { isForeignKeyViolation, isUndefinedTable, openPostgres, sizeOnPostgres } from './postgres.server.ts';
import { outlookOnPostgres } from './since.postgres.ts';
import { outlookOnSqlite } from './since.sqlite.ts';
import { keepOutlook } from './since.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/**
 * Opens the database of a `DATABASE_URL`.
 *
 * @param url `file:` and a path relative to the working directory, or `file::memory:`; or `postgres:` as libpq reads it
 */
export function openDatabase(url: string): Db {
  if (isPostgresUrl(url)) {
    const { db, state } = openPostgres(url);
    states.set(db, state);
    keepOutlook(db, outlookOnPostgres(db));
    return db;
  }
  const file = databaseFile(url);
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const writer = prepared(new SQLite(file));
  return handleOf(writer, writer.memory ? writer : readerOf(file));
}

/** Whether a transaction failed because a row would have referred to one that is not there. */
export function isForeignKeyFailure(error: unknown): boolean {
  if (isForeignKeyViolation(error)) return true;
  return error instanceof SQLite.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** Whether a query failed because the database has no such table: it is empty, or of an older program. */
export function isMissingTable(error: unknown): boolean {
  return isUndefinedTable(error) || (error instanceof SQLite.SqliteError && error.message.startsWith('no such table'));
}

/** The file of a `DATABASE_URL`. */
export const databaseFile = (url: string): string => url.replace(/^file:/, '');

/** Whether there is a database to open: a file can be missing; a server says so itself. */
export const isThere = (url: string): boolean => isPostgresUrl(url) || existsSync(databaseFile(url));

/** The folder of what belongs to a register and is no part of its database: its signing key, its backups. */
export const registerFolder = (url: string): string =>
  isPostgresUrl(url) ? 'var' : path.dirname(path.resolve(databaseFile(url)));

/** Bytes that a register takes: on SQLite the file with its log. */
export async function databaseSize(db: Db, url: string): Promise<number> {
  if (isPostgresUrl(url)) return sizeOnPostgres(db);
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return sizeOf(databaseFile(url)) + sizeOf(`${databaseFile(url)}-wal`);
}

/** Wraps an open SQLite handle, which reads and writes alone, with the settings of a register of record. */
export function fromSqlite(sqlite: SQLite.Database): Db {
  const handle = prepared(sqlite);
  return handleOf(handle, handle);
}

function handleOf(writer: SQLite.Database, reader: SQLite.Database): Db {
  const db = new Kysely<Tables>({ dialect: new RegisterDialect(writer, reader) });
  // What other connections wrote, and what this program's writer did.
  const others = oncePerTurn(reader.prepare<[], number>('pragma data_version').pluck());
  const own = writer.prepare<[], number>('select total_changes()').pluck();
  states.set(db, () => `${others()}.${own.get()}`);
  keepOutlook(db, outlookOnSqlite(reader));
  return db;
}

const states = new WeakMap<Db, () => string | Promise<string>>();

/** Asks the file once for all requests that arrived together: none of them can know of a later change. */
function oncePerTurn(statement: SQLite.Statement<[], number>): () => number | undefined {
  let known: number | undefined;
  return () => {
    if (known === undefined) {
      known = statement.get();
      setImmediate(() => {
        known = undefined;
      });
    }
    return known;
  };
}

/**
 * A word for what the database holds: another one after anything was written, by whatever program, and never the same
 * again while this program runs. On SQLite it is there at once, costs a microsecond and waits for nobody; on PostgreSQL it
 * is asked for.
 */
export function stateOf(db: Db): string | Promise<string> {
  return states.get(db)?.() ?? '';
}

/** How long a handle that is being opened waits for another program, which may be mending after a power cut. */
const opening = 'busy_timeout = 5000';

function prepared(sqlite: SQLite.Database): SQLite.Database {
  sqlite.pragma(opening);
  sqlite.pragma('journal_mode = WAL');
  // NORMAL is many times faster and can lose the last answered changes when the power fails: a register may not.
  sqlite.pragma('synchronous = FULL');
  // What is deleted is overwritten: personal data must be gone from the file, and from later backups.
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma('foreign_keys = ON');
  // A change writes a dozen pages of the log. At SQLite's thousand it is brought into the file, which takes as long as many
  // changes, after eighty; 16 MB of log are read through in a blink when the program is killed.
  sqlite.pragma('wal_autocheckpoint = 4000');
  // From here on the driver asks again by itself: SQLite's waiting would hold up every reader of the thread.
  sqlite.pragma('busy_timeout = 0');
  return sqlite;
}

/** A second handle of a file, which cannot write. */
function readerOf(file: string): SQLite.Database {
  const reader = new SQLite(file);
  reader.pragma(opening);
  reader.pragma('query_only = ON');
  return reader;
}
