/** Opening the register's database. The handle is the first argument of every function that reads or writes. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** How long a writer waits for another program's transaction before it gives up. */
const patience = 5000;

/**
 * Several programs may share one file: a transaction takes the write lock when it begins, so that what it read
 * cannot be overtaken before it writes. While another holds the lock it asks again, and readers go on meanwhile:
 * SQLite's own waiting would hold up the whole thread.
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    for (let waited = 0, pause = 1; ; waited += pause, pause = Math.min(pause * 2, 50)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const isBusy = error instanceof SQLite.SqliteError && error.code === 'SQLITE_BUSY';
        if (!isBusy || waited >= patience) throw error;
        await setTimeout(pause);
      }
    }
  }
}

/** Statements kept ready. A page asks some dozens, and preparing each anew took a tenth of a request's time. */
const statementsKept = 400;

/** Prepares a statement once for all who ask it in the same words. */
function remembering(database: SQLite.Database): Pick<SQLite.Database, 'prepare' | 'close'> {
  const kept = new LRUCache<string, SQLite.Statement>({ max: statementsKept });
  const prepare = (source: string) => {
    // What changes the tables changes the columns of what was prepared before.
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(source)) {
      kept.clear();
      return database.prepare(source);
    }
    const known = kept.get(source);
    // One that streams its rows to somebody cannot answer somebody else.
    if (known && !known.busy) return known;
    const statement = database.prepare(source);
    kept.set(source, statement);
    return statement;
  };
  return { prepare: prepare as SQLite.Database['prepare'], close: () => database.close() };
}

class RegisterDialect extends SqliteDialect {
  readonly #database: SQLite.Database;

  constructor(database: SQLite.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver() {
    return new ImmediateDriver({ database: remembering(this.#database) });
  }
}

/**
 * Opens the database of a `DATABASE_URL`.
 *
 * @param url `file:` and a path relative to the working directory, or `file::memory:`
 */
export function openDatabase(url: string): Db {
  const file = databaseFile(url);
  if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  return fromSqlite(new SQLite(file));
}

/** Whether a transaction failed because a row would have referred to one that is not there. */
export function isForeignKeyFailure(error: unknown): boolean {
  return error instanceof SQLite.SqliteError && error.code === 'SQLITE_CONSTRAINT_FOREIGNKEY';
}

/** The file of a `DATABASE_URL`. */
export const databaseFile = (url: string): string => url.replace(/^file:/, '');

/** Wraps an open SQLite handle with the settings of a register of record. */
export function fromSqlite(sqlite: SQLite.Database): Db {
  sqlite.pragma('journal_mode = WAL');
  // NORMAL is many times faster and can lose the last answered changes when the power fails: a register may not.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 50');
  const db = new Kysely<Tables>({ dialect: new RegisterDialect(sqlite) });
  counters.set(db, {
    others: oncePerTurn(sqlite.prepare<[], number>('pragma data_version').pluck()),
    own: sqlite.prepare<[], number>('select total_changes()').pluck(),
  });
  return db;
}

interface Counters {
  /** What other connections wrote. */
  others: () => number | undefined;
  /** What this one did. */
  own: SQLite.Statement<[], number>;
}

const counters = new WeakMap<Db, Counters>();

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
 * again while this program runs. It costs a microsecond and waits for nobody.
 */
export function stateOf(db: Db): string {
  const { others, own } = counters.get(db) ?? {};
  return `${others?.()}.${own?.get()}`;
}
