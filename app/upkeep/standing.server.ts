/** How the register stands: its backups, its disk, what must be heard of. One reading behind every page and probe. */
import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '#app/http/config.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { type Db, databaseFile } from '#db/client.server.ts';
import { type Alarm, alarmsOf } from './alarm.rules.ts';
import { type KeptBackup, listBackups } from './backup-folder.server.ts';
import { findLastRun, type UpkeepRun } from './upkeep.repository.server.ts';

export interface Standing {
  /** The newest first. */
  backups: KeptBackup[];
  lastBackup: UpkeepRun | null;
  lastRehearsal: UpkeepRun | null;
  /** Bytes. */
  databaseSize: number;
  free: { database: number; backups: number };
  /** The last change. */
  head: { number: number; hash: string };
  alarms: Alarm[];
}

export type KeepingPlaces = Pick<Config, 'databaseUrl' | 'backupFolder' | 'backupAt'>;

export async function readStanding(db: Db, places: KeepingPlaces, now: Date): Promise<Standing> {
  const file = databaseFile(places.databaseUrl);
  const backups = listBackups(places.backupFolder);
  const lastBackup = (await findLastRun(db, 'backup')) ?? null;
  const lastRehearsal = (await findLastRun(db, 'rehearsal')) ?? null;
  const databaseSize = sizeOf(file) + sizeOf(`${file}-wal`);
  const free = { database: await freeAt(path.dirname(file)), backups: await freeAt(places.backupFolder) };
  const newestBackup = backups[0]?.at ?? null;
  const scheduled = places.backupAt !== null;
  const keeping = { now, scheduled, newestBackup, lastBackup, lastRehearsal, databaseSize, free };
  return {
    backups,
    lastBackup,
    lastRehearsal,
    databaseSize,
    free,
    head: await chainHead(db),
    alarms: alarmsOf(keeping),
  };
}

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Bytes left for this program where a folder lies, or will lie. */
async function freeAt(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    const above = path.dirname(path.resolve(folder));
    if (above === path.resolve(folder)) throw error;
    return freeAt(above);
  }
}
