/** One consistent, checked file out of a register, and back into its place. */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { chainHead, verifyChain } from './chain.server.ts';
import { type Db, databaseFile, fromSqlite, openDatabase } from './client.server.ts';
import { copyRegister } from './copy.server.ts';
import { isPostgresUrl } from './engine.ts';
import { knownMigrations, migrate } from './migrate.server.ts';

/** Why a backup was not kept or a restore not made, in a sentence for the person who asked. */
class BackupProblem extends Error {}

/** What a backup holds: its bytes, and the number of its last change. */
export interface BackupMade {
  size: number;
  change: number;
}

/**
 * Copies a register while it may be in use. The copy takes its name only after it was found sound. It is a file of SQLite
 * whatever engine the register is on: whoever holds one can open it without a server.
 *
 * @param url the register's `DATABASE_URL`
 * @throws BackupProblem where the file exists, or the copy is not sound
 */
export async function backUp(url: string, file: string): Promise<BackupMade> {
  if (existsSync(file)) throw new BackupProblem(`${file} 已经存在，请换一个文件名`);
  const unfinished = `${file}.unfinished`;
  removeDatabase(unfinished);
  try {
    const counts = isPostgresUrl(url) ? await copyOut(url, unfinished) : await copy(databaseFile(url), unfinished);
    const change = await check(unfinished, counts);
    renameSync(unfinished, file);
    return { size: statSync(file).size, change };
  } finally {
    removeDatabase(unfinished);
  }
}

/**
 * Puts a backup in the place of the register, which is kept beside it; on PostgreSQL into an empty database only.
 *
 * @returns the name under which the replaced database was kept; null where there was none
 * @throws BackupProblem where the backup is not sound, is of a newer program, or the register is in use
 */
export async function restore(url: string, file: string, now: Date): Promise<string | null> {
  if (!existsSync(file)) throw new BackupProblem(`没有 ${file} 这个文件`);
  if (isPostgresUrl(url)) return copyIn(url, file);
  const target = databaseFile(url);
  const incoming = `${target}.incoming`;
  removeDatabase(incoming);
  try {
    await check(incoming, await copy(file, incoming));
    const kept = existsSync(target) ? `${target}.${now.toISOString().replace(/[:.]/g, '-')}` : null;
    if (kept !== null) {
      closeForOthers(target);
      renameSync(target, kept);
    }
    renameSync(incoming, target);
    return kept;
  } finally {
    removeDatabase(incoming);
  }
}

/** Copies what one reader sees at one moment. @returns how many rows each table had at that moment */
async function copy(from: string, to: string): Promise<Map<string, number>> {
  const source = openExisting(from);
  try {
    // The copy is made within this reading, so that rows can be counted on both sides while others write.
    source.exec('begin');
    const counts = countRows(source);
    // In one step: a copy in small steps begins anew whenever somebody writes, and may never end.
    await source.backup(to, { progress: () => 1_000_000 });
    source.exec('commit');
    return counts;
  } catch (error) {
    throw new BackupProblem(`${from} 无法读取：${error instanceof Error ? error.message : error}`);
  } finally {
    source.close();
  }
}

/** A register on PostgreSQL as a file. What `copyRegister` makes it has counted and verified. */
async function copyOut(url: string, file: string): Promise<Map<string, number>> {
  await between(url, `file:${file}`, copyRegister);
  return new Map();
}

async function copyIn(url: string, file: string): Promise<null> {
  const incoming = `${file}.incoming`;
  removeDatabase(incoming);
  try {
    await check(incoming, await copy(file, incoming));
    await between(`file:${incoming}`, url, async (from, to) => {
      await migrate(from);
      await copyRegister(from, to);
    });
    return null;
  } finally {
    removeDatabase(incoming);
  }
}

async function between(from: string, to: string, work: (from: Db, to: Db) => Promise<unknown>): Promise<void> {
  const [source, target] = [openDatabase(from), openDatabase(to)];
  try {
    await work(source, target);
  } finally {
    await Promise.all([source.destroy(), target.destroy()]);
  }
}

function countRows(sqlite: SQLite.Database): Map<string, number> {
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table' order by name").pluck().all();
  return new Map(
    tables.map((name) => [String(name), Number(sqlite.prepare(`select count(*) from "${name}"`).pluck().get())]),
  );
}

function openExisting(file: string): SQLite.Database {
  try {
    return new SQLite(file, { fileMustExist: true });
  } catch {
    throw new BackupProblem(`${file} 不是登记簿的数据库文件`);
  }
}

/** @returns the number of the last change */
async function check(file: string, counts: ReadonlyMap<string, number>): Promise<number> {
  const sqlite = openExisting(file);
  const db = fromSqlite(sqlite);
  try {
    if (sqlite.pragma('integrity_check', { simple: true }) !== 'ok') throw new BackupProblem(`${file} 已经损坏`);
    const [orphan] = sqlite.pragma('foreign_key_check') as { table: string }[];
    if (orphan) throw new BackupProblem(`${file} 的 ${orphan.table} 里有不完整的引用`);
    const copied = countRows(sqlite);
    const [lost] = [...counts].filter(([table, count]) => copied.get(table) !== count);
    if (lost) throw new BackupProblem(`${file} 的 ${lost[0]} 少了或多了行：应有 ${lost[1]} 行`);
    const applied = sqlite.prepare('select name from kysely_migration').pluck().all() as string[];
    const unknown = applied.find((name) => !knownMigrations.includes(name));
    if (unknown) throw new BackupProblem(`${file} 来自更新的程序版本（${unknown}），请先升级程序`);
    const fault = await verifyChain(db);
    if (fault) throw new BackupProblem(`${file} 没有通过核验：第 ${fault.change ?? '—'} 号变更，${fault.what}`);
    // The copy is one file again, without a log beside it.
    sqlite.pragma('journal_mode = DELETE');
    return (await chainHead(db)).number;
  } catch (error) {
    if (error instanceof BackupProblem) throw error;
    throw new BackupProblem(`${file} 不是完整的登记簿数据库：${error instanceof Error ? error.message : error}`);
  } finally {
    await db.destroy();
  }
}

/** Only the last one to use a database can take it out of WAL mode: so this fails while a server holds it. */
function closeForOthers(file: string): void {
  const sqlite = openExisting(file);
  try {
    sqlite.pragma('busy_timeout = 0');
    sqlite.pragma('journal_mode = DELETE');
  } catch {
    throw new BackupProblem('登记簿正在运行，请先停止服务再恢复');
  } finally {
    sqlite.close();
  }
}

/** Removes a database file and what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
