/** The promises of the numbered row of changes, kept against whoever writes to the database. */
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { migrate } from '#db/migrate.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { registeredNames } from '#db/registered.ts';
import { emptyRegister, isOnPostgres, newAddress } from '#tests/support/database.ts';
import { tamper } from '#tests/support/tamper.ts';

const at = new Date('2026-11-24T08:00:00Z');
const write = (db: Db, work: (trx: Db, change: number) => Promise<unknown>) =>
  recordChange(db, { kind: 'seed', account: null, at }, work);

const town = (code: string, change: number) => ({
  code,
  name: `${code}镇`,
  shortName: code,
  origin: 'entered' as const,
  source: null,
  change,
});
const addTown = (db: Db, code: string) =>
  write(db, (trx, change) => trx.insertInto('town').values(town(code, change)).execute());
const renameTown = (db: Db, code: string, name: string) =>
  write(db, (trx, change) => trx.updateTable('town').set({ name, change }).where('code', '=', code).execute());

let db: Db;
beforeEach(async () => {
  db = await emptyRegister();
});

describe('numbers', () => {
  test('run without gaps, also after a change that failed or wrote nothing', async () => {
    await addTown(db, 'a');
    await expect(write(db, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await write(db, async () => {})).change).toBeNull();
    expect((await addTown(db, 'b')).change).toBe(2);
  });

  test('cannot be chosen, rewritten or deleted by hand', async () => {
    await addTown(db, 'a');
    const values = "(9, 'now', null, 'seed', null, null, null, '', null)";
    await expect(sql.raw(`insert into "change" values ${values}`).execute(db)).rejects.toThrow(/no gaps/);
    await expect(sql.raw(`update "change" set account = 'x'`).execute(db)).rejects.toThrow(/never rewritten/);
    await expect(sql.raw('delete from "change"').execute(db)).rejects.toThrow(/never deleted/);
  });
});

describe('history', () => {
  test('keeps every version that a change ended', async () => {
    await addTown(db, 'a');
    await renameTown(db, 'a', 'second');
    await write(db, (trx) => trx.deleteFrom('town').where('code', '=', 'a').execute());
    const versions = await db
      .selectFrom('townHistory')
      .select(['name', 'change', 'endedBy'])
      .orderBy('change')
      .execute();
    expect(versions).toEqual([
      { name: 'a镇', change: 1, endedBy: 2 },
      { name: 'second', change: 2, endedBy: 3 },
    ]);
  });

  const ownWays = {
    sqlite: [
      ['insert or replace', `insert or replace into town values ('a', 'z', 'z', 'entered', null, 1)`],
      ['replace of itself with its own number', `replace into town select * from town`],
      ['update or replace', `update or replace town set code = 'b' where code = 'a'`],
    ],
    postgres: [
      ['truncate', `truncate town cascade`],
      ['history truncate', `truncate "townHistory"`],
      ['merge', `merge into town using (values ('a')) as v(code) on town.code = v.code when matched then delete`],
    ],
  };

  test.each([
    ['insert', `insert into town values ('z', 'z', 'z', 'entered', null, 1)`],
    [
      'upsert',
      `insert into town values ('a', 'z', 'z', 'entered', null, 1) on conflict (code) do update set name = 'z'`,
    ],
    ['update', `update town set name = 'z'`],
    ['delete', `delete from town`],
    ['history update', `update "townHistory" set name = 'z'`],
    ['history delete', `delete from "townHistory"`],
    ['history insert', `insert into "townHistory" values ('a', 'z', 'z', 'entered', null, 1, 2)`],
    ...ownWays[isOnPostgres ? 'postgres' : 'sqlite'],
  ])('raw SQL outside a change is refused: %s', async (_, statement) => {
    await addTown(db, 'a');
    await addTown(db, 'b');
    await renameTown(db, 'a', 'second');
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/register:/);
  });

  test('raw SQL inside a change leaves its history, and may not displace a row', async () => {
    await addTown(db, 'a');
    await write(db, async (trx, change) => {
      await sql`update town set name = 'raw', "change" = ${change}`.execute(trx);
      await sql`update town set name = 'raw again', "change" = ${change}`.execute(trx);
    });
    expect(await db.selectFrom('townHistory').select('name').execute()).toEqual([{ name: 'a镇' }]);
    const orReplace = isOnPostgres ? '' : 'or replace';
    const replace = write(db, (trx, change) =>
      sql`insert ${sql.raw(orReplace)} into town values ('a', 'z', 'z', 'entered', null, ${change})`.execute(trx),
    );
    await expect(replace).rejects.toThrow(/has this row|duplicate key/);
    expect(await verifyChain(db)).toBeNull();
  });

  test('the description of columns is what the database has', async () => {
    for (const table of registeredNames) {
      const found = (await db.introspection.getTables()).find(({ name }) => name === table);
      expect(found?.columns.map(({ name }) => name).sort(), table).toEqual([...columnsOf(table)].sort());
    }
  });
});

describe('what a change wrote is in its hash', () => {
  const village = (code: string, change: number) => ({
    ...{ code, name: code, townCode: 'a', pinyin: code, initials: code, retention: 'unconfirmed' as const },
    ...{ origin: 'entered' as const, change },
  });

  test.each<[string, (trx: Db, change: number) => Promise<unknown>]>([
    ['a delete alone', (trx) => trx.deleteFrom('town').where('code', '=', 'b').execute()],
    [
      'two tables',
      async (trx, change) => {
        await trx.updateTable('town').set({ name: 'z', change }).where('code', '=', 'a').execute();
        await trx.deleteFrom('village').where('code', '=', 'v').execute();
      },
    ],
    [
      'raw text beside the builder',
      async (trx, change) => {
        await trx.updateTable('town').set({ name: 'z', change }).where('code', '=', 'a').execute();
        await sql`delete from village`.execute(trx);
      },
    ],
    [
      'with a query before it',
      (trx, change) =>
        trx
          .with('wanted', (db) => db.selectFrom('village').select('code').where('code', '=', 'v'))
          .updateTable('village')
          .set({ name: 'z', change })
          .where('code', 'in', (where) => where.selectFrom('wanted').select('code'))
          .execute(),
    ],
    ['through a table with another name', (trx) => trx.deleteFrom('town as t').where('t.code', '=', 'b').execute()],
  ])('%s', async (_, work) => {
    await addTown(db, 'a');
    await addTown(db, 'b');
    await write(db, (trx, change) => trx.insertInto('village').values(village('v', change)).execute());
    expect((await write(db, work)).change).toBe(4);
    expect(await verifyChain(db)).toBeNull();
  });

  test('a statement that met no row is no change', async () => {
    await addTown(db, 'a');
    expect((await renameTown(db, 'z', 'second')).change).toBeNull();
    expect((await chainHead(db)).number).toBe(1);
  });
});

describe('verify', () => {
  beforeEach(async () => {
    await addTown(db, 'a');
    await renameTown(db, 'a', 'second');
    await addTown(db, 'b');
  });

  test('finds nothing in an untouched register', async () => {
    expect(await verifyChain(db)).toBeNull();
  });

  test.each([
    ['a present value', `update town set name = 'forged' where code = 'a'`, 2],
    ['a version in the history', `update "townHistory" set name = 'forged'`, 1],
    ['a version removed from the history', `delete from "townHistory"`, 1],
    ['a row removed', `delete from town where code = 'b'`, 3],
    ['a row slipped in', `insert into town values ('c', 'c', 'c', 'entered', null, 2)`, 2],
    ['a row of a change to come', `insert into town values ('c', 'c', 'c', 'entered', null, 4)`, 4],
    ['who made a change', `update "change" set account = 'other' where number = 2`, 2],
    ['a change cut out', `delete from "change" where number = 2`, 2],
  ])('names the first change that does not fit: %s', async (_, statement, change) => {
    await tamper(db, statement);
    expect((await verifyChain(db))?.change).toBe(change);
  });

  test.each(
    isOnPostgres
      ? [
          'drop trigger town_update on town',
          'alter table town disable trigger town_update',
          'alter table town enable replica trigger town_update',
          `create or replace function town_update() returns trigger language plpgsql as 'begin return new; end'`,
          `alter function town_update() set search_path to pg_temp, public`,
        ]
      : ['drop trigger town_update'],
  )('names a guard that was taken away: %s', async (statement) => {
    await sql.raw(statement).execute(db);
    expect((await verifyChain(db))?.what).toMatch(/town_update/);
    await migrate(db);
    expect(await verifyChain(db)).toBeNull();
  });

  test('the hash depends on the hash before', async () => {
    const other = await emptyRegister();
    await addTown(other, 'a');
    await renameTown(other, 'a', 'another');
    await addTown(other, 'b');
    expect((await chainHead(other)).hash).not.toBe((await chainHead(db)).hash);
  });
});

test('two programs writing to one register wait for each other', async () => {
  const address = await newAddress();
  const one = openDatabase(address);
  await migrate(one);
  const two = openDatabase(address);
  for (const code of ['a', 'b', 'c', 'd', 'e', 'f']) await addTown(code < 'd' ? one : two, code);
  await Promise.all(['g', 'h', 'i'].flatMap((code) => [addTown(one, `${code}1`), addTown(two, `${code}2`)]));
  expect((await chainHead(one)).number).toBe(12);
  expect(await verifyChain(two)).toBeNull();
  await Promise.all([one.destroy(), two.destroy()]);
});
