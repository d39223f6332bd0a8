/** One consistent, checked file out of a register, and back into its place. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { verifyChain } from './chain.server.ts';
import { databaseFile, fromSqlite } from './client.server.ts';
import { knownMigrations } from './migrate.server.ts';

/** Why a backup was not kept or a restore not made, in a sentence for the person who asked. */
class BackupProblem extends Error {}

/**
 * Copies a register while it may be in use. The copy takes its name only after it was found sound.
 *
 * @param url the register's `DATABASE_URL`
 * @throws BackupProblem where the file exists, or the copy is not sound
 */
export async function backUp(url: string, file: string): Promise<void> {
  if (existsSync(file)) throw new BackupProblem(`${file} 已经存在，请换一个文件名`);
  const unfinished = `${file}.unfinished`;
  removeDatabase(unfinished);
  try {
    await copy(databaseFile(url), unfinished);
    await check(unfinished);
    renameSync(unfinished, file);
  } finally {
    removeDatabase(unfinished);
  }
}

/**
 * Puts a backup in the place of the register, which is kept beside it.
 *
 * @returns the name under which the replaced database was kept; null where there was none
 * @throws BackupProblem where the backup is not sound, is of a newer program, or the register is in use
 */
export async function restore(url: string, file: string, now: Date): Promise<string | null> {
  if (!existsSync(file)) throw new BackupProblem(`没有 ${file} 这个文件`);
  const target = databaseFile(url);
  const incoming = `${target}.incoming`;
  removeDatabase(incoming);
  try {
    await copy(file, incoming);
    await check(incoming);
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

async function copy(from: string, to: string): Promise<void> {
  const source = openExisting(from);
  try {
    // In one step: a copy in small steps begins anew whenever somebody writes, and may never end.
    await source.backup(to, { progress: () => 1_000_000 });
  } catch (error) {
    throw new BackupProblem(`${from} 无法读取：${error instanceof Error ? error.message : error}`);
  } finally {
    source.close();
  }
}

function openExisting(file: string): SQLite.Database {
  try {
    return new SQLite(file, { fileMustExist: true });
  } catch {
    throw new BackupProblem(`${file} 不是登记簿的数据库文件`);
  }
}

async function check(file: string): Promise<void> {
  const sqlite = openExisting(file);
  const db = fromSqlite(sqlite);
  try {
    if (sqlite.pragma('integrity_check', { simple: true }) !== 'ok') throw new BackupProblem(`${file} 已经损坏`);
    const [orphan] = sqlite.pragma('foreign_key_check') as { table: string }[];
    if (orphan) throw new BackupProblem(`${file} 的 ${orphan.table} 里有不完整的引用`);
    const applied = sqlite.prepare('select name from kysely_migration').pluck().all() as string[];
    const unknown = applied.find((name) => !knownMigrations.includes(name));
    if (unknown) throw new BackupProblem(`${file} 来自更新的程序版本（${unknown}），请先升级程序`);
    const fault = await verifyChain(db);
    if (fault) throw new BackupProblem(`${file} 没有通过核验：第 ${fault.change ?? '—'} 号变更，${fault.what}`);
    // The copy is one file again, without a log beside it.
    sqlite.pragma('journal_mode = DELETE');
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

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
