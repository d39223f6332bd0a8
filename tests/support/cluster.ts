/**
 * PostgreSQL for one run of the tests (`TEST_ENGINE=postgres`): on loopback, in temporary folders, run by somebody who is
 * not root, and gone afterwards. Each test gets a database of its own in it.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { onlySqlite } from './only-one-engine.mjs';

/** How many files of tests run side by side, each on a cluster of its own. */
const workers = 2;

/** Vitest calls it before any test. The addresses go to the tests through the environment. */
export default async function startForRun(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_ENGINE !== 'postgres') return undefined;
  for (const [file, reason] of Object.entries(onlySqlite)) process.stdout.write(`left out: ${file}, ${reason}\n`);
  const clusters = await Promise.all(Array.from({ length: workers }, startCluster));
  process.env.TEST_CLUSTERS = clusters.map(({ url }) => url).join(' ');
  return async () => {
    await Promise.all(clusters.map(({ stop }) => stop()));
  };
}

export interface Cluster {
  /** Of the database in which others are made. */
  url: string;
  stop(): Promise<void>;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again after it was ended, under the same address. */
  start(): Promise<void>;
  /** Makes a second server that follows this one by streaming replication. */
  replicate(): Promise<Cluster>;
}

/** Texts are ordered by another rule than SQLite's, so that a column that forgets its own is found out. */
const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];

/** A register of record would want none of this; a test that nobody's data depend on wants to be quick. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' };

export const startCluster = () =>
  newServer('initdb', (data) => ['-D', data, '-U', 'register', '--auth=trust', '--no-sync', ...locale]);

/** @param maker the program that fills a new server's folder, and what it is told */
async function newServer(maker: string, told: (data: string) => string[]): Promise<Cluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-postgres-'));
  const owner = ownerOf(folder);
  const data = path.join(folder, 'data');
  const port = await freePort();
  const url = `postgres://register@127.0.0.1:${port}/postgres`;
  const [make, ...making] = owner.as(program(maker));
  execFileSync(make, [...making, ...told(data)], { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder });
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 500, ...careless };
  const [serve, ...serving] = owner.as(program('postgres'));
  const given = ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
  let server: ChildProcess | null = null;
  const end = async (signal: NodeJS.Signals) => {
    const ended = server && new Promise((resolve) => server?.once('exit', resolve));
    server?.kill(signal);
    await ended;
    server = null;
  };
  const atExit = () => server?.kill('SIGQUIT');
  process.once('exit', atExit);
  const start = async () => {
    const log = process.env.TEST_POSTGRES_LOG === undefined ? 'ignore' : 'inherit';
    server = spawn(serve, [...serving, ...given], { stdio: ['ignore', 'ignore', log], cwd: folder });
    await answering(url, server);
  };
  await start();
  return {
    url,
    start,
    kill: () => end('SIGQUIT'),
    replicate: () =>
      newServer('pg_basebackup', (copy) => ['-d', url, '-D', copy, '-R', '-X', 'stream', '-c', 'fast', '--no-sync']),
    async stop() {
      process.off('exit', atExit);
      // Its "fast shutdown": whoever is still connected is sent away.
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to be run by root: then it is run by the user whom its package has made. */
function ownerOf(folder: string): { as: (program: string) => [string, ...string[]] } {
  if (process.getuid?.() !== 0) return { as: (program) => [program] };
  const name = 'postgres';
  const [user, group] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' })));
  chownSync(folder, user ?? 0, group ?? 0);
  return { as: (program) => ['setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups', program] };
}

/** Debian keeps the programs of each version in a folder that is not searched. */
function program(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => path.join(debian, version, 'bin', name)).find(existsSync) ?? name;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return;
    } catch {
      await setTimeout(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error('PostgreSQL does not answer');
}
