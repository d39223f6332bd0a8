/**
 * A register of every earlier schema comes up to the present one and still verifies: see README.md beside the files for how
 * the next is added.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { ensureTallies, talliesFault } from '#app/plan/keep-tallies.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { fromSqlite } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { throughOf } from '#db/derived.server.ts';
import { knownMigrations, migrate } from '#db/migrate.server.ts';
import { nameFault } from '#db/names.server.ts';
import { registeredNames } from '#db/registered.ts';

const folder = path.resolve('tests/durability/schemas');
const files = readdirSync(folder).filter((name) => name.endsWith('.sqlite.br'));

const openKept = (name: string) => fromSqlite(new SQLite(brotliDecompressSync(readFileSync(path.join(folder, name)))));

async function applied(db: ReturnType<typeof openKept>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}

/** Of the first days' programs, whose registers nobody kept: the schema that ended with the migration before each of these. */
const notKept = [
  // No program could be seeded with the very first migration alone.
  '2026-11-24-register-products',
  ...['2026-11-24-upkeep', '2026-11-24-signing-keys', '2026-11-24-contact-removals', '2026-11-24-throttle'],
  ...['2026-11-24-revised-methods', '2026-11-24-rows-found'],
];

test('there is a register of each earlier schema, that before the newest migration among them', async () => {
  const kept = await Promise.all(files.map(async (name) => applied(openKept(name))));
  const missing = knownMigrations.filter((migration, place) => {
    const before = knownMigrations[place - 1];
    return before !== undefined && !kept.some((names) => names.includes(before) && !names.includes(migration));
  });
  expect(missing).toEqual(notKept);
  const newest = knownMigrations.at(-1) ?? '';
  expect(kept.some((names) => names.length === knownMigrations.length - 1 && !names.includes(newest))).toBe(true);
});

test.each(files)('%s', async (name) => {
  const db = openKept(name);
  const before = await chainHead(db);
  const kept = (await applied(db)).includes('2026-11-29-tallies') ? await throughOf(db, 'figures') : 0;
  expect(before.number).toBeGreaterThan(100);
  await migrate(db);
  expect((await applied(db)).sort()).toEqual([...knownMigrations].sort());
  expect(await chainHead(db)).toEqual(before);
  expect(await verifyChain(db)).toBeNull();
  // Tallies that the register had are taken over as they are; others are made, and the index of names as well.
  expect([0, before.number]).toContain(kept);
  expect(await throughOf(db, 'figures')).toBe(kept);
  await ensureTallies(db);
  expect(await talliesFault(db)).toBeNull();
  expect(await nameFault(db)).toBeNull();
  for (const table of registeredNames) {
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db);
    expect(rows.map((column) => column.name).sort(), table).toEqual([...columnsOf(table)].sort());
  }
  const { change } = await amendVillage(db, {
    ...{ code: '310118103274', profile: { introduction: '升级之后', industry: null, settlements: null } },
    ...{ loadedAt: before.number, left: [], account: 'district', at: new Date('2026-11-25T02:00:00Z') },
  });
  expect(change).toBe(before.number + 1);
  expect(await verifyChain(db)).toBeNull();
  await db.destroy();
});

test('there are registers with tallies among them, and without', async () => {
  const kept = await Promise.all(
    files.map(async (name) => (await applied(openKept(name))).includes('2026-11-29-tallies')),
  );
  expect(new Set(kept)).toEqual(new Set([true, false]));
});
