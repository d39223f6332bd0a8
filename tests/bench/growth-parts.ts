/** What is measured of a register of some size: writing it, moving it to the other engine, its pages, its upkeep. */
import { statSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { makeTallies } from '#app/plan/keep-tallies.server.ts';
import { backUp } from '#db/backup.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { databaseFile, openDatabase } from '#db/client.server.ts';
import { copyRegister } from '#db/copy.server.ts';
import { isPostgresUrl } from '#db/engine.ts';
import { sizeOf } from '#tests/growth/size.ts';
import { ask, type Question, signInAll } from '#tests/growth/walk.ts';
import { writeRegister } from '#tests/growth/write-register.ts';
import { median } from './rows.ts';

/** What was measured, in milliseconds unless the name says otherwise; null where it would take too long. */
export type Measured = Record<string, number | null>;

/** Where a register of a size is, and a folder beside it. `to`: the empty database that it is moved to. */
export interface Place {
  size: string;
  folder: string;
  url: string;
  to?: string;
}

/** Each says how much memory its process took, so each wants one of its own. */
const parts: Record<string, (place: Place) => Promise<Measured>> = {
  write: measureWriting,
  copy: measureCopying,
  pages: measurePages,
  since: measureSince,
  upkeep: measureUpkeep,
};

export function measurePart(part: string, place: Place): Promise<Measured> {
  const work = parts[part];
  if (work === undefined) throw new Error(`no part is called ${part}`);
  return work(place);
}

const memory = () => process.resourceUsage().maxRSS / 1024;

async function measureWriting({ size: name, url }: Place): Promise<Measured> {
  const file = databaseFile(url);
  const size = sizeOf(name);
  const writing = writeRegister(url, size, (line) => process.stderr.write(`${line}\n`));
  const { rows, changes, loading, seconds } = await writing;
  process.stderr.write(`${size.name}: ${rows} rows in ${seconds.toFixed(0)} s\n`);
  signInAll(new SQLite(file), ['district', 'zhujiajiao']);
  return {
    ...{ '变更（号）': changes, '行（含历史）': rows, '数据库（MB）': statSync(file).size / 2 ** 20 },
    ...{ '写入（行/秒）': rows / seconds, '其中装入（行/秒）': rows / loading, '写入的进程，内存最多（MB）': memory() },
  };
}

const village = { code: '310118102219' };
const town = '310118102';
const pages: Record<string, Question> = {
  村庄列表: { route: 'villages._index' },
  '村庄列表，一个镇': { route: 'villages._index', search: `?town=${town}` },
  搜索: { route: 'villages._index', search: '?q=淀峰' },
  产品列表: { route: 'products._index' },
  搜索产品: { route: 'products._index', search: '?q=淀峰草莓' },
  村庄页的数据: { route: 'villages.$code', params: village },
  村庄报告的数据: { route: 'villages.$code_.report', params: village },
  变更列表: { route: 'changes._index', asker: 'district' },
  '待办，一个镇': { route: 'desk', asker: 'zhujiajiao' },
  '指标，一个镇': { route: 'api.v1.figures.$key', params: { key: 'coverage' }, search: `?town=${town}` },
  '依据第一页，一个镇': { route: 'figures.$key', params: { key: 'coverage' }, search: `?town=${town}` },
  '指标，全部': { route: 'api.v1.figures.$key', params: { key: 'coverage' } },
  '依据第一页，全部': { route: 'figures.$key', params: { key: 'coverage' } },
  总览: { route: '_index' },
};

/** What is asked as known at an earlier change, too. */
const alsoAsKnown = ['村庄列表', '搜索', '产品列表', '村庄页的数据', '指标，一个镇', '指标，全部'];

/** Nobody waits longer for one page; what takes longer is asked once. */
const longest = 120_000;

/** As an operator moves a register to the other engine, and opens it there. */
async function measureCopying({ url, to = '' }: Place): Promise<Measured> {
  const [source, target] = [openDatabase(url), openDatabase(to)];
  const start = performance.now();
  await copyRegister(source, target);
  const seconds = (performance.now() - start) / 1000;
  await makeTallies(target);
  await Promise.all([source.destroy(), target.destroy()]);
  return { '搬到另一引擎（秒，含核验）': seconds, '搬迁的进程，内存最多（MB）': memory() };
}

async function measurePages({ url }: Place): Promise<Measured> {
  const db = openDatabase(url);
  const { number } = await chainHead(db);
  const measured: Measured = {};
  for (const [name, question] of Object.entries(pages)) {
    measured[name] = await timesOf(() => ask(db, question));
    if (!alsoAsKnown.includes(name)) continue;
    const search = `${question.search ?? '?'}${question.search ? '&' : ''}change=${number - 100}`;
    measured[`${name}，按一百号前所知`] = await timesOf(() => ask(db, { ...question, search }));
  }
  await db.destroy();
  return { ...measured, '读页的进程，内存最多（MB）': memory() };
}

/** The median of some askings, after a first one. */
async function timesOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  const began = performance.now();
  for (let round = 0; round < 12; round += 1) {
    times.push(await timed(work));
    if (performance.now() - began > longest / 12) break;
  }
  return median(times.length > 1 ? times.slice(1) : times);
}

/** What a night verifies: the changes since the night before. */
async function measureSince({ url }: Place): Promise<Measured> {
  const db = openDatabase(url);
  const { number } = await chainHead(db);
  const earlier = await db
    .selectFrom('change')
    .select(['number', 'hash'])
    .where('number', '=', number - 100)
    .executeTakeFirstOrThrow();
  const since = await timed(() => verifyChain(db, { number: earlier.number, hash: String(earlier.hash) }));
  await db.destroy();
  return { '核验，上次之后的一百号': since };
}

async function measureUpkeep({ url, folder }: Place): Promise<Measured> {
  const db = openDatabase(url);
  const whole = await timed(() => verifyChain(db));
  await db.destroy();
  const copy = path.join(folder, `backup-${isPostgresUrl(url) ? 'postgres' : 'sqlite'}.sqlite`);
  const backup = await timed(() => backUp(url, copy));
  return { '核验，全部变更': whole, '备份（含核验）': backup, '核验与备份的进程，内存最多（MB）': memory() };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
