/** The promises of the numbered row of changes, kept against whoever writes to the database. */
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { recordChange } from '#db/record-change.server.ts';
import { registeredNames } from '#db/registered.ts';
import { emptyRegister } from '#tests/support/database.ts';

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

/** Writes past every safeguard, as somebody with a database tool would. */
async function tamper(db: Db, table: string, statement: string) {
  const { rows } = await sql<{ name: string; sql: string }>`select name, sql from sqlite_master
    where type = 'trigger' and tbl_name = ${table}`.execute(db);
  for (const { name } of rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
  await sql.raw(statement).execute(db);
  for (const { sql: text } of rows) await sql.raw(text).execute(db);
}

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

  test.each([
    ['insert', `insert into town values ('z', 'z', 'z', 'entered', null, 1)`],
    ['insert or replace', `insert or replace into town values ('a', 'z', 'z', 'entered', null, 1)`],
    ['replace of itself with its own number', `replace into town select * from town`],
    ['update', `update town set name = 'z'`],
    ['update or replace', `update or replace town set code = 'b' where code = 'a'`],
    ['delete', `delete from town`],
    ['history update', `update townHistory set name = 'z'`],
    ['history delete', `delete from townHistory`],
    ['history insert', `insert into townHistory values ('a', 'z', 'z', 'entered', null, 1, 2)`],
  ])('raw SQL outside a change is refused: %s', async (_, statement) => {
    await addTown(db, 'a');
    await addTown(db, 'b');
    await renameTown(db, 'a', 'second');
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/register:/);
  });

  test('raw SQL inside a change leaves its history, and may not displace a row by REPLACE', async () => {
    await addTown(db, 'a');
    await write(db, async (trx, change) => {
      await sql`update town set name = 'raw', "change" = ${change}`.execute(trx);
      await sql`update town set name = 'raw again', "change" = ${change}`.execute(trx);
    });
    expect(await db.selectFrom('townHistory').select('name').execute()).toEqual([{ name: 'a镇' }]);
    const replace = write(db, (trx, change) =>
      sql`insert or replace into town values ('a', 'z', 'z', 'entered', null, ${change})`.execute(trx),
    );
    await expect(replace).rejects.toThrow(/has this row/);
    expect(await verifyChain(db)).toBeNull();
  });

  test('the description of columns is what the database has', async () => {
    for (const table of registeredNames) {
      const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
      expect(rows.map(({ name }) => name).sort(), table).toEqual([...columnsOf(table)].sort());
    }
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
    ['a present value', 'town', `update town set name = 'forged' where code = 'a'`, 2],
    ['a version in the history', 'townHistory', `update townHistory set name = 'forged'`, 1],
    ['a version removed from the history', 'townHistory', `delete from townHistory`, 1],
    ['a row removed', 'town', `delete from town where code = 'b'`, 3],
    ['a row slipped in', 'town', `insert into town values ('c', 'c', 'c', 'entered', null, 2)`, 2],
    ['a row of a change to come', 'town', `insert into town values ('c', 'c', 'c', 'entered', null, 4)`, 4],
    ['who made a change', 'change', `update "change" set account = 'other' where number = 2`, 2],
    ['a change cut out', 'change', `delete from "change" where number = 2`, 2],
  ])('names the first change that does not fit: %s', async (_, table, statement, change) => {
    await sql`pragma foreign_keys = off`.execute(db);
    await tamper(db, table, statement);
    expect((await verifyChain(db))?.change).toBe(change);
  });

  test('names a guard that was taken away', async () => {
    await sql`drop trigger town_update`.execute(db);
    expect((await verifyChain(db))?.what).toMatch(/town_update/);
  });

  test('the hash depends on the hash before', async () => {
    const other = await emptyRegister();
    await addTown(other, 'a');
    await renameTown(other, 'a', 'another');
    await addTown(other, 'b');
    expect((await chainHead(other)).hash).not.toBe((await chainHead(db)).hash);
  });
});

test('two programs writing to one file wait for each other', async () => {
  const { openDatabase } = await import('#db/client.server.ts');
  const { migrate } = await import('#db/migrate.server.ts');
  const { mkdtempSync } = await import('node:fs');
  const file = `${mkdtempSync('/tmp/register-')}/register.sqlite`;
  const one = openDatabase(`file:${file}`);
  await migrate(one);
  const two = openDatabase(`file:${file}`);
  for (const code of ['a', 'b', 'c', 'd', 'e', 'f']) await addTown(code < 'd' ? one : two, code);
  await Promise.all(['g', 'h', 'i'].flatMap((code) => [addTown(one, `${code}1`), addTown(two, `${code}2`)]));
  expect((await chainHead(one)).number).toBe(12);
  expect(await verifyChain(two)).toBeNull();
  await Promise.all([one.destroy(), two.destroy()]);
  expect(new SQLite(file, { readonly: true }).pragma('journal_mode', { simple: true })).toBe('wal');
});
