/** The command that amends a village, beside a plain transaction that updates one row and inserts one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { keepTallies } from '#app/plan/keep-tallies.server.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { median, say } from './rows.ts';

const code = '310118103209';
const times = 300;
const rounds = 5;
const folder = mkdtempSync(path.join(tmpdir(), 'register-bench-'));

const db = openDatabase(`file:${path.join(folder, 'register.sqlite')}`);
await migrate(db);
// As the server does.
keepTallies();
await seedIfEmpty(db, 'demo', new Date('2026-11-24T02:00:00Z'));
let { number: loadedAt } = await chainHead(db);

const plain = new SQLite(path.join(folder, 'plain.sqlite'));
for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'foreign_keys = ON'])
  plain.pragma(setting);
plain.exec(`create table village (code text primary key, industry text) strict;
  create table log (number integer primary key, at text not null, industry text) strict;
  insert into village values ('${code}', null)`);
const update = plain.prepare('update village set industry = ? where code = ?');
const insert = plain.prepare('insert into log (at, industry) values (?, ?)');
const write = plain.transaction((industry: string) => {
  update.run(industry, code);
  insert.run(new Date().toISOString(), industry);
});

let written = 0;
const byCommand = async () => {
  written += 1;
  const profile = { introduction: null, settlements: null, industry: `第 ${written} 次填写的产业` };
  const { change } = await amendVillage(db, { code, profile, loadedAt, left: [], account: 'liantang', at: new Date() });
  loadedAt = change ?? loadedAt;
};
const byHand = async () => {
  written += 1;
  write.immediate(`第 ${written} 次填写的产业`);
};

const rates: Record<'command' | 'plain', number[]> = { command: [], plain: [] };
for (let round = 0; round <= rounds; round += 1) {
  const found = { plain: await rate(byHand), command: await rate(byCommand) };
  // The first round is the machine's warming up.
  if (round > 0) for (const kind of ['command', 'plain'] as const) rates[kind].push(found[kind]);
}
plain.close();
await db.destroy();
rmSync(folder, { recursive: true });
say({
  work: '修改一个村（变更、历史、哈希）÷ 普通事务改一行、加一行，同样 synchronous=FULL',
  register: median(rates.command),
  baseline: median(rates.plain),
  ...{ unit: '次/秒', wanted: 0.3 },
});

async function rate(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let turn = 0; turn < times; turn += 1) await work();
  return (times * 1000) / (performance.now() - start);
}
