/** Pages and JSON over HTTP, ten connections, one process each: kept, made anew, and right after a change. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppLoadContext } from '@remix-run/node';
import autocannon from 'autocannon';
import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { readConfig } from '#app/http/config.server.ts';
import { Reading } from '#app/http/reading.server.ts';
import { loader as villagesLoader } from '#app/routes/api.v1.villages._index.tsx';
import { loader as villageLoader } from '#app/routes/api.v1.villages.$code.tsx';
import { openReaders } from '#db/readers.server.ts';
import type { Tables } from '#db/tables.ts';
import { post, signIn, startServer } from '#tests/support/server.ts';
import type { PlainAnswer } from './plain-server.ts';
import { type BenchRow, median, say } from './rows.ts';

type Headers = Record<string, string>;

const seconds = Number(process.env.BENCH_SECONDS ?? 2);
const rounds = 3;
const village = '310118103209';
const list = '/api/v1/villages';
const pages = ['/', '/villages', `/villages/${village}`, '/figures/coverage'];
const documents = [list, `${list}/${village}`];
const folder = mkdtempSync(path.join(tmpdir(), 'register-bench-'));

const server = await startServer({ LOG_LEVEL: 'info' });
const answers = await Promise.all([...pages, ...documents].map(recorded));
const answersFile = path.join(folder, 'answers.json');
writeFileSync(answersFile, JSON.stringify(answers));
const [memory, sqlite] = await Promise.all([plain('memory'), plain('sqlite')]);

for (const address of [...pages, ...documents])
  say({
    work: `${address} 没有变化（缓存）÷ 内存里的同样字节`,
    ...(await beside(server.url + address, memory.url + address)),
    ...{ unit: '次/秒', wanted: 0.5 },
  });
const [first = '/'] = pages;
const etag = (await fetch(server.url + first)).headers.get('etag') ?? '';
say({
  work: `${first} 没有变化，304 ÷ 缓存的全文`,
  ...(await beside(server.url + first, server.url + first, [{ 'if-none-match': etag }, {}])),
  ...{ unit: '次/秒', wanted: 1 },
});
// What the cache is worth: an address of its own each time is one that nothing was kept of.
for (const address of pages)
  say({
    work: `${address} 有缓存 ÷ 没有缓存`,
    ...(await beside(server.url + address, `${server.url}${address}?n=[<id>]`)),
    ...{ unit: '次/秒', wanted: null },
  });
// Uncompressed on both sides: what is compared is the making.
const plainly = { 'accept-encoding': 'identity' };
for (const address of documents)
  say({
    work: `${address} 每次重做 ÷ 直接查询加 JSON.stringify`,
    ...(await beside(`${server.url}${address}?n=[<id>]`, `${sqlite.url}${address}?n=[<id>]`, [plainly, plainly])),
    ...{ unit: '次/秒', wanted: 0.6 },
  });
for (const address of pages) await afterChange(address);

memory.child.kill();
sqlite.child.kill();
await server.stop();
rmSync(folder, { recursive: true });

/** Register and baseline by turns, so that whatever else the machine does meets both; the middle of the rounds. */
async function beside(
  register: string,
  baseline: string,
  [own, other]: [Headers, Headers] = [{}, {}],
): Promise<Pick<BenchRow, 'register' | 'baseline'>> {
  const rates: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) rates.push([await rate(register, own), await rate(baseline, other)]);
  // The first round warms up.
  const [, ...counted] = rates;
  return { register: median(counted.map(([rate]) => rate)), baseline: median(counted.map(([, rate]) => rate)) };
}

async function rate(url: string, headers: Headers): Promise<number> {
  const asked = { url, idReplacement: url.includes('[<id>]'), headers: { 'accept-encoding': 'gzip', ...headers } };
  const { requests, non2xx, errors, statusCodeStats } = await autocannon({
    ...asked,
    connections: 10,
    duration: seconds,
  });
  const unchanged = Number(statusCodeStats?.['304']?.count ?? 0);
  if (errors > 0 || non2xx - unchanged > 0) throw new Error(`${url}: ${errors} errors, ${non2xx} not 2xx`);
  return requests.average;
}

/**
 * Right after the register has changed: one reader beside one who asks for a page that nobody kept; and ten at once beside
 * that one and nine whose page is kept, which is what ten take when one making serves them all.
 */
async function afterChange(address: string): Promise<void> {
  const cookie = await signIn(server.url, 'liantang');
  const url = server.url + address;
  const [alone, one, kept, ten]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < 11; round += 1) {
    await change(cookie, `第 ${round} 次测量，一人`);
    one.push(await timed(() => whole(url)));
    kept.push(await timed(() => atOnce(9, url)));
    await change(cookie, `第 ${round} 次测量，十人`);
    ten.push(await timed(() => atOnce(10, url)));
    alone.push(await timed(() => whole(`${url}?round=${round}`)));
  }
  say({
    work: `${address} 变更之后的第一人 ÷ 无缓存时一人`,
    ...{ register: median(one), baseline: median(alone), unit: '毫秒', wanted: 1.3 },
  });
  say({
    work: `${address} 变更之后十人同时 ÷ 无缓存时一人加缓存的九人`,
    ...{ register: median(ten), baseline: median(alone) + median(kept), unit: '毫秒', wanted: 1.3 },
  });
}

async function change(cookie: string, industry: string): Promise<void> {
  const response = await post(
    `${server.url}/villages/${village}/edit`,
    { change: '999999', introduction: '', settlements: '', industry },
    cookie,
  );
  if (response.status !== 302) throw new Error(`the change was not made: ${response.status}`);
}

function atOnce(readers: number, url: string): Promise<unknown> {
  return Promise.all(Array.from({ length: readers }, () => whole(url)));
}

async function whole(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What the register sends for an address once it is kept, and the queries behind it. */
async function recorded(address: string): Promise<PlainAnswer> {
  await whole(server.url + address);
  const { headers, body } = await raw(server.url + address);
  return { path: address, headers, body: body.toString('base64'), queries: await queriesOf(address) };
}

function raw(url: string): Promise<{ headers: string[]; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => resolve({ headers: withoutHops(response.rawHeaders), body: Buffer.concat(pieces) }));
    });
    asked.once('error', reject).end();
  });
}

function withoutHops(headers: string[]): string[] {
  const pairs = headers.flatMap((name, place) => (place % 2 === 0 ? [[name, headers[place + 1] ?? '']] : []));
  return pairs.filter(([name = '']) => !/^(date|connection|keep-alive)$/i.test(name)).flat();
}

/** The queries that the answer to an address runs, in order: those of the route itself. */
async function queriesOf(address: string): Promise<PlainAnswer['queries']> {
  if (!documents.includes(address)) return [];
  const queries: PlainAnswer['queries'] = [];
  const db = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: new SQLite(server.file, { readonly: true }) }),
    log: ({ query: { sql, parameters } }) => {
      queries.push({ sql, parameters: [...parameters] });
    },
  });
  const config = readConfig({}, () => 'a secret of the bench');
  // The parts that reading in nobody's name needs.
  const reading = new Reading(openReaders(db, null), config, { method: 'GET', headers: {} });
  const context = { db, reading, config, clock: () => new Date(), entered: new Set() } as unknown as AppLoadContext;
  const loader = address === list ? villagesLoader : villageLoader;
  await loader({ request: new Request(server.url + address), params: { code: village }, context });
  await db.destroy();
  return queries;
}

function plain(kind: 'memory' | 'sqlite'): Promise<{ url: string; child: ChildProcess }> {
  const file = path.join(import.meta.dirname, 'plain-server.js');
  const child = spawn(process.execPath, [file, kind, answersFile, server.file]);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve({ url: String(line).trim(), child }));
    child.stderr.on('data', (line) => reject(new Error(String(line))));
  });
}
