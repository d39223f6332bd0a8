/**
 * How Kysely reaches a register on SQLite: reading on one handle, writing on another, so that whoever reads goes on while
 * a transaction is open or a writer waits for the lock. A register in memory has one handle, and its readers wait.
 */
import { setTimeout } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryCompiler,
  type QueryResult,
  SelectQueryNode,
  SqliteDialect,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import { RegisterCompiler } from './compiler.sqlite.ts';
import { NotedWrites } from './noted-writes.ts';
import { Turn } from './turn.ts';

/** Milliseconds that a writer waits for others before it gives up: longer than an import of 100,000 rows is written. */
const patience = 30_000;

/** How many prepared statements a handle keeps. */
const mostStatements = 200;

export class RegisterDialect extends SqliteDialect {
  readonly #writer: SQLite.Database;
  readonly #reader: SQLite.Database;

  /** @param reader another handle of the same file, or the same one where there can be no other */
  constructor(writer: SQLite.Database, reader: SQLite.Database) {
    super({ database: writer });
    this.#writer = writer;
    this.#reader = reader;
  }

  override createDriver(): Driver {
    return new RegisterDriver(this.#writer, this.#reader);
  }

  override createQueryCompiler(): QueryCompiler {
    return new RegisterCompiler();
  }
}

class RegisterDriver implements Driver {
  readonly #writer: Handle;
  readonly #reader: Handle;
  readonly #turn = new Turn();

  constructor(writer: SQLite.Database, reader: SQLite.Database) {
    this.#writer = new Handle(writer);
    this.#reader = writer === reader ? this.#writer : new Handle(reader);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<RegisterConnection> {
    return new RegisterConnection(this.#writer, this.#reader, this.#turn);
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: RegisterConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: RegisterConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: RegisterConnection): Promise<void> {
    await connection.rollback();
  }

  async destroy(): Promise<void> {
    this.#reader.close();
    this.#writer.close();
  }
}

/** What one query, or one transaction, works with. Nothing is held before it is needed. */
class RegisterConnection implements DatabaseConnection {
  readonly #writer: Handle;
  readonly #reader: Handle;
  readonly #turn: Turn;
  readonly answersAtOnce = true;
  written = new NotedWrites();
  #isOpen = false;
  #hasEnded = false;
  #lastError: unknown;

  constructor(writer: Handle, reader: Handle, turn: Turn) {
    this.#writer = writer;
    this.#reader = reader;
    this.#turn = turn;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isOpen) return this.#within(query);
    if (this.#hasEnded) throw new Error('the transaction has ended');
    if (this.#reader !== this.#writer && this.#reader.onlyReads(query)) return this.#reader.run(query);
    await this.#turn.take();
    try {
      return await patiently(() => this.#writer.run(query));
    } finally {
      this.#turn.give();
    }
  }

  // Long lists are read in pages, so that other queries come between.
  // biome-ignore lint/correctness/useYield: the interface wants a generator
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('queries are not streamed');
  }

  /** Takes the write lock at once: what a transaction has read cannot be overtaken before it writes. */
  async begin(): Promise<void> {
    await this.#turn.take();
    try {
      await patiently(() => this.#writer.run(CompiledQuery.raw('begin immediate')));
      this.#isOpen = true;
      this.written = new NotedWrites();
    } catch (error) {
      this.#turn.give();
      throw error;
    }
  }

  /** Where it fails the turn is kept for the rollback that follows. */
  async commit(): Promise<void> {
    this.#within(CompiledQuery.raw('commit'));
    this.#close();
  }

  async rollback(): Promise<void> {
    try {
      // A full disk has rolled back by itself.
      if (this.#writer.isInTransaction) this.#writer.run(CompiledQuery.raw('rollback'));
    } finally {
      this.#close();
    }
  }

  /**
   * SQLite ends a transaction by itself when the disk is full. Whoever goes on all the same would write each statement for
   * good, so that every further one gives the reason again.
   */
  #within<R>(query: CompiledQuery): QueryResult<R> {
    if (!this.#writer.isInTransaction) throw this.#lastError;
    this.written.note(query);
    try {
      return this.#writer.run(query);
    } catch (error) {
      this.#lastError = error;
      throw error;
    }
  }

  #close(): void {
    this.#isOpen = false;
    this.#hasEnded = true;
    this.#turn.give();
  }
}

/** Asks again while another program holds the lock, without holding up the thread as SQLite's own waiting would. */
async function patiently<T>(work: () => T): Promise<T> {
  const since = performance.now();
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return work();
    } catch (error) {
      const isBusy = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY');
      if (!isBusy || performance.now() - since >= patience) throw error;
      await setTimeout(pause);
    }
  }
}

/** One SQLite handle and the statements that it has prepared. */
class Handle {
  readonly #database: SQLite.Database;
  readonly #statements = new LRUCache<string, SQLite.Statement>({ max: mostStatements });

  constructor(database: SQLite.Database) {
    this.#database = database;
  }

  get isInTransaction(): boolean {
    return this.#database.inTransaction;
  }

  onlyReads({ query, sql }: CompiledQuery): boolean {
    if (SelectQueryNode.is(query)) return true;
    return query.kind === 'RawNode' && this.#prepared(sql).readonly;
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const statement = this.#prepared(sql);
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.open) this.#database.close();
  }

  #prepared(sql: string): SQLite.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
