/** Going on from the last check: what it finds, what it leaves to the whole check, and who can move it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runRegistry } from '#app/registry/run.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { columnsOf } from '#db/columns.ts';
import { recordChange } from '#db/record-change.server.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);

async function registry(...args: string[]) {
  const said: string[] = [];
  const errors: string[] = [];
  const surroundings = {
    ...{ databaseUrl: `file:${at('r.sqlite')}`, backupFolder: at('backups'), input: async () => '' },
    ...{ now: new Date('2026-11-24T02:00:00Z'), say: (line: string) => said.push(line) },
  };
  const status = await runRegistry(args, surroundings, (sentence) => errors.push(sentence));
  return { status, said: said.join('\n'), error: errors.join('\n') };
}

/** Renames a village as one change. */
async function amend(name: string) {
  const db = openDatabase(`file:${at('r.sqlite')}`);
  await recordChange(db, { kind: 'seed', account: null, at: new Date('2026-11-24T02:00:00Z') }, (trx, change) =>
    trx.updateTable('village').set({ name, change }).where('code', '=', '310118102201').execute(),
  );
  await db.destroy();
}

/** Writes past every safeguard, as somebody with a database tool would. */
function tamper(statement: string) {
  const sqlite = new SQLite(at('r.sqlite'));
  const guards = sqlite.prepare(`select name, sql from sqlite_master where type = 'trigger'`).all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of guards) sqlite.exec(`drop trigger "${name}"`);
  sqlite.pragma('foreign_keys = OFF');
  sqlite.exec(statement);
  for (const { sql } of guards) sqlite.exec(sql);
  sqlite.close();
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'register-mark-'));
  await registry('seed', 'facts');
  await registry('key');
  await amend('甲村');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('without an earlier check the whole is checked, and the next one goes on from there', async () => {
  expect((await registry('verify', '--since-last')).said).toMatch(/^核验通过，共 2 号变更/);
  await amend('乙村');
  expect((await registry('verify', '--since-last')).said).toMatch(/第 2 号之后共 1 号变更/);
  expect((await registry('verify', '--since-last')).said).toMatch(/第 3 号之后共 0 号变更/);
});

test('what was written since is found wherever it was altered', async () => {
  await registry('verify');
  await amend('乙村');
  await amend('丙村');
  tamper(`update villageHistory set name = '假村' where "change" = 3`);
  expect((await registry('verify', '--since-last')).error).toMatch(/第 3 号变更对不上/);
});

test('a mark is not moved by a check that fails', async () => {
  await registry('verify');
  await amend('乙村');
  tamper(`update village set name = '假村' where "change" = 3`);
  const before = readFileSync(at('verified.json'));
  await registry('verify', '--since-last');
  expect(readFileSync(at('verified.json'))).toEqual(before);
});

test('what was checked before is left to the whole check, which finds it', async () => {
  await registry('verify');
  await amend('乙村');
  tamper(`update villageHistory set name = '假村' where "change" = 2`);
  expect(await registry('verify', '--since-last')).toMatchObject({ status: 0 });
  expect((await registry('verify')).error).toMatch(/第 2 号变更对不上/);
});

test('changes cut off behind the mark are missed, though the chain that is left fits', async () => {
  await registry('verify');
  const columns = columnsOf('village').map((column) => `"${column}"`);
  tamper(`delete from "change" where number = 2; delete from village where "change" = 2;
    insert into village (${columns}) select ${columns} from villageHistory where endedBy = 2;
    delete from villageHistory where endedBy = 2`);
  expect((await registry('verify', '--since-last')).error).toMatch(/第 2 号变更对不上/);
});

test('a mark that this key did not sign counts for nothing', async () => {
  await registry('verify');
  tamper(`update village set name = '假村' where "change" = 2`);
  const mark = JSON.parse(readFileSync(at('verified.json'), 'utf8'));
  writeFileSync(at('verified.json'), JSON.stringify({ ...mark, text: mark.text.replace('登记版本 2', '登记版本 1') }));
  expect((await registry('verify', '--since-last')).error).toMatch(/第 2 号变更对不上/);
  await registry('statement', at('s.json'));
  writeFileSync(at('verified.json'), readFileSync(at('s.json')));
  expect((await registry('verify', '--since-last')).error).toMatch(/第 2 号变更对不上/);
});
