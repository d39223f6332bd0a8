/** What somebody could do who owns the database and minds no safeguard. */
import { CompiledQuery, sql } from 'kysely';
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
  await write(db, 'pragma foreign_keys = off');
  const { rows } = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  for (const { name } of rows) await write(db, `drop trigger "${name}"`);
  await work(db);
  for (const { sql: text } of rows) await write(db, text);
}

/** On the handle that writes: the one that reads would judge the statement by the schema that it knew before. */
async function write(db: Db, text: string): Promise<void> {
  const compiled = CompiledQuery.raw(text);
  await db.executeQuery({ ...compiled, query: { kind: 'UpdateQueryNode' } });
}

export const tamper = (db: Db, statement: string) => behindGuards(db, (trx) => sql.raw(statement).execute(trx));

/** Takes the guard of an event on a table away. */
export async function dropGuard(db: Db, table: string, event: string): Promise<void> {
  const name = `${table}_${event}`;
  await write(db, `drop trigger "${name}" ${isOnPostgres ? `on "${table}"` : ''}`);
}
