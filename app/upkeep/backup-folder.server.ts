/** The folder of the backups: what lies in it is the truth about them, whatever the database says. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { instantOfName, outlived } from './retention.rules.ts';

export interface KeptBackup {
  name: string;
  /** When it was made, RFC 3339 in UTC. */
  at: string;
  /** Bytes. */
  size: number;
}

/** The backups in a folder, the newest first; none where there is no such folder. */
export function listBackups(folder: string): KeptBackup[] {
  return namesIn(folder)
    .flatMap((name) => {
      const at = instantOfName(name);
      return at === null ? [] : [{ name, at: at.toISOString(), size: statSync(path.join(folder, name)).size }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Removes what the rule no longer keeps, and what a backup that was cut off has left. @returns how many backups went */
export function pruneBackups(folder: string): number {
  const names = namesIn(folder);
  const gone = outlived(names);
  const scraps = names.filter((name) => /^register-[\d-]+\.sqlite\.unfinished/.test(name));
  for (const name of [...gone, ...scraps]) rmSync(path.join(folder, name), { force: true });
  return gone.length;
}

/** Makes the folder, readable by its owner alone: a backup holds everything. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
