/** Opening the register's database. The handle is the first argument of every function that reads or writes. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver } from 'kysely';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

let waiting = 0;

/** How many of this process ask for a database and have to wait until another has finished with it. */
export const waitingForDatabase = () => waiting;

/** How long a writer waits for another program's transaction before it gives up. */
const patience = 5000;

/**
 * Several programs may share one file: a transaction takes the write lock when it begins, so that what it read
 * cannot be overtaken before it writes. While another holds the lock it asks again, and readers go on meanwhile:
 * SQLite's own waiting would hold up the whole thread.
 */
class ImmediateDriver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    waiting += 1;
    try {
      return await super.acquireConnection();
    } finally {
      waiting -= 1;
    }
  }

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

class RegisterDialect extends SqliteDialect {
  readonly #database: SQLite.Database;

  constructor(database: SQLite.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver() {
    return new ImmediateDriver({ database: this.#database });
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
  return new Kysely<Tables>({ dialect: new RegisterDialect(sqlite) });
}
