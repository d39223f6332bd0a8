/** The verbs of the command line: each says how it is called, and does its work or throws a sentence for a person. */
import { randomInt } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { firstPasswordDays } from '#app/accounts/account.fields.ts';
import { AddAccount } from '#app/accounts/account.schema.ts';
import { addAccount } from '#app/accounts/manage-account.server.ts';
import { ensureTallies, keepTallies, makeTallies, talliesFault } from '#app/plan/keep-tallies.server.ts';
import { Problem } from '#app/problem.ts';
import { proveHistory, readAgainst } from '#app/statements/prove-history.server.ts';
import { signStatement } from '#app/statements/sign-statement.server.ts';
import { listSigningKeys } from '#app/statements/signing-key.repository.server.ts';
import { ensureSigningKey, rotateSigningKey, signingKeyFile } from '#app/statements/signing-key.server.ts';
import { keepVerifiedMark, readVerifiedMark } from '#app/statements/verified-mark.server.ts';
import { runUpkeep } from '#app/upkeep/run-upkeep.server.ts';
import { backUp, restore } from '#db/backup.server.ts';
import { type ChainPoint, chainHead, verifyChain } from '#db/chain.server.ts';
import { type Db, databaseFile, isMissingTable, isThere, openDatabase } from '#db/client.server.ts';
import { copyRegister } from '#db/copy.server.ts';
import { appliedMigrations, migrate } from '#db/migrate.server.ts';
import { nameFault, remakeNames } from '#db/names.server.ts';
import { isEmpty, seedIfEmpty } from '#seeds/seed.ts';
import { exportRegister } from './export-register.server.ts';
import { importByHand, readImportArguments } from './import-verb.server.ts';

/** A sentence that says what went wrong and what to do. */
class VerbProblem extends Error {}

export interface Surroundings {
  databaseUrl: string;
  /** Where the backups of `upkeep` are kept. */
  backupFolder: string;
  now: Date;
  say: (line: string) => void;
  /** Everything on standard input. */
  input: () => Promise<string>;
}

interface Verb {
  usage: string;
  what: string;
  run(args: string[], surroundings: Surroundings): Promise<void>;
}

export const verbs: Record<string, Verb> = {
  migrate: {
    usage: 'migrate',
    what: '把数据库升级到当前版本',
    run: (args, { databaseUrl, say }) =>
      withRegister(noArguments(args, databaseUrl), async (db) => {
        say(`数据库已是当前版本，登记版本第 ${(await chainHead(db)).number} 号`);
      }),
  },
  seed: {
    usage: 'seed facts|demo',
    what: '给空的登记簿装入初始事实，或再加演示数据',
    run: (args, { databaseUrl, now, say }) =>
      withRegister(databaseUrl, async (db) => {
        const [which] = args;
        if ((which !== 'facts' && which !== 'demo') || args.length > 1)
          throw new VerbProblem('请写明装入 facts（初始事实）还是 demo（演示数据）');
        if (!(await isEmpty(db))) throw new VerbProblem('登记簿里已经有变更，不能再装入初始数据');
        await seedIfEmpty(db, which, now);
        say(`已装入，登记版本第 ${(await chainHead(db)).number} 号`);
      }),
  },
  account: {
    usage: 'account add --username <用户名> --name <姓名或单位> --role district|town|producer|viewer [--town <镇代码>]',
    what: '新增账户；初始密码从标准输入读（--password-stdin），否则生成并显示一次',
    run: addAccountByHand,
  },
  import: {
    usage: 'import <文件> [--apply --account <用户名>]',
    what: '核对一份 .xlsx 或 .csv 并逐行说明；加 --apply 以这个账户写入，作为一号变更',
    run: (args, { databaseUrl, now, say }) => {
      const asked = readImportArguments(args);
      return withRegister(databaseUrl, (db) => importByHand(db, asked, { now, say }));
    },
  },
  verify: {
    usage: 'verify [--since-last] [--against <声明文件>|<登记版本:链首>]',
    what: '核验每一号变更、各项指标的合计和名称索引，指出第一处对不上的；--since-last 只核验上次通过之后的；加 --against 再证明所持声明里的历史还在',
    run: (args, { databaseUrl, say }) => {
      const { values, positionals } = parseArgs({
        ...{ args, allowPositionals: true },
        options: { against: { type: 'string' }, 'since-last': { type: 'boolean' } },
      });
      return withUntouched(noArguments(positionals, databaseUrl), async (db) => {
        const keyFile = signingKeyFile(databaseUrl);
        const mark = values['since-last'] ? readVerifiedMark(keyFile) : null;
        const { number, hash } = await verified(db, mark);
        keepVerifiedMark(keyFile, { number, hash });
        if (mark === null) say(`核验通过，共 ${number} 号变更，链首 ${hash}`);
        else
          say(
            `核验通过，第 ${mark.number} 号之后共 ${number - mark.number} 号变更，链首 ${hash}；之前写下的内容没有重算`,
          );
        if (values.against === undefined) return;
        const held = await readAgainst(db, values.against);
        await proveHistory(db, held);
        const signed = held.key === null ? '' : `，签名有效（密钥 ${held.key}）`;
        say(`所持的第 ${held.number} 号登记版本及其之前的历史都在，没有改动${signed}`);
      });
    },
  },
  tallies: {
    usage: 'tallies',
    what: '把各项指标的合计和名称索引按登记的每一行重做一遍',
    run: (args, { databaseUrl, say }) =>
      withRegister(noArguments(args, databaseUrl), async (db) => {
        await makeTallies(db);
        say(`已重做，截至第 ${await remakeNames(db)} 号变更`);
      }),
  },
  statement: {
    usage: 'statement <文件>',
    what: '把现在的链首写成签名的声明，交登记簿之外的人保管',
    run: (args, { databaseUrl, now, say }) =>
      withRegister(databaseUrl, async (db) => {
        const file = oneFile(args);
        if (existsSync(file)) throw new VerbProblem(`${file} 已经存在，请换一个文件名`);
        const keyFile = signingKeyFile(databaseUrl);
        await ensureSigningKey(db, keyFile, now);
        const { number } = await chainHead(db);
        const statement = await signStatement(db, keyFile, number);
        writeFileSync(file, `${JSON.stringify(statement, null, 2)}\n`, { flag: 'wx' });
        say(`第 ${number} 号登记版本的声明已写到 ${file}，密钥 ${statement.key}`);
      }),
  },
  key: {
    usage: 'key [rotate]',
    what: '显示签署声明的公钥；rotate 换一把新的，旧声明仍可核验',
    run: (args, { databaseUrl, now, say }) =>
      withRegister(databaseUrl, async (db) => {
        if (args.length > 1 || (args[0] ?? 'rotate') !== 'rotate') throw new VerbProblem(`不认识 ${args.join(' ')}`);
        const file = signingKeyFile(databaseUrl);
        if (args[0] === 'rotate') await rotateSigningKey(db, file, now);
        else await ensureSigningKey(db, file, now);
        for (const { fingerprint, since, until, publicKey } of await listSigningKeys(db)) {
          say(`密钥 ${fingerprint}，${since} 起${until === null ? '使用' : `，${until} 停用`}`);
          say(publicKey.trimEnd());
        }
      }),
  },
  backup: {
    usage: 'backup <文件>',
    what: '备份成一个经过核验的文件，服务不必停',
    run: async (args, { databaseUrl, say }) => {
      const file = oneFile(args);
      await backUp(databaseUrl, file);
      say(`已备份到 ${file}`);
    },
  },
  upkeep: {
    usage: 'upkeep [--by <用户名>]',
    what: '每夜的例行工作：备份到备份目录，清理过期的备份，再把它恢复到临时文件里演练一遍',
    run: async (args, { databaseUrl, backupFolder, say }) => {
      const { values } = parseArgs({ args, options: { by: { type: 'string' } } });
      refuseMissing(databaseUrl);
      const order = { databaseUrl, folder: backupFolder, by: values.by ?? null, clock: () => new Date() };
      for (const sentence of await runUpkeep(order)) say(sentence);
    },
  },
  copy: {
    usage: 'copy <来源> <目标>',
    what: '把整个登记簿连同历史复制到另一个空的数据库，可在 SQLite（file:…）和 PostgreSQL（postgres://…）之间',
    run: async (args, { say }) => {
      const [source, target] = args;
      if (source === undefined || target === undefined || args.length > 2)
        throw new VerbProblem('请写明来源和目标两个数据库');
      for (const url of [source, target])
        if (!/^(file:.|postgres(ql)?:\/\/)/.test(url)) throw new VerbProblem(`${url} 不是数据库的地址`);
      refuseMissing(source);
      const [from, to] = [openDatabase(source), openDatabase(target)];
      try {
        const { number, hash } = await copyRegister(from, to);
        say(`已复制，共 ${number} 号变更，链首 ${hash}`);
      } finally {
        await Promise.all([from.destroy(), to.destroy()]);
      }
    },
  },
  export: {
    usage: 'export <文件.xlsx>',
    what: '把整个登记簿导出成一个工作簿，每类一张表',
    run: (args, { databaseUrl, now, say }) =>
      withUntouched(databaseUrl, async (db) => {
        const file = oneFile(args);
        if (!file.endsWith('.xlsx')) throw new VerbProblem('文件名请以 .xlsx 结尾');
        if (!existsSync(path.dirname(file)))
          throw new VerbProblem(`没有 ${path.dirname(file)} 这个文件夹，请先建好，或换一个`);
        say(`已导出到 ${file}，登记版本第 ${await exportRegister(db, file, now)} 号`);
      }),
  },
  restore: {
    usage: 'restore <文件>',
    what: '用备份恢复；先停服务，原来的数据库会留在旁边',
    run: async (args, { databaseUrl, now, say }) => {
      const kept = await restore(databaseUrl, oneFile(args), now);
      say(kept === null ? '已恢复' : `已恢复，原来的数据库留为 ${kept}`);
    },
  },
};

/** Opens a register as it stands: migrating first would put back a guard that somebody took away, and hide it. */
async function withUntouched(databaseUrl: string, work: (db: Db) => Promise<void>): Promise<void> {
  refuseMissing(databaseUrl);
  const db = openDatabase(databaseUrl);
  try {
    if ((await appliedMigrations(db)).length === 0) throw new VerbProblem('数据库还是空的，请先运行 migrate');
    await work(db);
  } catch (error) {
    if (isMissingTable(error)) throw new VerbProblem('数据库还不是当前版本，请先运行 migrate');
    throw error;
  } finally {
    await db.destroy();
  }
}

function refuseMissing(databaseUrl: string): void {
  if (!isThere(databaseUrl)) throw new VerbProblem(`没有 ${databaseFile(databaseUrl)} 这个数据库`);
}

/** The head of a history that was found sound. @param mark where to go on from; null for the whole */
async function verified(db: Db, mark: ChainPoint | null): Promise<ChainPoint> {
  // Read before it is checked: what is written meanwhile was not.
  const head = await chainHead(db);
  const fault = await verifyChain(db, mark ?? undefined);
  if (fault)
    throw new VerbProblem(
      fault.change === null ? `核验没有通过：${fault.what}` : `第 ${fault.change} 号变更对不上：${fault.what}`,
    );
  if (head.number === 0) throw new VerbProblem('登记簿是空的，没有可以核验的变更');
  const altered = mark === null ? await talliesFault(db) : null;
  if (altered !== null) throw new VerbProblem(`历史没有问题，但${altered}，请运行 tallies 重算`);
  const unnamed = mark === null ? await nameFault(db) : null;
  if (unnamed !== null)
    throw new VerbProblem(`历史没有问题，但名称索引里缺 ${unnamed.kind} ${unnamed.id}，请运行 tallies 重做`);
  return head;
}

/** Opens the register in its present schema, without seeding it. */
async function withRegister(databaseUrl: string, work: (db: Db) => Promise<void>): Promise<void> {
  const db = openDatabase(databaseUrl);
  try {
    await migrate(db);
    keepTallies();
    await ensureTallies(db);
    await work(db);
  } finally {
    await db.destroy();
  }
}

async function addAccountByHand(args: string[], { databaseUrl, now, say, input }: Surroundings): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...{ username: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' }, town: { type: 'string' } },
      'password-stdin': { type: 'boolean' },
    },
  });
  if (positionals.join(' ') !== 'add') throw new VerbProblem('请写 account add，后面跟账户的各项');
  const password = values['password-stdin'] ? (await input()).trimEnd() : randomPassword();
  const { username, name, role, town } = values;
  const parsed = AddAccount.safeParse({ username, name, role, townCode: town, password });
  if (!parsed.success) throw new VerbProblem(parsed.error.issues.map(({ message }) => message).join('；'));
  await withRegister(databaseUrl, async (db) => {
    await addAccount(db, parsed.data, { by: null, now });
  });
  say(`已新增账户 ${parsed.data.username}，初始密码 ${firstPasswordDays} 天内有效，第一次登录时须更改`);
  if (!values['password-stdin']) say(`初始密码：${password}（只显示这一次）`);
}

/** Twelve letters and digits that are not mistaken for each other. */
function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join('');
}

function noArguments(args: string[], databaseUrl: string): string {
  if (args.length > 0) throw new VerbProblem(`不认识 ${args[0]}`);
  return databaseUrl;
}

function oneFile(args: string[]): string {
  const [file] = args;
  if (file === undefined || args.length > 1) throw new VerbProblem('请写明一个文件名');
  return file;
}

/** What a thrown thing says to a person. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem && error.errors.length > 0) return error.errors.map(({ message }) => message).join('；');
  return error instanceof Error ? error.message : String(error);
}
