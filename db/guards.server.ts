/** Installing the guards that keep history, and telling whether they still are what was installed. */
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import { isPostgres } from './engine.ts';
import { type Guard, postgresGuards } from './guards.postgres.ts';
import { guardTriggers } from './guards.sqlite.ts';

/** What stands in a database and what should, by name and as comparable text, and how the one becomes the other. */
interface Keeping {
  wanted: Map<string, string>;
  present(): Promise<Map<string, string>>;
  remove(trx: Db, name: string): Promise<unknown>;
  install(trx: Db): Promise<void>;
}

/** Puts every guard in its place; does nothing where all stand. */
export async function installGuards(db: Db): Promise<void> {
  const { wanted, present, remove, install } = keepingOf(db);
  const standing = await present();
  if (standing.size === wanted.size && [...wanted].every(([name, text]) => standing.get(name) === text)) return;
  const replace = async (trx: Db) => {
    for (const name of standing.keys()) await remove(trx, name);
    await install(trx);
  };
  await (db.isTransaction ? replace(db) : db.transaction().execute(replace));
}

/** Takes every guard away, for the transaction that loads a register as it was; whoever does so installs them again. */
export async function removeGuards(trx: Db): Promise<void> {
  const { present, remove } = keepingOf(trx);
  for (const name of (await present()).keys()) await remove(trx, name);
}

/** Names of guards that are missing or were altered in this database; empty when all stand. */
export async function alteredGuards(db: Db): Promise<string[]> {
  const { wanted, present } = keepingOf(db);
  const standing = await present();
  return [...wanted].filter(([name, text]) => standing.get(name) !== text).map(([name]) => name);
}

const keepingOf = (db: Db): Keeping => (isPostgres(db) ? onPostgres(db) : onSqlite(db));

function onSqlite(db: Db): Keeping {
  const wanted = guardTriggers();
  return {
    wanted,
    async present() {
      const { rows } = await sql<{
        name: string;
        sql: string;
      }>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
      return new Map(rows.map(({ name, sql: text }) => [name, text.replace(/^CREATE TRIGGER/, 'create trigger')]));
    },
    remove: (trx, name) => sql`drop trigger ${sql.id(name)}`.execute(trx),
    async install(trx) {
      for (const text of wanted.values()) await sql.raw(text).execute(trx);
    },
  };
}

/** How `pg_trigger` counts a trigger: before, on what, and for each row but where a whole table is emptied. */
const typeOf: Record<Guard['event'], number> = { insert: 7, delete: 11, update: 19, truncate: 34 };

function onPostgres(db: Db): Keeping {
  const guards = postgresGuards();
  return {
    wanted: new Map(
      guards.map(({ name, table, event, body }) => [name, `${table} ${typeOf[event]} O plpgsql ${body}`]),
    ),
    async present() {
      // A trigger that is off, has a condition, or calls a function with settings of its own has another text.
      const { rows } = await sql<{ name: string; text: string }>`
        select g.tgname as name, concat(c.relname, ' ', g.tgtype, ' ', g.tgenabled, ' ', l.lanname, g.tgqual::text,
          nullif(g.tgattr::text, ''), f.proconfig::text, nullif(f.prosecdef, false), ' ', f.prosrc) as text
        from pg_trigger g join pg_class c on c.oid = g.tgrelid join pg_proc f on f.oid = g.tgfoid
          join pg_language l on l.oid = f.prolang
        where not g.tgisinternal and c.relnamespace = current_schema()::regnamespace`.execute(db);
      return new Map(rows.map(({ name, text }) => [name, text]));
    },
    // A guard is named for its table.
    remove: (trx, name) => sql`drop trigger ${sql.id(name)} on ${sql.id(name.replace(/_[a-z]+$/, ''))}`.execute(trx),
    async install(trx) {
      for (const { name, table, event, body } of guards) {
        const each = event === 'truncate' ? 'statement' : 'row';
        await sql`create or replace function ${sql.id(name)}() returns trigger language plpgsql
          as ${sql.lit(body)}`.execute(trx);
        await sql`create trigger ${sql.id(name)} before ${sql.raw(event)} on ${sql.id(table)}
          for each ${sql.raw(each)} execute function ${sql.id(name)}()`.execute(trx);
      }
    },
  };
}
