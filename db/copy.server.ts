/** A whole register, with its history, from one database into another, on whatever engines. */
import { sql } from 'kysely';
import { chainHead, verifyChain } from './chain.server.ts';
import { type Db, isForeignKeyFailure } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { alteredGuards, installGuards, removeGuards } from './guards.server.ts';
import { appliedMigrations, knownMigrations, migrate } from './migrate.server.ts';
import { indexNames } from './names.server.ts';
import { checkForeignKeys, deferForeignKeys } from './put-version.server.ts';
import { registered, registeredNames } from './registered.ts';
import type { Tables } from './tables.ts';
import { inPages } from './version-pages.server.ts';
import type { Value } from './versions.server.ts';

/** Why a register was not copied, in a sentence for the person who asked. */
class CopyProblem extends Error {}

/** The tables that are not registered, by their keys; parents first. */
const plainBefore = { change: ['number'], attachment: ['hash'] } as const;
const plainAfter = {
  credential: ['username'],
  session: ['tokenHash'],
  keptForm: ['id'],
  register: ['key'],
  producerContact: ['producerId'],
  contactRemoval: ['producerId', 'removedAt'],
  joinRequest: ['id'],
  calendarFeed: ['username'],
  apiToken: ['id'],
  secondFactor: ['username'],
  recoveryCode: ['username', 'codeHash'],
  report: ['id'],
  import: ['id'],
  importRow: ['importId', 'position'],
  upkeep: ['id'],
  signingKey: ['fingerprint'],
  throttle: ['key'],
} as const;

/** Derived from the rest: the index of names is made with the copy, the tallies by the program that opens it. */
export const derivedTables: readonly (keyof Tables)[] = [
  'tally',
  'tallySum',
  'tallySumVersion',
  'tallied',
  'nameSuffix',
];

/** Every other table and its key, in the order in which rows can refer to each other. */
export const keysOfTables: [keyof Tables, readonly string[]][] = [
  ...entries(plainBefore),
  ...registeredNames.flatMap((table): [keyof Tables, readonly string[]][] => [
    [table, registered[table].key],
    [`${table}History`, [...registered[table].key, 'change']],
  ]),
  ...entries(plainAfter),
];

/**
 * Copies every row as it is. Nobody can tell by the copy's chain that it is one: it verifies, with the same head.
 *
 * @param to a database that holds nothing, or a register without a change
 * @returns the last change
 * @throws CopyProblem where there is something already, where `from` is of another program's schema, or the copy is not sound
 */
export async function copyRegister(from: Db, to: Db): Promise<{ number: number; hash: string }> {
  const applied = await appliedMigrations(from);
  if (applied.length !== knownMigrations.length || applied.some((name) => !knownMigrations.includes(name)))
    throw new CopyProblem('来源不是当前版本的登记簿，请先在它上面运行 migrate');
  const [guard] = await alteredGuards(from);
  if (guard) throw new CopyProblem(`来源没有通过核验：防护触发器 ${guard} 不见了或被改过`);
  await migrate(to);
  if ((await chainHead(to)).number > 0) throw new CopyProblem('目标里已经有登记簿，没有复制；请换一个空的数据库');
  // On PostgreSQL all is read as of one moment while others write; on SQLite they wait.
  const reading = from.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
  const copied = reading.execute((source) =>
    to.transaction().execute(async (target) => {
      await removeGuards(target);
      await deferForeignKeys(target);
      for (const [table, key] of keysOfTables) await copyTable({ source, target }, table, key);
      await checkForeignKeys(target);
      await installGuards(target);
      const fault = await verifyChain(target);
      if (fault) throw new CopyProblem(`复制出来的没有通过核验：第 ${fault.change ?? '—'} 号变更，${fault.what}`);
      const [head, copied] = [await chainHead(source), await chainHead(target)];
      if (head.hash !== copied.hash) throw new CopyProblem('复制出来的链首与来源的不同');
      await indexNames(target, head.number);
      return head;
    }),
  );
  const head = await copied.catch((error: unknown) => {
    throw isForeignKeyFailure(error) ? new CopyProblem('来源里有不完整的引用，没有复制') : error;
  });
  // PostgreSQL would find out what the tables hold some minutes later, and until then answer by reading them whole.
  if (isPostgres(to)) await sql`analyze`.execute(to);
  return head;
}

/** Values that a statement takes at most: SQLite's limit is the lower one. */
const mostValues = 30_000;
/** Files are large: so many rows at a time. */
const mostFiles = 10;

async function copyTable({ source, target }: { source: Db; target: Db }, table: keyof Tables, key: readonly string[]) {
  const columns = await columnsIn(target, table);
  // What a new register was given when it was made, its key for one, gives way.
  await sql`delete from ${sql.table(table)}`.execute(target);
  const batch = columns.includes('bytes') ? mostFiles : Math.floor(mostValues / columns.length);
  const place = { name: table, columns, key };
  let rows: Record<string, Value>[] = [];
  const put = async () => {
    if (rows.length === 0) return;
    const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      values ${sql.join(values)}`.execute(target);
    rows = [];
  };
  for await (const row of inPages(source, place, null)) if (rows.push(row) >= batch) await put();
  await put();
}

async function columnsIn(db: Db, table: keyof Tables): Promise<readonly string[]> {
  const name = table.replace(/History$/, '');
  if (Object.hasOwn(registered, name)) {
    const own = columnsOf(name as keyof typeof registered);
    return name === table ? own : [...own, 'endedBy'];
  }
  const found = (await db.introspection.getTables()).find((each) => each.name === table);
  return found?.columns.map((column) => column.name) ?? [];
}

function entries<T extends keyof Tables>(keys: Record<T, readonly string[]>): [T, readonly string[]][] {
  return Object.entries(keys) as [T, readonly string[]][];
}
