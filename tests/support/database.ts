/**
 * Registers for tests: each is built once and handed out as a copy of its own, so no test cleans up. They are SQLite's,
 * in memory, or databases of the run's PostgreSQL (`TEST_ENGINE=postgres`).
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { type Db, fromSqlite } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { copyOfTemplate, newDatabase } from './postgres.ts';

export const isOnPostgres = process.env.TEST_ENGINE === 'postgres';

/** The `DATABASE_URL` of a database that holds nothing yet. */
export async function newAddress(): Promise<string> {
  return isOnPostgres ? newDatabase() : newFile();
}

/** The same of a file, on whatever engine the tests run. */
export const newFile = () => `file:${path.join(mkdtempSync(path.join(tmpdir(), 'register-')), 'register.sqlite')}`;

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
  const made = async (db: Db) => {
    await migrate(db);
    await fill(db);
  };
  if (isOnPostgres) return copyOfTemplate(name, made);
  const image = images.get(name) ?? build(made);
  images.set(name, image);
  return fromSqlite(new SQLite(await image));
}

async function build(make: (db: Db) => Promise<void>): Promise<Buffer> {
  const sqlite = new SQLite(':memory:');
  const db = fromSqlite(sqlite);
  await make(db);
  const image = sqlite.serialize();
  await db.destroy();
  return image;
}
