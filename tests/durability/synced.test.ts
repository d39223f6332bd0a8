/** What is answered is on the disk: the log is synced after its last byte of a change and before anybody hears of it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { databaseFile, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { newFile } from '#tests/support/database.ts';
import { buildWriter, Writer } from './writers.ts';

let address: string;
beforeEach(async () => {
  address = newFile();
  const db = openDatabase(address);
  await migrate(db);
  await seedIfEmpty(db, 'demo', new Date('2026-11-24T02:00:00Z'));
  await db.destroy();
});

test('the handle that writes is set to sync every change', async () => {
  const db = openDatabase(address);
  // Within a transaction it is the writing handle that is asked.
  const settings = await db.transaction().execute(async (trx) => ({
    synchronous: (await sql<{ synchronous: number }>`pragma synchronous`.execute(trx)).rows,
    journal: (await sql<{ journal_mode: string }>`pragma journal_mode`.execute(trx)).rows,
  }));
  await db.destroy();
  expect(settings).toEqual({ synchronous: [{ synchronous: 2 }], journal: [{ journal_mode: 'wal' }] });
});

// Named as a constant, so that no tool takes it for a program that the project installs.
const watching = 'strace';
const canWatch = spawnSync(watching, ['-o', '/dev/null', 'true']).status === 0;

test.skipIf(!canWatch)(
  'of each answered change the log was synced first, as the system saw it',
  async () => {
    await buildWriter();
    const trace = `${databaseFile(address)}.trace`;
    const calls = 'trace=write,pwrite64,fsync,fdatasync';
    const writer = new Writer(address, 'w', 12, [watching, '-f', '-y', '-e', calls, '-o', trace]);
    await writer.go();
    await writer.end();
    expect(writer.answered).toHaveLength(12);
    const told: (string | undefined)[] = [];
    let last: string | undefined;
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      const [, call, where = ''] = /^\d+ +(\w+)\(\d+<([^>]*)>/.exec(line) ?? [];
      if (where.endsWith('-wal')) last = call;
      if (call === 'write' && /"\d+ w-\d+\\n"/.test(line)) told.push(last);
    }
    expect(told).toHaveLength(12);
    expect(new Set(told)).toEqual(new Set([expect.stringMatching(/^f(data)?sync$/)]));
  },
  60_000,
);
