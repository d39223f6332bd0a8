/** The command line as its user meets it: what it prints, what it refuses, what it leaves on the disk. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { runRegistry } from '#app/registry/run.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { openInCalc } from '#tests/support/calc.ts';
import { isOnPostgres, newAddress, newFile } from '#tests/support/database.ts';
import { dropGuard, tamper } from '#tests/support/tamper.ts';

let folder: string;
let address: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'registry-'));
  address = isOnPostgres ? await newAddress() : `file:${at('register.sqlite')}`;
});

/** Does something to the register as somebody with a database tool would. */
async function meddle(work: (db: Db) => Promise<unknown>) {
  const db = openDatabase(address);
  await work(db);
  await db.destroy();
}

const at = (name: string) => path.join(folder, name);

async function registry(...args: string[]) {
  return registryWith('', ...args);
}

async function registryWith(input: string, ...args: string[]) {
  const said: string[] = [];
  const errors: string[] = [];
  const status = await runRegistry(
    args,
    {
      databaseUrl: address,
      backupFolder: at('backups'),
      now: new Date('2026-11-24T08:00:00Z'),
      say: (line) => said.push(line),
      input: async () => input,
    },
    (sentence) => errors.push(sentence),
  );
  return { status, said: said.join('\n'), errors };
}

test('a clean start: facts, the first account, a sound chain', async () => {
  expect((await registry('seed', 'facts')).status).toBe(0);
  const added = await registry('account', 'add', '--username', 'quwei', '--name', '区农业农村委', '--role', 'district');
  expect(added).toMatchObject({ status: 0, errors: [] });
  expect(added.said).toMatch(/初始密码：[a-z2-9]{12}/);
  expect((await registry('verify')).said).toMatch(/核验通过，共 2 号变更/);
});

test('a password may come from standard input and is then not shown', async () => {
  const account = [
    'account',
    'add',
    '--username',
    'lt-office',
    '--name',
    '练塘',
    '--role',
    'town',
    '--town',
    '310118103',
  ];
  const added = await registryWith('一个足够长的密码词\n', ...account, '--password-stdin');
  expect(added.status).toBe(1);
  const long = await registryWith('青蛙 雨伞 石桥 算盘一起\n', ...account, '--password-stdin');
  expect(long).toMatchObject({ status: 0 });
  expect(long.said).not.toContain('密码词');
});

describe('refusals are one sentence and status 1', () => {
  test.each([
    [['nonsense'], /没有 nonsense 这个命令/],
    [['__proto__'], /没有 __proto__ 这个命令/],
    [['seed', 'everything'], /facts/],
    [['account', 'remove'], /account add/],
    [['account', 'add', '--username', 'X', '--name', 'x', '--role', 'district'], /用户名/],
    [['account', 'add', '--username', 'abc', '--name', 'x', '--role', 'town'], /所属的镇/],
    [['backup'], /一个文件名/],
    [['export'], /一个文件名|没有 .* 这个数据库|请先运行 migrate/],
    [['restore', '/nowhere/at-all'], /没有/],
    [['verify', 'twice'], /不认识/],
  ])('%j', async (args, reason) => {
    const { status, errors } = await registry(...args);
    expect(status).toBe(1);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(reason);
  });

  test('seeding twice', async () => {
    await registry('seed', 'facts');
    expect((await registry('seed', 'demo')).errors[0]).toMatch(/已经有变更/);
  });
});

test('every verb explains itself', async () => {
  const { said } = await registry('--help');
  for (const verb of ['migrate', 'seed', 'account', 'verify', 'backup', 'export', 'restore']) {
    expect(said).toContain(verb);
    expect(await registry(verb, '--help')).toMatchObject({ status: 0 });
  }
});

test('verify names the first change that was tampered with', async () => {
  await registry('seed', 'demo');
  await meddle((db) => tamper(db, `update town set name = '别的镇' where code = '310118102'`));
  const { status, errors } = await registry('verify');
  expect(status).toBe(1);
  expect(errors[0]).toMatch(/^第 1 号变更对不上/);
});

test('verify finds a guard that was taken away, and makes no database of its own', async () => {
  expect((await registry('verify')).errors[0]).toMatch(isOnPostgres ? /请先运行 migrate/ : /没有/);
  expect(existsSync(at('register.sqlite'))).toBe(false);
  await registry('seed', 'facts');
  await meddle((db) => dropGuard(db, 'village', 'update'));
  expect((await registry('verify')).errors[0]).toMatch(/village_update/);
});

test('the first account may come before the facts', async () => {
  await registry('account', 'add', '--username', 'quwei', '--name', '区', '--role', 'district');
  expect((await registry('seed', 'facts')).status).toBe(0);
});

test('export writes every kind as a sheet, whole or not at all', async () => {
  await registry('seed', 'facts');
  expect((await registry('export', at('all.xls'))).errors[0]).toMatch(/以 \.xlsx 结尾/);
  const nowhere = await registry('export', at('nowhere/all.xlsx'));
  expect([nowhere.status, nowhere.errors]).toEqual([1, [`没有 ${at('nowhere')} 这个文件夹，请先建好，或换一个`]]);
  const { said } = await registry('export', at('all.xlsx'));
  expect(said).toMatch(/已导出到 .*，登记版本第 1 号/);
  expect(readdirSync(folder).filter((name) => name.startsWith('all'))).toEqual(['all.xlsx']);
  const { 'all.xlsx': sheets } = openInCalc({ 'all.xlsx': readFileSync(at('all.xlsx')) });
  expect(sheets?.map(({ name }) => name)).toEqual([
    ...['村庄', '年度台账', '荣誉与创建', '示范片区', '片区成员村', '经营主体', '农产品', '证书', '产品产量'],
    ...['地产农产品产量', '说明'],
  ]);
  expect(sheets?.[0]?.rows).toHaveLength(84);
});

test('a register moves between databases by one line, and says the same of its chain', async () => {
  await registry('seed', 'demo');
  const before = (await registry('verify')).said;
  const moved = newFile();
  const copied = await registry('copy', address, moved);
  expect(copied.said.replace('已复制', '核验通过')).toBe(before);
  expect((await registry('copy', moved, address)).errors[0]).toMatch(/已经有登记簿/);
  expect((await registry('copy', moved, await newAddress())).said).toBe(copied.said);
  expect((await registry('copy', moved)).errors[0]).toMatch(/来源和目标/);
  expect((await registry('copy', moved, 'register.sqlite')).errors[0]).toMatch(/不是数据库的地址/);
});

describe.runIf(isOnPostgres)('backup and restore of a register on PostgreSQL', () => {
  test('a backup is a file, and comes back into an empty database', async () => {
    await registry('seed', 'demo');
    const { said } = await registry('verify');
    expect(await registry('backup', at('backup.sqlite'))).toMatchObject({ status: 0 });
    expect((await registry('backup', at('backup.sqlite'))).errors[0]).toMatch(/已经存在/);
    expect((await registry('restore', at('backup.sqlite'))).errors[0]).toMatch(/已经有登记簿/);
    address = await newAddress();
    expect((await registry('restore', at('backup.sqlite'))).status).toBe(0);
    expect((await registry('verify')).said).toBe(said);
    expect(readdirSync(folder)).toEqual(['backup.sqlite']);
  });
});

describe.skipIf(isOnPostgres)('backup and restore', () => {
  test('bring a register back, and keep what was replaced', async () => {
    await registry('seed', 'facts');
    expect(await registry('backup', at('backup.sqlite'))).toMatchObject({ status: 0 });
    await registry('account', 'add', '--username', 'later', '--name', '后来', '--role', 'viewer');
    const back = await registry('restore', at('backup.sqlite'));
    expect(back.said).toMatch(/原来的数据库留为/);
    expect((await registry('verify')).said).toMatch(/共 1 号变更/);
    expect(readdirSync(folder).filter((name) => /^register\.sqlite\.2026/.test(name))).toHaveLength(1);
    expect(readdirSync(folder).filter((name) => /unfinished|incoming/.test(name))).toEqual([]);
  });

  test('a backup that does not verify is refused, and the register stays', async () => {
    await registry('seed', 'facts');
    await registry('backup', at('backup.sqlite'));
    const sqlite = new SQLite(at('backup.sqlite'));
    sqlite.exec("drop trigger town_update; update town set name = '别的镇'");
    sqlite.close();
    expect((await registry('restore', at('backup.sqlite'))).errors[0]).toMatch(/没有通过核验/);
    writeFileSync(at('text.sqlite'), 'this is no database, but it is long enough to look at for a while'.repeat(20));
    expect((await registry('restore', at('text.sqlite'))).errors[0]).toMatch(/text\.sqlite/);
    expect((await registry('verify')).status).toBe(0);
  });

  test('an existing file is never overwritten, and a running server stops a restore', async () => {
    await registry('seed', 'facts');
    await registry('backup', at('backup.sqlite'));
    expect((await registry('backup', at('backup.sqlite'))).errors[0]).toMatch(/已经存在/);
    const server = openDatabase(`file:${at('register.sqlite')}`);
    await server.selectFrom('town').selectAll().execute();
    expect((await registry('restore', at('backup.sqlite'))).errors[0]).toMatch(/正在运行/);
    await server.destroy();
    expect(existsSync(at('register.sqlite'))).toBe(true);
    expect((await registry('restore', at('backup.sqlite'))).status).toBe(0);
  });
});
