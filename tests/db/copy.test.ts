/** A register moves between databases with its whole history, and nobody can tell by its chain that it did. */
import { createHash, randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { putContact } from '#app/producers/producer.repository.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { copyRegister, derivedTables, keysOfTables } from '#db/copy.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Tables } from '#db/tables.ts';
import { pageSize } from '#db/version-pages.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { demoRegister, newAddress, newFile, seededAt } from '#tests/support/database.ts';
import { tamper } from '#tests/support/tamper.ts';

const opened: Db[] = [];
function open(address: string): Db {
  const db = openDatabase(address);
  opened.push(db);
  return db;
}
afterEach(async () => {
  for (const db of opened.splice(0)) await db.destroy();
});

/** What every table holds, in an order that is no engine's. */
async function contents(db: Db): Promise<Map<string, string[]>> {
  const held = new Map<string, string[]>();
  for (const [table] of keysOfTables) {
    const rows = await db.selectFrom(table).selectAll().execute();
    const sorted = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
    held.set(table, sorted);
  }
  return held;
}

/** The demonstration, amended and undone, with files, contacts, and numbers that are no sum of halves. */
async function livedIn(db: Db): Promise<void> {
  const at = new Date('2026-11-24T08:00:00Z');
  const profile = { introduction: '含 “引号”、\\反斜杠\\、%_ 和 溇甪泖厍', industry: null, settlements: null };
  const { number: loadedAt } = await chainHead(db);
  await amendVillage(db, { code: '310118102232', profile, loadedAt, left: [], account: 'zhujiajiao', at });
  const { number } = await chainHead(db);
  await undoChange(db, { number, account: 'district', reason: null, at }, checkUndone);
  const [producer] = await db.selectFrom('producer').select('id').limit(1).execute();
  await putContact(db, { producerId: producer?.id ?? '', person: '张三', phone: '13800000000', updatedAt: '2026' });
  for (const bytes of [randomBytes(70_000), Buffer.alloc(0)]) {
    const hash = createHash('sha256').update(bytes).digest('hex');
    await db
      .insertInto('attachment')
      .values({ hash, mediaType: 'image/png', size: bytes.length, bytes, addedAt: '2026-11-24' })
      .execute();
  }
}

/** On SQLite both are files of it; on PostgreSQL the register leaves it and comes back. */
test('a copy holds the same rows under the same chain, and so does a copy of it', async () => {
  const register = open(await newAddress());
  await migrate(register);
  await seedIfEmpty(register, 'demo', seededAt);
  await livedIn(register);
  const held = await contents(register);
  const head = await chainHead(register);

  const abroad = open(newFile());
  expect(await copyRegister(register, abroad)).toEqual(head);
  const back = open(await newAddress());
  expect(await copyRegister(abroad, back)).toEqual(head);
  for (const copy of [abroad, back]) {
    expect(await contents(copy)).toEqual(held);
    expect(await verifyChain(copy)).toBeNull();
  }
  const at = new Date('2026-11-24T09:00:00Z');
  await undoChange(back, { number: head.number, account: 'district', reason: null, at }, checkUndone);
  expect(await verifyChain(back)).toBeNull();
}, 60_000);

test('numbers, texts and files are the same on the way there and back', async () => {
  const register = open(await newAddress());
  await migrate(register);
  await livedInNumbers(register);
  const abroad = open(newFile());
  await copyRegister(register, abroad);
  expect(await contents(abroad)).toEqual(await contents(register));
});

async function livedInNumbers(db: Db): Promise<void> {
  await seedIfEmpty(db, 'facts', seededAt);
  const values = [0.1, 1 / 3, 1e-7, 123456789.125, 5, 1e21, Number.MAX_SAFE_INTEGER, 0];
  await recordChange(db, { kind: 'seed', account: null, at: seededAt }, async (trx, change) => {
    for (const [index, area] of values.entries())
      await trx
        .insertInto('statistic')
        .values({ ...empty, villageCode: '310118102232', year: 2000 + index, area, incomePerHead: -area, change })
        .execute();
  });
  expect(await verifyChain(db)).toBeNull();
}

const empty = {
  ...{ households: null, registeredPopulation: null, residentPopulation: null, migrantPopulation: null },
  ...{ villageGroups: null, partyMembers: null, farmland: null, grainField: null, vegetableField: null },
  ...{ woodland: null, fishpond: null, collectiveIncome: null, source: null },
  origin: 'entered',
} as const;

test('more changes than are read at a time go along', async () => {
  const register = open(newFile());
  await migrate(register);
  const town = { code: 'a', name: '甲镇', shortName: '甲', origin: 'entered' as const };
  const write = (work: (trx: Db, change: number) => Promise<unknown>) =>
    recordChange(register, { kind: 'seed', account: null, at: seededAt }, work);
  await write((trx, change) =>
    trx
      .insertInto('town')
      .values({ ...town, change })
      .execute(),
  );
  for (let times = 1; times <= pageSize; times += 1)
    await write((trx, change) =>
      trx
        .updateTable('town')
        .set({ name: `甲镇${times}`, change })
        .execute(),
    );
  const copy = open(await newAddress());
  expect(await copyRegister(register, copy)).toEqual(await chainHead(register));
  expect((await chainHead(copy)).number).toBe(pageSize + 1);
}, 60_000);

test('every table goes along', async () => {
  const db = open(await newAddress());
  await migrate(db);
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  expect([...keysOfTables.map(([table]) => table), ...derivedTables].sort()).toEqual(tables.sort());
});

test('a register is not copied over another, nor out of one of an older program', async () => {
  const there = await demoRegister();
  const register = open(await newAddress());
  await expect(copyRegister(register, there)).rejects.toThrow(/migrate/);
  await migrate(register);
  const before = await chainHead(there);
  await expect(copyRegister(register, there)).rejects.toThrow(/已经有登记簿/);
  expect(await chainHead(there)).toEqual(before);
});

test('what does not verify is not copied', async () => {
  const register = await demoRegister();
  await tamper(register, `update town set name = '别的镇' where code = '310118102'`);
  const target = open(newFile());
  await expect(copyRegister(register, target)).rejects.toThrow(/没有通过核验/);
  const left: (keyof Tables)[] = ['change', 'town', 'village'];
  for (const table of left) expect(await target.selectFrom(table).selectAll().execute()).toEqual([]);
});
