/**
 * A register under load: servers that share one database file, readers and writers for some time, and then what must be
 * true: nobody saw an error, memory is flat, and each answered write is in the history exactly once.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { signIn, startServer } from '#tests/support/server.ts';
import { type Deed, emptyTally, read, type Tally, write } from './crowd.ts';

export interface Load {
  seconds: number;
  processes: number;
  readers: number;
  writers: number;
  /** Milliseconds for which a reader looks at a page, a writer at what was saved. */
  look: number;
}

export interface LoadResult {
  tally: Tally;
  /** What does not fit between the answers and the register; empty where all is well. */
  faults: string[];
  /** Megabytes of each server, sampled evenly. */
  memory: number[][];
  changes: number;
}

const offices = ['zhujiajiao', 'liantang', 'jinze', 'district'] as const;
const fields = ['households', 'registeredPopulation', 'villageGroups', 'partyMembers'];

export async function runLoad({ seconds, processes, readers, writers, look }: Load): Promise<LoadResult> {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-load-'));
  const file = path.join(folder, 'register.sqlite');
  const environment = { DATABASE_URL: `file:${file}`, LOG_LEVEL: 'warn' };
  const servers = [await startServer(environment)];
  while (servers.length < processes) servers.push(await startServer(environment));
  const at = <T>(list: readonly T[], place: number): T => {
    const found = list[place % list.length];
    if (found === undefined) throw new Error('nothing there');
    return found;
  };
  const before = lastChange(file);
  const tally = emptyTally();
  const people = await Promise.all(
    Array.from({ length: writers }, async (_, number) => {
      const account = at(offices, number);
      const { url } = at(servers, Math.floor(number / offices.length));
      return { url, account, cookie: await signIn(url, account) };
    }),
  );
  const memory: number[][] = servers.map(() => []);
  const watch = setInterval(
    () => {
      for (const [place, { pid }] of servers.entries()) memory[place]?.push(megabytes(pid ?? 0));
    },
    Math.max(500, (seconds * 1000) / 60),
  );
  const until = performance.now() + seconds * 1000;
  // Two writers share a village, with a field each: what one saves is joined to what the other saves.
  const villages = villagesByOffice(file);
  await Promise.all([
    ...Array.from({ length: readers }, (_, number) => {
      const { url, cookie } = number % 4 === 0 ? at(people, number / 4) : { ...at(servers, number), cookie: '' };
      return read({ url, cookie }, number, until, look, tally);
    }),
    ...people.map((person, number) => {
      const round = Math.floor(number / offices.length);
      const village = at(villages[person.account] ?? [], Math.floor(round / 2));
      return write(person, { village, field: at(fields, round), first: 1_000 }, until, look, tally);
    }),
  ]);
  clearInterval(watch);
  const logged = servers.flatMap(({ log }) => log().split('\n')).filter((line) => /"level":(50|60)/.test(line));
  const statuses = await Promise.all(servers.map(({ stop }) => stop()));
  const faults = [
    ...logged,
    ...statuses.filter((status) => status !== 0).map((status) => `a server ended with ${status}`),
    ...compare(file, before, tally.deeds),
    ...verify(file),
  ];
  const changes = lastChange(file) - before;
  rmSync(folder, { recursive: true });
  return { tally, faults, memory, changes };
}

function megabytes(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

function query<T>(file: string, sql: string): T[] {
  const sqlite = new SQLite(file, { readonly: true });
  try {
    return sqlite.prepare<[], T>(sql).all();
  } finally {
    sqlite.close();
  }
}

const lastChange = (file: string) =>
  query<{ number: number }>(file, 'select max(number) as number from change')[0]?.number ?? 0;

/** Villages that the writers of each account may amend; the district takes those at the other end of a town's list. */
function villagesByOffice(file: string): Record<string, string[]> {
  const all = query<{ code: string }>(file, 'select code from village order by code').map(({ code }) => code);
  const of = (town: string) => all.filter((code) => code.startsWith(town));
  return {
    zhujiajiao: of('310118102'),
    liantang: of('310118103'),
    jinze: of('310118104'),
    district: of('310118102').reverse(),
  };
}

/** Holds the answers to the history: numbers without a gap, each deed once, and no change that nobody made. */
function compare(file: string, before: number, deeds: readonly Deed[]): string[] {
  const numbers = query<{ number: number }>(file, `select number from change where number > ${before} order by number`);
  const gaps = numbers.filter(({ number }, place) => number !== before + place + 1);
  const written = query<Record<string, string | number>>(
    file,
    `select * from (select * from statistic union all select ${columns(file)} from statisticHistory) where change > ${before}`,
  );
  const byChange = new Map(written.map((row) => [row.change, row]));
  const answered = new Map<number, number>();
  for (const { change } of deeds) answered.set(change, (answered.get(change) ?? 0) + 1);
  return [
    ...gaps.map(({ number }) => `a gap before change ${number}`),
    ...[...answered].filter(([, times]) => times > 1).map(([change]) => `change ${change} was answered to two people`),
    ...deeds.flatMap(({ change, village, field, value }) => {
      const row = byChange.get(change);
      const isThere = row?.villageCode === village && row[field] === value;
      return isThere ? [] : [`change ${change} does not hold ${village} ${field} ${value}`];
    }),
    ...(numbers.length === answered.size ? [] : [`${numbers.length} changes, ${answered.size} answers`]),
  ];
}

const columns = (file: string) =>
  query<{ name: string }>(file, "select name from pragma_table_info('statistic')")
    .map(({ name }) => `"${name}"`)
    .join(', ');

function verify(file: string): string[] {
  try {
    const env = { ...process.env, DATABASE_URL: `file:${file}`, LOG_LEVEL: 'silent' };
    execFileSync(process.execPath, ['build/server/entry.registry.js', 'verify'], { env, stdio: 'pipe' });
    return [];
  } catch (error) {
    return [`verify: ${error instanceof Error ? error.message : error}`];
  }
}
