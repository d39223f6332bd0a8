/** Opening a register on PostgreSQL. */
import { createRequire } from 'node:module';
import { Kysely, sql } from 'kysely';
import type pg from 'pg';
import { RegisterPostgresDialect } from './driver.postgres.ts';
import type { Tables } from './tables.ts';

const load = createRequire(import.meta.url);

/** Connections that one program holds at most. */
const mostConnections = 10;
/** Milliseconds that a writer waits for others before it gives up, as on SQLite. */
const patience = 30_000;

/**
 * How queries are planned: to compile one takes tens of milliseconds, which only analyses of minutes win back; and rows that an index
 * leads to lie in memory, or on a disk without a moving head. Engines that speak PostgreSQL's language may not know either.
 */
const planning = 'set jit = off; set random_page_cost = 1.1';

export function openPostgres(url: string): { db: Kysely<Tables>; state: () => Promise<string> } {
  const { db } = openPool(url, { lock_timeout: patience, connectionTimeoutMillis: patience });
  return { db, state: oncePerTurn(() => snapshot(db)) };
}

/** A handle over a pool of connections, and the pool itself. */
export function openPool(url: string, settings: pg.PoolConfig): { db: Kysely<Tables>; pool: pg.Pool } {
  // Loaded here: a register on SQLite, which most are, starts without it.
  const { Pool, types }: typeof pg = load('pg');
  // Whole numbers, sums and counts come as numbers, as they do from SQLite: none in a register is larger than 2^53.
  const isNumber = (id: number) => id === types.builtins.INT8 || id === types.builtins.NUMERIC;
  const pool = new Pool({
    connectionString: url,
    max: mostConnections,
    onConnect: (client) => client.query(planning).catch(() => undefined),
    types: { getTypeParser: (id: number) => (isNumber(id) ? Number : types.getTypeParser(id)) },
    ...settings,
  });
  // A connection that breaks while nobody uses it is replaced when somebody does.
  pool.on('error', () => undefined);
  return { db: new Kysely<Tables>({ dialect: new RegisterPostgresDialect(pool) }), pool };
}

/**
 * Which transactions are seen to have ended: another text after any of them, of whatever program, has written, and never the
 * same again. Whoever sees the same text sees the same rows.
 */
async function snapshot(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<{ seen: string }>`select pg_current_snapshot()::text as seen`.execute(db);
  return rows[0]?.seen ?? '';
}

/** Asks once for all requests that arrived together. Whoever comes later may know of a later change, and is asked for anew. */
export function oncePerTurn<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= new Promise((resolve) => {
      setImmediate(() => {
        asked = undefined;
        resolve(ask());
      });
    });
    return asked;
  };
}

export async function sizeOnPostgres(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return rows[0]?.bytes ?? 0;
}

/** How far a primary has written its log, in bytes. */
export async function logPosition(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`.execute(
    db,
  );
  return rows[0]?.bytes ?? 0;
}

const hasCode = (code: string) => (error: unknown) => error instanceof Error && 'code' in error && error.code === code;

/** Whether the error of a query says that a row would have referred to one that is not there. */
export const isForeignKeyViolation = hasCode('23503');
/** Whether it says that there is no such table. */
export const isUndefinedTable = hasCode('42P01');
