/**
 * The same questions to registers of growing size: what grows, and how fast. Sizes are those of `GROWTH_SIZES`
 * (`1,10,100`; `1000` and `country` take long), each written and measured in a process of its own.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { backUp } from '#db/backup.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { sizeOf } from '#tests/growth/size.ts';
import { ask, type Question, signInAll } from '#tests/growth/walk.ts';
import { writeRegister } from '#tests/growth/write-register.ts';
import { median } from './rows.ts';

/** What was measured of one size, in milliseconds unless the name says otherwise; null where it would take too long. */
type Measured = Record<string, number | null>;

async function measureAll(sizes: readonly string[]): Promise<void> {
  const measured: { name: string; values: Measured }[] = [];
  for (const size of sizes) {
    const folder = mkdtempSync(path.join(tmpdir(), 'register-growth-'));
    const values: Measured = {};
    for (const part of Object.keys(parts)) Object.assign(values, await measureApart(part, size, folder));
    rmSync(folder, { recursive: true });
    measured.push({ name: sizeOf(size).name, values });
  }
  process.stdout.write(`${tableOf(measured)}\n`);
}

/** In a process of its own, whose memory is that part's alone. */
function measureApart(part: string, size: string, folder: string): Promise<Measured> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), part, size, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('close', () => {
      const line = printed.split('\n').find((each) => each.startsWith('measured '));
      if (line === undefined) reject(new Error(`${part} of size ${size} was not measured: ${printed}`));
      else resolve(JSON.parse(line.slice('measured '.length)));
    });
  });
}

/** Each writes or reads the register in a folder, and says how much memory its process took. */
const parts: Record<string, (name: string, folder: string) => Promise<Measured>> = {
  write: measureWriting,
  pages: measurePages,
  upkeep: measureUpkeep,
};

const memory = () => process.resourceUsage().maxRSS / 1024;
const fileIn = (folder: string) => path.join(folder, 'register.sqlite');

async function measureWriting(name: string, folder: string): Promise<Measured> {
  const file = fileIn(folder);
  const size = sizeOf(name);
  const writing = writeRegister(`file:${file}`, size, (line) => process.stderr.write(`${line}\n`));
  const { rows, changes, loading, seconds } = await writing;
  process.stderr.write(`${size.name}: ${rows} rows in ${seconds.toFixed(0)} s\n`);
  signInAll(new SQLite(file), ['district', 'zhujiajiao']);
  return {
    ...{ '变更（号）': changes, '行（含历史）': rows, '数据库（MB）': statSync(file).size / 2 ** 20 },
    ...{ '写入（行/秒）': rows / seconds, '其中装入（行/秒）': rows / loading },
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

async function measurePages(_name: string, folder: string): Promise<Measured> {
  const db = openDatabase(`file:${fileIn(folder)}`);
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
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
    if (performance.now() - began > longest / 12) break;
  }
  return median(times.length > 1 ? times.slice(1) : times);
}

async function measureUpkeep(_name: string, folder: string): Promise<Measured> {
  const file = fileIn(folder);
  const db = openDatabase(`file:${file}`);
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const whole = await timed(() => verifyChain(db));
  const { number } = await chainHead(db);
  const earlier = await db
    .selectFrom('change')
    .select(['number', 'hash'])
    .where('number', '=', number - 100)
    .executeTakeFirstOrThrow();
  const since = await timed(() => verifyChain(db, { number: earlier.number, hash: String(earlier.hash) }));
  await db.destroy();
  const backup = await timed(() => backUp(`file:${file}`, path.join(folder, 'backup.sqlite')));
  const measured = { '核验，全部变更': whole, '核验，上次之后的一百号': since, '备份（含核验）': backup };
  return { ...measured, '核验与备份的进程，内存最多（MB）': memory() };
}

/** Each size beside the first, as ratios. */
function tableOf(measured: readonly { name: string; values: Measured }[]): string {
  const [first] = measured;
  if (first === undefined) return '';
  const lines = Object.keys(first.values).map((work) => {
    const base = first.values[work] ?? Number.NaN;
    const cells = measured.map(({ values }) => cell(values[work] ?? null, base));
    return `| ${work} | ${cells.join(' | ')} |`;
  });
  return [
    `| | ${measured.map(({ name }) => name).join(' | ')} |`,
    `|---|${measured.map(() => '---:|').join('')}`,
    ...lines,
  ].join('\n');
}

function cell(value: number | null, base: number): string {
  if (value === null) return '—';
  const ratio = value / base;
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(1);
  return ratio === 1 ? shown : `${shown} (${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}×)`;
}

// Not awaited at the top: bundled, the routes are loaded from modules that wait for this one.
const [part, size = '', folder = ''] = process.argv.slice(2);
const work = parts[part ?? ''];
if (work === undefined) void measureAll((process.env.GROWTH_SIZES ?? '1,10,100').split(','));
else void work(size, folder).then((values) => process.stdout.write(`measured ${JSON.stringify(values)}\n`));
