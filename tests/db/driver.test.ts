/** One program, two handles: who reads never waits for who writes, and sees nothing that was not committed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';

let folder: string;
let db: Db;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'register-driver-'));
  db = openDatabase(`file:${folder}/register.sqlite`);
  await migrate(db);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const set = (on: Db, value: string) =>
  on
    .insertInto('register')
    .values({ key: 'k', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
const read = async () =>
  (await db.selectFrom('register').select('value').where('key', '=', 'k').executeTakeFirst())?.value;

test('reading goes on while a transaction is open, and shows what stood before it', async () => {
  await set(db, 'before');
  await db.transaction().execute(async (trx) => {
    await set(trx, 'within');
    expect(await read()).toBe('before');
  });
  expect(await read()).toBe('within');
});

test('reading goes on while writers wait for another program, and none of them fails', async () => {
  const other = new SQLite(`${folder}/register.sqlite`);
  other.exec('begin immediate');
  const waiting = [set(db, 'a'), db.transaction().execute((trx) => set(trx, 'b')), set(db, 'c')];
  const since = performance.now();
  expect(await read()).toBeUndefined();
  expect(performance.now() - since).toBeLessThan(40);
  await setTimeout(120);
  other.exec('rollback');
  other.close();
  await Promise.all(waiting);
  expect(await read()).toBe('c');
});

test('a transaction that fails gives its turn to the next', async () => {
  const failing = db.transaction().execute(async (trx) => {
    await set(trx, 'lost');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const unreferenced = db.transaction().execute(async (trx) => {
    await sql`pragma defer_foreign_keys = on`.execute(trx);
    await sql`insert into "importRow" values ('none', 1, 'added', 'villages', 's', 1, 'n', '{}')`.execute(trx);
  });
  await expect(unreferenced).rejects.toThrow(/FOREIGN KEY/);
  await set(db, 'kept');
  expect(await read()).toBe('kept');
});

test('a statement that writes does so also as raw text', async () => {
  await sql`insert into register values ('k', 'raw')`.execute(db);
  expect(await read()).toBe('raw');
});
