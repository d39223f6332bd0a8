/** Making what was deleted unreadable. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Db } from './client.server.ts';

/** How often a checkpoint that readers hold up is asked for again, and milliseconds between. */
const attempts = 40;
const pause = 50;

/**
 * Brings deletions out of the write-ahead log, which still holds the pages as they were, into the database, whose freed
 * bytes are overwritten with zeros (`secure_delete`, set on every handle). Outside a transaction.
 *
 * @returns whether the log is empty now; otherwise readers held it up, and the next closing of the database empties it
 */
export async function forgetDeleted(db: Db): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await setTimeout(pause);
  }
  return false;
}
