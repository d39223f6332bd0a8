/**
 * A register under load: servers that share one database, readers and writers for some time, and then what must be
 * true: nobody saw an error, memory is flat, and each answered write is in the history exactly once.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { columnsOf } from '#db/columns.ts';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { signIn, startServer } from '#tests/support/server.ts';
import { type Deed, emptyTally, read, type Tally, write } from './crowd.ts';

export interface Load {
  /** A `DATABASE_URL` where nothing is yet. */
  address: string;
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

export async function runLoad({ address, seconds, processes, readers, writers, look }: Load): Promise<LoadResult> {
  const environment = { DATABASE_URL: address, LOG_LEVEL: 'warn' };
  const servers = [await startServer(environment)];
  while (servers.length < processes) servers.push(await startServer(environment));
  const at = <T>(list: readonly T[], place: number): T => {
    const found = list[place % list.length];
    if (found === undefined) throw new Error('nothing there');
    return found;
  };
  const behind = lookBehind(address);
  const before = await lastChange(behind);
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
  const villages = await villagesByOffice(behind);
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
    ...(await compare(behind, before, tally.deeds)),
    ...verify(address),
  ];
  const changes = (await lastChange(behind)) - before;
  await behind.close();
  return { tally, faults, memory, changes };
}

function megabytes(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

const lastChange = async (behind: Behind) => Number(await behind.pluck('select max(number) from change'));

/** Villages that the writers of each account may amend; the district takes those at the other end of a town's list. */
async function villagesByOffice(behind: Behind): Promise<Record<string, string[]>> {
  const all = await behind.plucks('select code from village order by code');
  const of = (town: string) => all.filter((code) => code.startsWith(town));
  return {
    zhujiajiao: of('310118102'),
    liantang: of('310118103'),
    jinze: of('310118104'),
    district: of('310118102').reverse(),
  };
}

/** Holds the answers to the history: numbers without a gap, each deed once, and no change that nobody made. */
async function compare(behind: Behind, before: number, deeds: readonly Deed[]): Promise<string[]> {
  const numbers = await behind.all<{ number: number }>(
    'select number from change where number > ? order by number',
    before,
  );
  const gaps = numbers.filter(({ number }, place) => number !== before + place + 1);
  const columns = columnsOf('statistic')
    .map((column) => `"${column}"`)
    .join(', ');
  const written = await behind.all<Record<string, string | number>>(
    `select ${columns} from statistic where change > ? union all select ${columns} from statisticHistory where change > ?`,
    ...[before, before],
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

function verify(address: string): string[] {
  try {
    const env = { ...process.env, DATABASE_URL: address, LOG_LEVEL: 'silent' };
    execFileSync(process.execPath, ['build/server/entry.registry.js', 'verify'], { env, stdio: 'pipe' });
    return [];
  } catch (error) {
    return [`verify: ${error instanceof Error ? error.message : error}`];
  }
}
