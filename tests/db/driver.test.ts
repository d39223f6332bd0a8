/** One program, many who read and one who writes: who reads waits for nobody, and sees nothing that was not committed. */
import { setTimeout } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, databaseFile, isForeignKeyFailure, openDatabase, stateOf } from '#db/client.server.ts';
import { writersLock } from '#db/guards.postgres.ts';
import { migrate } from '#db/migrate.server.ts';
import { prepared } from '#db/prepared.ts';
import { deferForeignKeys } from '#db/put-version.server.ts';
import { isOnPostgres, newAddress } from '#tests/support/database.ts';

let address: string;
let db: Db;
beforeEach(async () => {
  address = await newAddress();
  db = openDatabase(address);
  await migrate(db);
});
afterEach(() => db.destroy());

const set = (on: Db, value: string) =>
  on
    .insertInto('register')
    .values({ key: 'k', value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
const inTransaction = (value: string) => db.transaction().execute((trx) => set(trx, value));
const read = async () =>
  (await db.selectFrom('register').select('value').where('key', '=', 'k').executeTakeFirst())?.value;

/** Takes the writers' lock as another program does. @returns how it is given back */
async function lockElsewhere(): Promise<() => unknown> {
  if (isOnPostgres) {
    const other = new pg.Client({ connectionString: address });
    await other.connect();
    await other.query(`begin; select pg_advisory_xact_lock(${writersLock})`);
    return () => other.end();
  }
  const other = new SQLite(databaseFile(address));
  other.exec('begin immediate');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

test('reading goes on while a transaction is open, and shows what stood before it', async () => {
  await set(db, 'before');
  await db.transaction().execute(async (trx) => {
    await set(trx, 'within');
    expect(await read()).toBe('before');
  });
  expect(await read()).toBe('within');
});

test('reading goes on while writers wait for another program, and none of them fails', async () => {
  const give = await lockElsewhere();
  // On PostgreSQL a statement by itself needs no lock.
  const alone = (value: string) => (isOnPostgres ? inTransaction(value) : set(db, value));
  const waiting = [alone('a'), inTransaction('b'), alone('c')];
  // Whoever had to wait for the lock would wait for ever: it is given back later.
  expect(await read()).toBeUndefined();
  await setTimeout(120);
  await give();
  await Promise.all(waiting);
  expect(await read()).toBe('c');
});

test('more writers than there are connections leave some for who reads', async () => {
  const give = await lockElsewhere();
  const waiting = Array.from({ length: 30 }, (_, index) => inTransaction(String(index)));
  expect(await read()).toBeUndefined();
  await give();
  await Promise.all(waiting);
  expect(await read()).toBe('29');
});

test('a transaction that fails gives its turn to the next', async () => {
  const failing = db.transaction().execute(async (trx) => {
    await set(trx, 'lost');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  const unreferenced = db.transaction().execute(async (trx) => {
    await deferForeignKeys(trx);
    await sql`insert into "importRow" values ('none', 1, 'added', 'villages', 's', 1, 'n', '{}')`.execute(trx);
  });
  expect(isForeignKeyFailure(await unreferenced.catch((error) => error))).toBe(true);
  await set(db, 'kept');
  expect(await read()).toBe('kept');
});

test('what was worded once sees what its transaction wrote, and nothing may be asked of one that ended', async () => {
  const reading = prepared((on, { key }: { key: string }) =>
    on.selectFrom('register').select('value').where('key', '=', key),
  );
  const put = prepared((on, { value }: { value: string }) => on.insertInto('register').values({ key: 'k', value }));
  const ended: Db[] = [];
  for (const how of ['given up', 'committed']) {
    const transaction = db.transaction().execute(async (trx) => {
      ended.push(trx);
      await put(trx, { value: how });
      expect(await reading(trx, { key: 'k' })).toEqual([{ value: how }]);
      if (how === 'given up') throw new Error(how);
    });
    if (how === 'given up') await expect(transaction).rejects.toThrow(how);
    else await transaction;
  }
  for (const trx of ended) {
    await expect(reading(trx, { key: 'k' })).rejects.toThrow();
    await expect(put(trx, { value: 'late' })).rejects.toThrow();
  }
  expect(await reading(db, { key: 'k' })).toEqual([{ value: 'committed' }]);
});

test('a statement that writes does so also as raw text', async () => {
  await sql`insert into register values ('k', 'raw')`.execute(db);
  expect(await read()).toBe('raw');
});

test('the word for what the database holds is another after whatever was written, and the same after reading', async () => {
  const other = openDatabase(address);
  const words = [await stateOf(db)];
  const next = async () => {
    await setTimeout(1);
    words.push(await stateOf(db));
  };
  await set(db, 'own');
  await next();
  await set(other, 'of another program');
  await next();
  await db.transaction().execute(async (trx) => {
    await set(trx, 'within');
    await setTimeout(1);
    if (isOnPostgres) expect(await stateOf(db)).toBe(words.at(-1));
  });
  await next();
  expect(new Set(words).size).toBe(4);
  await read();
  await next();
  expect(words.at(-1)).toBe(words.at(-2));
  await other.destroy();
});
