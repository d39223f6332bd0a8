/** Registers for tests: each is built once per process and handed out as a copy of its own, so no test cleans up. */
import SQLite from 'better-sqlite3';
import { type Db, fromSqlite } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';

/** The clock of the seeded registers: their newest change is not after it. */
export const seededAt = new Date('2026-11-24T02:00:00Z');

const images = new Map<string, Promise<Buffer>>();

/** A migrated register without a single change. */
export const emptyRegister = () => copyOf('empty', async () => {});

/** A register with the stated facts alone, as `seed facts` makes it. */
export const factsRegister = () => copyOf('facts', (db) => seedIfEmpty(db, 'facts', seededAt));

/** A register with the demonstration on top of the facts. */
export const demoRegister = () => copyOf('demo', (db) => seedIfEmpty(db, 'demo', seededAt));

async function copyOf(name: string, fill: (db: Db) => Promise<unknown>): Promise<Db> {
  const image = images.get(name) ?? build(fill);
  images.set(name, image);
  return fromSqlite(new SQLite(await image));
}

async function build(fill: (db: Db) => Promise<unknown>): Promise<Buffer> {
  const sqlite = new SQLite(':memory:');
  const db = fromSqlite(sqlite);
  await migrate(db);
  await fill(db);
  const image = sqlite.serialize();
  await db.destroy();
  return image;
}
