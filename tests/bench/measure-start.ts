/** From the command to the first page, with a register that is built and migrated, beside Node that opens its file. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median, say } from './rows.ts';

const rounds = 7;
const folder = mkdtempSync(path.join(tmpdir(), 'register-bench-'));
const file = path.join(folder, 'register.sqlite');

// Seeds.
await firstAnswer();
const [register, bare]: [number[], number[]] = [[], []];
for (let round = 0; round < rounds; round += 1) {
  bare.push(openFile());
  register.push(await firstAnswer());
}
rmSync(folder, { recursive: true });
say({
  work: '启动到第一个首页（已构建、已迁移）减去裸 Node 打开同一数据库',
  register: median(register),
  baseline: median(bare),
  ...{ unit: '毫秒', wanted: 1_000, isDifference: true },
});

function openFile(): number {
  const script = `const SQLite = require('better-sqlite3'); new SQLite(process.argv[1]).prepare('select max(number) from change').get()`;
  const start = performance.now();
  execFileSync(process.execPath, ['-e', script, file]);
  return performance.now() - start;
}

async function firstAnswer(): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, ['app/start.mjs'], {
    env: { ...process.env, PORT: '0', DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent', BACKUP_AT: 'off' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line) => resolve(/http:\S+\d/.exec(String(line))?.[0] ?? ''));
    child.once('exit', () => reject(new Error('the register did not start')));
  });
  const response = await fetch(url);
  await response.text();
  const took = performance.now() - start;
  child.kill('SIGTERM');
  await ended;
  if (response.status !== 200) throw new Error(`the first page answered ${response.status}`);
  return took;
}
