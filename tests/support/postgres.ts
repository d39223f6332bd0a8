/** Databases in the run's PostgreSQL, whose address is in `TEST_DATABASE`: a template is filled once a run, then copied. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll } from 'vitest';
import { type Db, openDatabase } from '#db/client.server.ts';

/** A database of a name in the run's PostgreSQL. */
function addressOf(name: string): string {
  const url = new URL(process.env.TEST_DATABASE ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes a database, empty or as a copy. @returns its address */
export async function newDatabase(template = 'template0'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner((client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  made.push(name);
  return addressOf(name);
}

export async function copyOfTemplate(name: string, make: (db: Db) => Promise<void>): Promise<Db> {
  const template = `template_${name}`;
  await asOwner(async (client) => {
    // Of the files that run side by side one makes it, and the others wait.
    await client.query('select pg_advisory_lock(1)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 1) return;
    const unfinished = `unfinished_${name}`;
    await client.query(`drop database if exists ${unfinished}`);
    await client.query(`create database ${unfinished} template template0`);
    const db = openDatabase(addressOf(unfinished));
    await make(db);
    await db.destroy();
    await client.query(`alter database ${unfinished} rename to ${template}`);
  });
  const db = openDatabase(await newDatabase(template));
  open.push(db);
  return db;
}

const made: string[] = [];
const open: Db[] = [];

/** What a file of tests has made is dropped at its end. */
export function dropAfterAll(): void {
  afterAll(async () => {
    await Promise.all(open.splice(0).map((db) => db.destroy().catch(() => undefined)));
    await asOwner(async (client) => {
      for (const name of made.splice(0)) await client.query(`drop database if exists ${name} with (force)`);
    });
  });
}

async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
