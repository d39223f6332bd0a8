/**
 * A power cut as far as a file system lets one be imitated: the log ends at any byte, its last sector holds anything, and
 * what was being copied from it into the database got there in part. What had been synced must be there, and hold together.
 */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';

const at = new Date('2026-11-24T08:00:00Z');
const pageSize = 4096;
const changes = 30;

let folder: string;
let file: string;
let db: Db;
/** How long the log was when each change had been answered. */
const answered: { change: number; length: number }[] = [];
let log: Buffer;
/** The database before any of the log, and after all of it. */
let before: Buffer;
let after: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'register-power-'));
  file = path.join(folder, 'register.sqlite');
  const seeding = openDatabase(`file:${file}`);
  await migrate(seeding);
  await seedIfEmpty(seeding, 'facts', at);
  await seeding.destroy();
  before = readFileSync(file);
  db = openDatabase(`file:${file}`);
  for (let turn = 1; turn <= changes; turn += 1) {
    const { number: loadedAt } = await chainHead(db);
    const profile = { introduction: `第 ${turn} 次`.repeat(turn * 9), industry: null, settlements: null };
    const { change } = await amendVillage(db, {
      ...{ code: '310118103274', profile, loadedAt, left: [], account: 'district', at },
    });
    if (change !== null) answered.push({ change, length: statSync(`${file}-wal`).size });
  }
  log = readFileSync(`${file}-wal`);
  copyFileSync(file, `${file}.copy`);
  copyFileSync(`${file}-wal`, `${file}.copy-wal`);
  const copy = new SQLite(`${file}.copy`);
  copy.pragma('wal_checkpoint(TRUNCATE)');
  copy.close();
  after = readFileSync(`${file}.copy`);
});
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

async function opened(database: Buffer, wal: Buffer): Promise<{ head: number; fault: unknown }> {
  const cut = path.join(folder, 'cut.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${cut}${suffix}`, { force: true });
  writeFileSync(cut, database);
  writeFileSync(`${cut}-wal`, wal);
  const register = openDatabase(`file:${cut}`);
  try {
    return { head: (await chainHead(register)).number, fault: await verifyChain(register) };
  } finally {
    await register.destroy();
  }
}

const answeredBy = (length: number) =>
  answered.filter((one) => one.length <= length).at(-1)?.change ?? (answered[0]?.change ?? 1) - 1;

test('a log that ends at any byte, with anything behind it, loses nothing that was answered by then', async () => {
  expect(answered).toHaveLength(changes);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: log.length }),
      fc.uint8Array({ maxLength: 512 }),
      async (length, rubbish) => {
        const found = await opened(before, Buffer.concat([log.subarray(0, length), rubbish]));
        expect(found).toEqual({ head: answeredBy(length), fault: null });
      },
    ),
    { numRuns: 150 },
  );
}, 120_000);

test('a copying of the log into the database that was cut short is done again', async () => {
  const pages = Math.ceil(after.length / pageSize);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(pages - 1), { maxLength: pages }), fc.nat(pageSize), async (copied, torn) => {
      const database = Buffer.alloc(after.length);
      before.copy(database);
      for (const [index, page] of copied.entries()) {
        const from = page * pageSize;
        const isLast = index === copied.length - 1;
        after.copy(database, from, from, from + (isLast ? torn : pageSize));
      }
      expect(await opened(database, log)).toEqual({ head: answered.at(-1)?.change, fault: null });
    }),
    { numRuns: 60 },
  );
}, 120_000);
