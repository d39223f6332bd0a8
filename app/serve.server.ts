/** The program's life: configuration, database, seeds, an open port, and an orderly end. */
import { createServer, type Server } from 'node:http';
import type { GetLoadContextFunction } from '@remix-run/express';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { hasDemoAccounts } from '#app/accounts/account.repository.server.ts';
import { createJoinThrottle, createThrottle, createWriteThrottle } from '#app/accounts/throttle.server.ts';
import { sweepAttachments } from '#app/attachments/sweep-attachments.server.ts';
import { labourInThread } from '#app/exchange/import-job.server.ts';
import { createImportRunner } from '#app/exchange/import-runner.server.ts';
import { type Config, ConfigProblem, httpAddress, readConfig } from '#app/http/config.server.ts';
import { createApp } from '#app/http/express.server.ts';
import type { Lifetime } from '#app/http/health.server.ts';
import { createLog } from '#app/http/log.server.ts';
import { createMeters } from '#app/http/meters.server.ts';
import type { RouteTable } from '#app/http/route-table.server.ts';
import { gracefulClose } from '#app/http/shutdown.server.ts';
import { answerUnreadable } from '#app/http/unreadable.server.ts';
import { ensureTallies, keepTallies } from '#app/plan/keep-tallies.server.ts';
import { forgetDeclined } from '#app/producers/forget-declined.server.ts';
import { createTypst } from '#app/reports/typst.server.ts';
import { ensureSigningKey, signingKeyFile } from '#app/statements/signing-key.server.ts';
import { readGauges } from '#app/upkeep/gauges.server.ts';
import { readStanding } from '#app/upkeep/standing.server.ts';
import { createUpkeepRunner } from '#app/upkeep/upkeep-runner.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { openReaders, type Readers } from '#db/readers.server.ts';
import { isEmpty, seedIfEmpty } from '#seeds/seed.ts';

interface Program {
  /** The built program of an import's thread; without one imports run in this thread, as while developing. */
  importThread?: string;
  files: RequestHandler;
  pages: (getLoadContext: GetLoadContextFunction) => RequestHandler;
  routes: RouteTable;
}

/**
 * Milliseconds that an idle connection stays open: longer than proxies keep theirs (60 s). Node's five seconds end
 * connections just as a reader turns the page, and what was sent on them is lost.
 */
const idleConnection = 65_000;

const clock = () => new Date();

/** Serves until SIGTERM or SIGINT. Whatever keeps it from starting is one sentence on standard error and status 1. */
export async function serve(program: Program): Promise<void> {
  try {
    await open(program);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isExpected = error instanceof ConfigProblem;
    process.stderr.write(isExpected ? `无法启动：${reason}\n` : `无法启动，发生意外错误：${reason}\n`);
    if (!isExpected && process.env.LOG_LEVEL === 'debug')
      process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
    process.exit(1);
  }
}

async function open({ files, pages, routes, importThread }: Program): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const db = await openRegister(config);
  const readers = await openReadersOf(db, config, log);
  const lifetime: Lifetime = { isClosing: false };
  const throttle = createThrottle(db, clock);
  const joinThrottle = createJoinThrottle(db, clock);
  const writeThrottle = createWriteThrottle(db, clock);
  const typst = createTypst({ fontDir: config.reportFontDir ?? undefined });
  const labour = importThread === undefined ? undefined : labourInThread(importThread, config.databaseUrl);
  const imports = await createImportRunner({ db, clock, log, labour });
  const upkeep = await createUpkeepRunner({
    db,
    clock,
    log,
    time: config.mode === 'production' ? config.backupAt : null,
  });
  const surroundings = {
    config,
    db,
    readers,
    log,
    clock,
    throttle,
    joinThrottle,
    writeThrottle,
    typst,
    imports,
    upkeep,
  };
  const oversight = {
    alarms: async () => (await readStanding(readers, config, clock())).alarms.map(({ key }) => key),
    gauges: () => readGauges(readers, config, clock()),
  };
  const server = createServer(
    createApp({ ...surroundings, meters: createMeters(clock), lifetime, oversight, routes, files, pages }),
  );
  answerUnreadable(server, log);
  server.keepAliveTimeout = idleConnection;
  const close = gracefulClose(server, lifetime);
  await listen(server, config);
  const end = async () => {
    await close();
    upkeep.close();
    imports.close();
    await typst.close();
    await readers.close();
    await db.destroy();
    log.info('closed');
    process.exit(0);
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  process.stdout.write(`青西乡村振兴登记簿 已在 ${httpAddress(config.host, port)} 开启\n`);
}

async function openRegister(config: Config): Promise<Db> {
  const db = openDatabase(config.databaseUrl);
  await migrate(db);
  keepTallies();
  await ensureTallies(db);
  if (!config.isLoopback && (await exposesDemo(db, config.seed))) {
    await db.destroy();
    throw new ConfigProblem(
      'HOST',
      `是 ${config.host}，但登记簿含有或将要装入密码公开的演示账号，不能对外提供服务；请设置 REGISTRY_SEED=facts 并换用新的数据库`,
    );
  }
  await seedIfEmpty(db, config.seed, clock());
  await sweepAttachments(db, clock());
  await forgetDeclined(db, clock());
  await ensureSigningKey(db, signingKeyFile(config.databaseUrl), clock());
  return db;
}

/** A replica that is away or was promoted keeps nobody from starting: the primary answers, and the alarm says so. */
async function openReadersOf(db: Db, config: Config, log: Logger): Promise<Readers> {
  const readers = openReaders(db, config.databaseReadUrl);
  const standing = await readers.standing();
  if (standing?.fitness === 'another')
    throw new ConfigProblem(
      'DATABASE_READ_URL',
      '不是 DATABASE_URL 的只读副本：应为它经流复制得到的副本上同名的数据库',
    );
  if (standing !== null) log.info(standing, 'replica');
  return readers;
}

// Asked before seeding, so that a refused start leaves no demonstration behind.
async function exposesDemo(db: Db, seed: Config['seed']): Promise<boolean> {
  return (await hasDemoAccounts(db)) || (seed === 'demo' && (await isEmpty(db)));
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const unusable: Record<string, ConfigProblem> = {
        EADDRINUSE: new ConfigProblem('PORT', `是 ${port}，这个端口已被其他程序占用`),
        EACCES: new ConfigProblem('PORT', `是 ${port}，没有权限使用这个端口`),
        EADDRNOTAVAIL: new ConfigProblem('HOST', `是 ${host}，这台机器没有这个地址`),
        ENOTFOUND: new ConfigProblem('HOST', `是 ${host}，找不到这个主机名`),
      };
      reject(unusable[error.code ?? ''] ?? error);
    });
    server.listen(port, host, () => resolve());
  });
}
