import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import SQLite from 'better-sqlite3';
import { renderReport } from '#app/reports/report.pdf.server.ts';
import { getReport } from '#app/reports/report.server.ts';
import { createTypst } from '#app/reports/typst.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { fromSqlite } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { median, say } from './rows.ts';

const largest = 500;
const rounds = 5;

const now = new Date('2026-11-24T02:00:00Z');
const megabytes = () => process.memoryUsage.rss() / 2 ** 20;
const note = (line: string) => process.stdout.write(`${line}\n`);

async function timed<T>(work: () => Promise<T> | T): Promise<{ took: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { took: performance.now() - start, result };
}

const db = fromSqlite(new SQLite(':memory:'));
await migrate(db);
await seedIfEmpty(db, 'demo', now);
const { number: change } = await chainHead(db);

// The reference: plain pages of text and a table, compiled directly and anew each time.
const compiler = NodeCompiler.create();
function plain(round: number, pages: number) {
  const { result } = compiler.compile({
    mainFileContent: `#for n in range(${pages}) { [round ${round}]; lorem(150); table(columns: 7, ..range(98).map(x => [#(x + n)])); pagebreak(weak: true) }`,
  });
  if (!result) throw new Error('the reference could not be compiled');
  return compiler.pdf(result, {});
}

// The very document of the booklet, compiled by Typst itself: no thread, no queue, and what it says is at hand.
const { resolve } = createRequire(import.meta.url);
const fontFiles = [
  ['noto-serif-sc', '400Regular'],
  ['noto-serif-sc', '900Black'],
  ['noto-sans-sc', '400Regular'],
] as const;
const own = NodeCompiler.create({
  workspace: path.resolve('app'),
  fontArgs: [
    {
      fontPaths: fontFiles.map(([name, weight]) =>
        path.join(path.dirname(resolve(`@expo-google-fonts/${name}/package.json`)), weight),
      ),
    },
  ],
});
const serif = ['Noto Serif SC'];
const fonts = JSON.stringify({ fang: serif, kai: serif, title: serif, song: serif, hei: ['Noto Sans SC'] });
function directly(data: string) {
  const { result } = own.compile({ mainFilePath: path.resolve('app/reports/booklet.typ'), inputs: { data, fonts } });
  if (!result) throw new Error('the booklet could not be compiled directly');
  return own.pdf(result, { pdfStandard: 'a-2a' });
}

const typst = createTypst();
const ask = (day: number) =>
  getReport(
    db,
    { kind: 'booklet', town: null },
    { asOf: `2025-12-${String(day).padStart(2, '0')}`, change, generatedAt: now, publicUrl: 'http://127.0.0.1' },
  );
const small = await getReport(
  db,
  { kind: 'brief', town: null },
  { asOf: '2025-12-31', change, generatedAt: now, publicUrl: 'http://127.0.0.1' },
);

const idle = megabytes();
await renderReport(typst, small);
const [reads, sets, directs, references]: [number[], number[], number[], number[]] = [[], [], [], []];
let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, megabytes());
}, 5);
for (let round = 1; round <= rounds; round += 1) {
  // Another day each time, so that nothing is taken from a cache.
  const read = await timed(() => ask(round));
  const set = await timed(() => renderReport(typst, read.result));
  reads.push(read.took);
  sets.push(set.took);
}
clearInterval(watch);
for (let round = 1; round <= rounds; round += 1) {
  // Further days: Typst's cache is the whole process's.
  const data = JSON.stringify(await ask(10 + round));
  directs.push((await timed(() => directly(data))).took);
  own.evictCache(0);
  references.push((await timed(() => plain(round, 175))).took);
  compiler.evictCache(0);
}
await typst.close();
await db.destroy();

const [read, set] = [median(reads), median(sets)];
const whole = read + set;
const memory = peak - idle;
const work = `83 村的村情汇编（取数 ${read.toFixed(0)} 毫秒，排版 ${set.toFixed(0)} 毫秒）`;
say({
  work: `${work}÷ 直接编译同一份文档`,
  register: whole,
  baseline: median(directs),
  ...{ unit: '毫秒', wanted: 1.5 },
});
say({
  work: `${work}÷ 直接编译 175 页普通文档`,
  register: whole,
  baseline: median(references),
  ...{ unit: '毫秒', wanted: null },
});
note(`排版线程带来的内存峰值 ${memory.toFixed(0)} MB（整个进程 ${peak.toFixed(0)} MB，其前 ${idle.toFixed(0)} MB）`);
if (memory >= largest) {
  note(`超出上限 ${largest} MB`);
  process.exitCode = 1;
}
