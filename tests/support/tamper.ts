/** What somebody could do who owns the database and minds no safeguard. */
import { sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import { isOnPostgres } from './database.ts';

/** Writes past the guards and past what rows refer to; the guards then stand as before. */
export async function behindGuards(db: Db, work: (trx: Db) => Promise<unknown>): Promise<void> {
  if (isOnPostgres) {
    await db.transaction().execute(async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx);
      await work(trx);
    });
    return;
  }
  await sql`pragma foreign_keys = off`.execute(db);
  const { rows } = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
  await work(db);
  for (const { sql: text } of rows) await sql.raw(text).execute(db);
}

export const tamper = (db: Db, statement: string) => behindGuards(db, (trx) => sql.raw(statement).execute(trx));

/** Takes the guard of an event on a table away. */
export async function dropGuard(db: Db, table: string, event: string): Promise<void> {
  const name = `${table}_${event}`;
  await sql`drop trigger ${sql.id(name)} ${isOnPostgres ? sql`on ${sql.id(table)}` : sql``}`.execute(db);
}
