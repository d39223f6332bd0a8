/** Backups of the running program, and restoring by the very lines of the README. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookBehind } from '#tests/support/behind.ts';
import { isOnPostgres } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const run = promisify(execFile);
let home: string;
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'served-upkeep-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const at = (name: string) => path.join(home, name);

/** The command lines of a block of the README, by the word after its fence. */
function linesOf(block: string): string[] {
  const readme = readFileSync('README.md', 'utf8');
  const [, body] = new RegExp(`\`\`\`${block}\\n(.*?)\`\`\``, 's').exec(readme) ?? [];
  if (body === undefined) throw new Error(`the README has no block ${block}`);
  return body.trim().split('\n');
}

const changesIn = (file: string) => {
  const sqlite = new SQLite(file, { readonly: true });
  const count = sqlite.prepare('select count(*) from change').pluck().get();
  sqlite.close();
  return count;
};

test('restoring by the README brings the register back, and a running server refuses it', async () => {
  const environment = { DATABASE_URL: `file:${at('live.sqlite')}` };
  let server: Server | null = await startServer(environment);
  // The commands must not take themselves for a test.
  const { VITEST: _, ...surroundings } = process.env;
  const env = { ...surroundings, ...environment, NODE_ENV: 'production' as const, BACKUP_DIR: at('nightly') };
  const shell = async (line: string) => run('sh', ['-c', line.replaceAll('/backup/', `${home}/`)], { env });
  const follow = async (line: string) => {
    if (line === 'sudo systemctl stop qingxi-register') {
      expect(await server?.stop()).toBe(0);
      server = null;
    } else if (line === 'sudo systemctl start qingxi-register') server = await startServer(environment);
    else await shell(line);
  };

  for (const line of linesOf('backup')) await follow(line);
  expect(existsSync(at('register.sqlite'))).toBe(true);
  const before = changesIn(at('live.sqlite'));
  const cookie = await signIn(server.url, 'district');
  const added = { intent: 'add', username: 'later', name: '后来', role: 'viewer', password: '青蛙 雨伞 石桥 算盘一起' };
  expect((await post(`${server.url}/admin/accounts`, added, cookie)).status).toBe(302);
  expect(changesIn(at('live.sqlite'))).toBe(Number(before) + 1);

  const restoring = linesOf('restore');
  const restore = restoring.find((line) => line.includes('-- restore ')) ?? '';
  await expect(shell(restore)).rejects.toMatchObject({ stderr: expect.stringContaining('正在运行') });
  for (const line of restoring) await follow(line);

  expect(changesIn(at('live.sqlite'))).toBe(before);
  const page = await get(`${server?.url}/villages`);
  expect(page.status).toBe(200);
  const [kept = ''] = readdirSync(home).filter((name) => /^live\.sqlite\.20\d\d-/.test(name));
  expect(changesIn(at(kept))).toBe(Number(before) + 1);
  await server?.stop();
});

test('the button makes a rehearsed backup, while pages go on', async () => {
  const server = await startServer({ BACKUP_DIR: at('by-button') });
  const cookie = await signIn(server.url, 'district');
  const pages = await get(`${server.url}/admin/backups`, cookie);
  expect(await pages.text()).toContain('备份目录里还没有备份');
  const pressed = post(`${server.url}/admin/backups`, { intent: 'upkeep' }, cookie);
  const slowest = await slowestPageUntil(server.url, pressed);
  expect((await pressed).headers.get('location')).toBe('/admin/backups');
  expect(await (await get(`${server.url}/admin/backups`, cookie)).text()).toMatch(/正在备份|恢复成功/);
  await expect.poll(() => readdirSync(at('by-button')), { timeout: 15_000 }).toHaveLength(1);
  await expect
    .poll(async () => (await get(`${server.url}/admin/backups`, cookie)).text(), { timeout: 15_000 })
    .toContain('恢复成功');
  expect(slowest).toBeLessThan(1000);
  await server.stop();
});

/** Milliseconds of the slowest page that was asked for until a promise was settled. */
async function slowestPageUntil(url: string, settled: Promise<unknown>): Promise<number> {
  let done = false;
  void settled.finally(() => {
    done = true;
  });
  let slowest = 0;
  while (!done) {
    const begun = performance.now();
    await (await get(`${url}/villages`)).text();
    slowest = Math.max(slowest, performance.now() - begun);
  }
  return slowest;
}

test('the clock makes one by itself; one that fails is on the desk, in the log, in /readyz and in /metrics', async () => {
  const server = await startServer({ BACKUP_DIR: at('by-clock'), BACKUP_AT: '02:30' });
  await expect
    .poll(() => existsSync(at('by-clock')) && readdirSync(at('by-clock')).length, { timeout: 20_000 })
    .toBe(1);
  await expect.poll(async () => (await get(`${server.url}/readyz`)).text(), { timeout: 20_000 }).toBe('ready\n');
  const cookie = await signIn(server.url, 'district');
  expect(await (await get(`${server.url}/desk`, cookie)).text()).not.toContain('备份没有成功');

  await expect
    .poll(async () => (await get(`${server.url}/metrics`)).text(), { timeout: 20_000 })
    .toMatch(/^register_rehearsal_ok 1$/m);
  const behind = lookBehind(server.address);
  await behind.all(isOnPostgres ? 'drop trigger town_update on town' : 'drop trigger town_update');
  await behind.close();
  await post(`${server.url}/admin/backups`, { intent: 'upkeep' }, cookie);
  await expect
    .poll(async () => (await get(`${server.url}/desk`, cookie)).text(), { timeout: 20_000 })
    .toContain('最近一次备份没有成功');
  expect(await (await get(`${server.url}/desk`, await signIn(server.url, 'liantang'))).text()).not.toContain(
    '备份没有成功',
  );
  expect(await (await get(`${server.url}/readyz`)).text()).toBe('ready\nalarm: backup-failed\n');
  const metrics = await (await get(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/^register_backup_ok 0$/m);
  expect(metrics).toMatch(/^register_alarm\{alarm="backup-failed"\} 1$/m);
  await expect.poll(() => server.log()).toMatch(/"level":50.*town_update.*upkeep failed/);
  await server.stop();
}, 90_000);

test('a program that is told to end while it backs up ends at once, and says later that it was cut off', async () => {
  const environment = { DATABASE_URL: `file:${at('cut.sqlite')}`, BACKUP_DIR: at('cut') };
  const server = await startServer(environment);
  const sqlite = new SQLite(at('cut.sqlite'));
  sqlite.exec(
    "insert into upkeep (id, task, startedAt, state) values ('aaaaaaaaaaaa', 'backup', '2099-01-01T00:00:00.000Z', 'running')",
  );
  sqlite.close();
  await server.stop();
  const again = await startServer(environment);
  const cookie = await signIn(again.url, 'district');
  expect(await (await get(`${again.url}/admin/backups`, cookie)).text()).toContain('途中停止');
  await again.stop();
});
