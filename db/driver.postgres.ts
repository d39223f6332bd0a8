/**
 * How Kysely reaches a register on PostgreSQL. Whoever reads takes a connection of the pool for one query; a transaction
 * keeps one, and takes the lock of the register's writers when it begins: what it has read cannot be overtaken before it
 * writes, and numbers of changes have no gap, however many programs write.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import type pg from 'pg';
import { PostgresCompiler } from './compiler.postgres.ts';
import { writersLock } from './guards.postgres.ts';
import { NotedWrites } from './noted-writes.ts';
import { Turn } from './turn.ts';

export class RegisterPostgresDialect extends PostgresDialect {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ pool });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new RegisterDriver(this.#pool);
  }

  override createQueryCompiler(): QueryCompiler {
    return new PostgresCompiler();
  }
}

class RegisterDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #turn = new Turn();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<RegisterConnection> {
    return new RegisterConnection(this.#pool, this.#turn);
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: RegisterConnection, { accessMode }: TransactionSettings): Promise<void> {
    await (accessMode === 'read only' ? connection.beginReading() : connection.begin());
  }

  async commitTransaction(connection: RegisterConnection): Promise<void> {
    await connection.end('commit');
  }

  async rollbackTransaction(connection: RegisterConnection): Promise<void> {
    await connection.end('rollback');
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

/** No text of PostgreSQL holds a NUL: it is written as encoders write whatever they have no bytes for. */
const encodable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value);

/** What one query, or one transaction, works with. Nothing is held before it is needed. */
class RegisterConnection implements DatabaseConnection {
  readonly #pool: pg.Pool;
  readonly #turn: Turn;
  written = new NotedWrites();
  #client: pg.PoolClient | null = null;
  #hasTurn = false;

  constructor(pool: pg.Pool, turn: Turn) {
    this.#pool = pool;
    this.#turn = turn;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql, parameters } = query;
    if (this.#hasTurn) this.written.note(query);
    const { command, rowCount, rows } = await (this.#client ?? this.#pool).query(sql, parameters.map(encodable));
    return { rows: rows as R[], ...(command !== 'SELECT' && { numAffectedRows: BigInt(rowCount ?? 0) }) };
  }

  // Long lists are read in pages, so that other queries come between.
  // biome-ignore lint/correctness/useYield: the interface wants a generator
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('queries are not streamed');
  }

  /** All that is read sees one moment, and holds nobody up. */
  async beginReading(): Promise<void> {
    this.#client = await this.#pool.connect();
    await this.#client.query('begin isolation level repeatable read, read only');
  }

  /** Writers of this program wait for their turn without holding a connection that a reader could use. */
  async begin(): Promise<void> {
    await this.#turn.take();
    this.#hasTurn = true;
    this.written = new NotedWrites();
    try {
      this.#client = await this.#pool.connect();
      await this.#client.query(`begin; select pg_advisory_xact_lock(${writersLock})`);
    } catch (error) {
      this.#close(error);
      throw error;
    }
  }

  /** Where it fails, the connection is given up: with it ends whatever was open. */
  async end(how: 'commit' | 'rollback'): Promise<void> {
    try {
      await this.#client?.query(how);
      this.#close();
    } catch (error) {
      this.#close(error);
      throw error;
    }
  }

  #close(error?: unknown): void {
    this.#client?.release(error !== undefined);
    this.#client = null;
    if (this.#hasTurn) this.#turn.give();
    this.#hasTurn = false;
  }
}
