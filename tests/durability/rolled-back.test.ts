/** A transaction that SQLite ends by itself: its writer is told why, nothing of it stays, and the next one is whole. */
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { newFile } from '#tests/support/database.ts';

let db: Db;
beforeEach(async () => {
  db = openDatabase(newFile());
  await migrate(db);
});
afterEach(() => db.destroy());

const put = (trx: Db, key: string, value = '') => trx.insertInto('register').values({ key, value }).execute();

async function kept(): Promise<string[]> {
  const rows = await db.selectFrom('register').select('key').where('key', 'like', 'k-%').orderBy('key').execute();
  return rows.map(({ key }) => key);
}

/** Nothing that can be written in the transaction fits any more: what a full disk says, without one. */
async function fill(trx: Db): Promise<never> {
  await sql`pragma max_page_count = 1`.execute(trx);
  await put(trx, 'k-large', 'x'.repeat(5_000_000));
  throw new Error('there was room');
}

/** A constraint that takes the whole transaction back, which is SQLite's to choose. */
async function collide(trx: Db): Promise<never> {
  await sql`insert or rollback into register values ('k-first', '')`.execute(trx);
  throw new Error('it was taken twice');
}

test.each([
  ['a full disk', fill, 'SQLITE_FULL'],
  ['a constraint that rolls back', collide, 'SQLITE_CONSTRAINT_PRIMARYKEY'],
])('%s is the reason that is given, and the next transaction is whole', async (_, fail, code) => {
  const failing = db.transaction().execute(async (trx) => {
    await put(trx, 'k-first');
    await fail(trx);
  });
  const reason = await failing.catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(SQLite.SqliteError);
  expect(reason).toMatchObject({ code });
  expect(await kept()).toEqual([]);
  await db.transaction().execute(async (trx) => {
    await sql`pragma max_page_count = 1000000`.execute(trx);
    await put(trx, 'k-next');
  });
  expect(await kept()).toEqual(['k-next']);
});

test('whoever goes on within it writes nothing, and is told the reason again', async () => {
  const heedless = db.transaction().execute(async (trx) => {
    await put(trx, 'k-first');
    await collide(trx).catch(() => undefined);
    await expect(put(trx, 'k-after')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
    await put(trx, 'k-after').catch(() => undefined);
  });
  await expect(heedless).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' });
  expect(await kept()).toEqual([]);
  await put(db, 'k-next');
  expect(await kept()).toEqual(['k-next']);
});
