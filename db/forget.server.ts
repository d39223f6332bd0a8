/** Making what was deleted unreadable. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import { isPostgres } from './engine.ts';

/** How often a checkpoint that readers hold up is asked for again, and milliseconds between. */
const attempts = 40;
const pause = 50;

/**
 * Makes that what was just deleted or overwritten is not left behind. Outside a transaction.
 *
 * @returns whether nothing of it is left
 */
export async function forgetDeleted(db: Db): Promise<boolean> {
  return isPostgres(db) ? forgetOnPostgres(db) : forgetOnSqlite(db);
}

/**
 * Brings deletions out of the write-ahead log, which still holds the pages as they were, into the database, whose freed
 * bytes are overwritten with zeros (`secure_delete`, set on every handle). Where readers hold it up, the next closing of the
 * database empties it.
 */
async function forgetOnSqlite(db: Db): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await setTimeout(pause);
  }
  return false;
}

/** The tables that hold personal data: small ones, which are written anew without what was deleted in a moment. */
const personal = ['producerContact', 'joinRequest'];

/** The log of PostgreSQL still holds what was written, until the server has no more use for it, and archives keep theirs. */
async function forgetOnPostgres(db: Db): Promise<boolean> {
  // The statistics of a column hold examples of its values: they are made anew, too.
  for (const table of personal) await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(db);
  return true;
}
