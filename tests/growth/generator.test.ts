/** The generator's register is one that the register itself could have come to. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { listTitlesWithSteps } from '#app/titles/title.repository.server.ts';
import { checkStanding, titleInTheWay } from '#app/titles/title-step.rules.ts';
import { verifyChain } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { registeredNames } from '#db/registered.ts';
import { sizeOf } from './size.ts';
import { type Written, writeRegister } from './write-register.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'register-growth-'));
const file = path.join(folder, 'register.sqlite');
let db: Db;
let written: Written;

beforeAll(async () => {
  written = await writeRegister(`file:${file}`, sizeOf('2'));
  db = openDatabase(`file:${file}`);
});
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

test('verify accepts its history, and the guards stand again', async () => {
  expect(await verifyChain(db)).toBeNull();
  const sqlite = new SQLite(file, { readonly: true });
  expect(sqlite.pragma('foreign_key_check')).toEqual([]);
  expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  await expect(db.updateTable('village').set({ name: '改村' }).execute()).rejects.toThrow(/register:/);
});

test('it has the size that was asked for, twice the three towns', async () => {
  const count = (table: 'town' | 'village' | 'title' | 'product') =>
    db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
  expect(await Promise.all([count('town'), count('village')])).toEqual([{ count: 6 }, { count: 166 }]);
  expect(written.changes / 166).toBeGreaterThan(35);
});

test('every invented row is marked as demonstration data', async () => {
  const sqlite = new SQLite(file, { readonly: true });
  const facts = 2;
  for (const table of registeredNames.filter((name) => !['areaTown', 'productBase'].includes(name)))
    for (const name of [table, `${table}History`]) {
      const unmarked = sqlite.prepare(`select count(*) from "${name}" where change > ? and origin != 'demo'`).pluck();
      // A village of the facts stays one, whatever was written to it.
      const allowed =
        table === 'village'
          ? sqlite.prepare(`select count(*) from "${name}" where change > ? and origin = 'fact'`).pluck().get(facts)
          : 0;
      expect(unmarked.get(facts), name).toBe(allowed);
    }
});

test('titles keep the rules of their course', async () => {
  const titles = await listTitlesWithSteps(db);
  const today = '2026-11-24';
  expect(
    titles.flatMap(({ id, steps }) => checkStanding(steps, { today }).map((problem) => ({ id, problem }))),
  ).toEqual([]);
  const open = new Map<string, string>();
  for (const title of titles.filter((one) => titleInTheWay([one], one))) {
    const key = `${title.villageCode} ${title.programmeKey}`;
    expect(open.get(key), key).toBeUndefined();
    open.set(key, title.id);
  }
});

test('its changes can be undone like any other', async () => {
  const last = await db
    .selectFrom('change')
    .select('number')
    .where('kind', '=', 'title-confirm')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow();
  await undoChange(
    db,
    { number: last.number, account: 'district', reason: null, at: new Date('2026-11-24T02:00:00Z') },
    checkUndone,
  );
  expect(await verifyChain(db)).toBeNull();
});
