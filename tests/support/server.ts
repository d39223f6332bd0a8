/** The register as it really runs: the built program in a process of its own, on a database file of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isOnPostgres } from './database.ts';
import { newDatabase } from './postgres.ts';

/** Where a server with a clock of its own reads the time from. */
const clockModule = new URL('./clock.mjs', import.meta.url).href;

export interface Server {
  url: string;
  /** Its `DATABASE_URL`, for a test that looks or meddles behind the server's back (`lookBehind`). */
  address: string;
  /** The database file, where it is SQLite's. */
  file: string;
  pid: number | undefined;
  log: () => string;
  /** Sets the clock of a server that was started with one. */
  setClock(instant: string): Promise<void>;
  stop(): Promise<number | null>;
}

/**
 * Starts `build/server` (which `npm test` has built) on a free port with a fresh register.
 *
 * @param clock an instant at which the server's time begins; left out, it is the time that it is
 */
export async function startServer(environment: Record<string, string> = {}, clock?: string): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-server-'));
  const file = path.join(folder, 'register.sqlite');
  const address = environment.DATABASE_URL ?? (isOnPostgres ? await newDatabase() : `file:${file}`);
  const clockFile = path.join(folder, 'clock');
  if (clock !== undefined) writeFileSync(clockFile, clock);
  // A file, as an operator's is: written to a pipe whose reader is busy, each line would wait for it.
  const logFile = path.join(folder, 'log');
  const stderr = openSync(logFile, 'w');
  const child = spawn(process.execPath, ['build/server/entry.node.js'], {
    stdio: ['ignore', 'pipe', stderr],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: address,
      // A test that is about backups says when.
      BACKUP_AT: 'off',
      SESSION_SECRET: 'a secret for tests only, long enough',
      ...(clock !== undefined && { TEST_CLOCK: clockFile, NODE_OPTIONS: `--import ${clockModule}` }),
      ...environment,
    },
  });
  closeSync(stderr);
  let whole: string | null = null;
  const log = () => whole ?? readFileSync(logFile, 'utf8');
  const url = await announced(child, log);
  return {
    url,
    address,
    file,
    pid: child.pid,
    log,
    async setClock(instant) {
      writeFileSync(clockFile, instant);
      child.kill('SIGUSR2');
      while (readFileSync(`${clockFile}.set`, 'utf8') !== instant) await new Promise((done) => setTimeout(done, 10));
    },
    async stop() {
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const status = await ended;
      whole = log();
      rmSync(folder, { recursive: true, force: true });
      return status;
    },
  };
}

/** The address in the one line that the program prints when it answers. */
function announced(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk) => {
      printed += String(chunk);
      const address = /http:\/\/\S+/.exec(printed)?.[0];
      if (address) resolve(address);
    });
    child.once('exit', (status) => reject(new Error(`the server ended with ${status}: ${log()}`)));
  });
}

/** A signed-in client without a browser: keeps its cookie, follows nothing. */
export async function signIn(url: string, username: string, password = 'qingxi-demo-2025') {
  const response = await post(`${url}/login`, { username, password });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return cookie;
}

export const get = (url: string, cookie = '') => fetch(url, { headers: { cookie }, redirect: 'manual' });

export const post = (url: string, fields: Record<string, string>, cookie = '') =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams(fields),
  });
