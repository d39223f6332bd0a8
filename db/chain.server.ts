/**
 * The row of changes: opening one, sealing it with a hash over its rows and the hash before, and verifying the whole.
 * The hash covers values without nulls, so that a column added later leaves the old hashes true.
 */
import { createHash, type Hash, hash as oneHash } from 'node:crypto';
import { alteredAttachment } from './attachment-check.server.ts';
import type { Db } from './client.server.ts';
import { alteredGuards } from './guards.server.ts';
import { prepared } from './prepared.ts';
import { type RegisteredName, registered, registeredNames } from './registered.ts';
import type { ChangeTable } from './tables.ts';
import { tablesOfOpen, touchedTables } from './touched-tables.server.ts';
import { pageSize, versionsInPages } from './version-pages.server.ts';
import {
  type ChangeRange,
  countVersions,
  type Value,
  type Version,
  versionsEnded,
  versionsWritten,
  type WrittenRows,
} from './versions.server.ts';

/** What a change says of itself. `at` is an RFC 3339 instant in UTC. */
export type ChangeEntry = Omit<ChangeTable, 'number' | 'previousHash' | 'hash'>;

const firstHash = '0'.repeat(64);

/** What a change wrote, by table; null in place of more rows than are held at a time. */
export type Written = ReadonlyMap<RegisteredName, WrittenRows | null>;

/** Opens the next change in the running transaction. */
export async function openChange(trx: Db, entry: ChangeEntry): Promise<ChangeTable> {
  const [last] = await lastChange(trx, {});
  const change = { number: (last?.number ?? 0) + 1, ...entry, previousHash: last?.hash ?? firstHash };
  await insertOpen(trx, change);
  return { ...change, hash: null };
}

const insertOpen = prepared(
  (db, { number, at, account, kind, reason, town, undoes, previousHash }: Omit<ChangeTable, 'hash'>) =>
    db.insertInto('change').values({ number, at, account, kind, reason, town, undoes, previousHash, hash: null }),
);

/** Seals the open change. */
export async function sealChange(trx: Db, change: ChangeTable): Promise<Written> {
  const { hash, written } = await hashOf(trx, change);
  await putHash(trx, { number: change.number, hash });
  return written;
}

const putHash = prepared((db, { number, hash }: { number: number; hash: string }) =>
  db.updateTable('change').set({ hash }).where('number', '=', number),
);

const lastChange = prepared((db) =>
  db.selectFrom('change').select(['number', 'hash']).orderBy('number', 'desc').limit(1),
);

/** The last change's number and hash; number 0 while the register is empty. */
export async function chainHead(db: Db): Promise<ChainPoint> {
  const [last] = await lastChange(db, {});
  return { number: last?.number ?? 0, hash: last?.hash ?? firstHash };
}

export interface Fault {
  /** The first change that does not fit; null where the fault lies outside the changes. */
  change: number | null;
  what: string;
}

const step = 500;

/** How many versions are held at a time. */
const mostVersions = 20_000;

/** A change and the hash that seals it. */
export interface ChainPoint {
  number: number;
  hash: string;
}

const beginning: ChainPoint = { number: 0, hash: firstHash };

/**
 * Checks guards, every change's hash, its number and the hash before; the first fault found, or null.
 *
 * @param after goes on from a change that was verified before: what it and those before it wrote is not read again, so
 *   nothing is proved of it but that this change still bears its hash. Left out, the whole history is checked
 */
export async function verifyChain(db: Db, after = beginning): Promise<Fault | null> {
  const [guard] = await alteredGuards(db);
  if (guard) return { change: null, what: `防护触发器 ${guard} 不见了或被改过` };
  const head = await chainHead(db);
  if (!(await stillStands(db, after))) return { change: after.number, what: '它不是上次核验时的变更，或已不在' };
  let previous = after;
  for (let from = after.number + 1; from <= head.number; from += step) {
    const range = { from, to: Math.min(from + step - 1, head.number) };
    const changes = await db
      .selectFrom('change')
      .selectAll()
      .where('number', '>=', range.from)
      .where('number', '<=', range.to)
      .orderBy('number')
      .execute();
    const hashes = await hashesOf(db, changes, range);
    for (const change of changes) {
      if (change.number !== previous.number + 1) return { change: previous.number + 1, what: '这号变更不见了' };
      if (change.hash === null) return { change: change.number, what: '这号变更没有封存' };
      if (change.previousHash !== previous.hash) return { change: change.number, what: '它接不上前一号变更' };
      if (change.hash !== hashes.get(change.number)) return { change: change.number, what: '它的内容不是封存时的内容' };
      previous = { number: change.number, hash: change.hash };
    }
    if (previous.number !== range.to) return { change: previous.number + 1, what: '这号变更不见了' };
  }
  return (await strayRows(db, head.number)) ?? (await alteredAttachment(db, after.number));
}

async function stillStands(db: Db, { number, hash }: ChainPoint): Promise<boolean> {
  if (number === 0) return true;
  const change = await db.selectFrom('change').select('hash').where('number', '=', number).executeTakeFirst();
  return change?.hash === hash;
}

/** Rows that claim a change which was never made. */
async function strayRows(db: Db, head: number): Promise<Fault | null> {
  for (const table of registeredNames) {
    const stray = { from: head + 1, to: Number.MAX_SAFE_INTEGER };
    const [row] = [...(await versionsWritten(db, table, stray)), ...(await versionsEnded(db, table, stray))];
    if (row) return { change: head + 1, what: `${table} 里有一行属于从未作过的变更` };
  }
  return null;
}

/** The hashes of many changes: of small ones together, of one that wrote much by itself. */
async function hashesOf(db: Db, changes: readonly ChangeTable[], range: ChangeRange): Promise<Map<number, string>> {
  const tables = await touchedTables(db, range);
  let versions = 0;
  for (const table of tables) versions += await countVersions(db, table, range);
  const hashes = new Map<number, string>();
  if (versions > mostVersions) {
    for (const change of changes) hashes.set(change.number, (await hashOf(db, change)).hash);
    return hashes;
  }
  const open = new Map(changes.map((change) => [change.number, hashing(change)]));
  for (const table of tables)
    for (const verb of verbs) {
      const lines = new Map<number, string[]>();
      for (const { change, line } of (await versionsOf[verb](db, table, range)).map((row) =>
        lineOf(table, verb, row),
      )) {
        const own = lines.get(change);
        if (own) own.push(line);
        else lines.set(change, [line]);
      }
      for (const [change, own] of lines) addSorted(open.get(change), own);
    }
  for (const [number, hash] of open) hashes.set(number, hash.digest('hex'));
  return hashes;
}

/** The hash of one change and what it wrote, however much that was: of many rows of a table only the lines are held. */
async function hashOf(db: Db, change: ChangeTable): Promise<{ hash: string; written: Written }> {
  const hash = hashing(change);
  const { number } = change;
  const isOpen = change.hash === null;
  const written = new Map<RegisteredName, WrittenRows | null>();
  for (const table of await (isOpen ? tablesOfOpen(db, number) : touchedTables(db, { from: number, to: number }))) {
    const rows: Record<Verb, Version[]> = { end: [], put: [] };
    let count = 0;
    for (const verb of verbs) {
      const lines: string[] = [];
      for await (const row of versionsInPages(db, table, verb, { change: number, isOpen })) {
        lines.push(lineOf(table, verb, row).line);
        if (lines.length <= pageSize) rows[verb].push(row);
      }
      addSorted(hash, lines);
      count = Math.max(count, lines.length);
    }
    if (count > 0) written.set(table, count <= pageSize ? { put: rows.put, ended: rows.end } : null);
  }
  return { hash: hash.digest('hex'), written };
}

/** The hash of a change whose lines are all at hand, in any order. */
export function sealHash(change: Omit<ChangeTable, 'hash'>, lines: string[]): string {
  return oneHash('sha256', [entryOf(change), ...lines.sort()].join('\n'));
}

const hashing = ({ hash: _, ...change }: ChangeTable): Hash => createHash('sha256').update(entryOf(change));

/** What the hash of a change begins with: the hash before, and its own entry. */
const entryOf = ({ previousHash, ...entry }: Omit<ChangeTable, 'hash'>): string =>
  `${previousHash}\n${canonical('change', 'put', entry)}`;

/**
 * Sorted, so that the order in which rows are read never matters. A line begins with its table and its verb: tables by
 * their names, and `end` before `put`, are the order of all lines of a change.
 */
function addSorted(hash: Hash | undefined, lines: string[]): void {
  for (const line of lines.sort()) hash?.update('\n').update(line);
}

const verbs = ['end', 'put'] as const;
type Verb = (typeof verbs)[number];

const versionsOf: Record<Verb, (db: Db, table: RegisteredName, range: ChangeRange) => Promise<Version[]>> = {
  end: versionsEnded,
  put: versionsWritten,
};

/** The change that wrote or ended a version, and the line that says so. */
export function lineOf(
  table: RegisteredName,
  verb: Verb,
  { change, ...row }: Version,
): { change: number; line: string } {
  if (verb === 'put') return { change, line: canonical(table, 'put', row) };
  const key = Object.fromEntries(registered[table].key.map((column) => [column, row[column] ?? null]));
  return { change: Number(row.endedBy), line: canonical(table, 'end', { ...key, version: change }) };
}

function canonical(table: string, verb: Verb, row: Record<string, Value>): string {
  const filled: string[] = [];
  for (const column of Object.keys(row).sort()) {
    const value = row[column] ?? null;
    if (value !== null) filled.push(`"${column}":${JSON.stringify(value)}`);
  }
  return `["${table}","${verb}",{${filled.join()}}]`;
}
