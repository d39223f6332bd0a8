/** How the register stands: its backups, its disk, what must be heard of. One reading behind every page and probe. */
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { countStopped } from '#app/accounts/throttle.server.ts';
import type { Config } from '#app/http/config.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { databaseSize, registerFolder } from '#db/client.server.ts';
import type { Readers, ReplicaStanding } from '#db/readers.server.ts';
import { type Alarm, alarmsOf, type Keeping } from './alarm.rules.ts';
import { type KeptBackup, listBackups } from './backup-folder.server.ts';
import { findLastRun, type UpkeepRun } from './upkeep.repository.server.ts';

export interface Standing {
  /** The newest first. */
  backups: KeptBackup[];
  lastBackup: UpkeepRun | null;
  lastRehearsal: UpkeepRun | null;
  /** Bytes. */
  databaseSize: number;
  free: Keeping['free'];
  /** Null where there is no replica. */
  replica: ReplicaStanding | null;
  /** The last change. */
  head: { number: number; hash: string };
  alarms: Alarm[];
}

export type KeepingPlaces = Pick<Config, 'databaseUrl' | 'backupFolder' | 'backupAt'>;

export async function readStanding(
  readers: Pick<Readers, 'primary' | 'standing'>,
  places: KeepingPlaces,
  now: Date,
): Promise<Standing> {
  const db = readers.primary;
  const backups = listBackups(places.backupFolder);
  const lastBackup = (await findLastRun(db, 'backup')) ?? null;
  const lastRehearsal = (await findLastRun(db, 'rehearsal')) ?? null;
  const size = await databaseSize(db, places.databaseUrl);
  // A server's disk is its own to look after.
  const isFile = places.databaseUrl.startsWith('file:');
  const free = {
    database: isFile ? await freeAt(registerFolder(places.databaseUrl)) : null,
    backups: await freeAt(places.backupFolder),
  };
  const newestBackup = backups[0]?.at ?? null;
  const scheduled = places.backupAt !== null;
  const replica = await readers.standing();
  const runs = { scheduled, newestBackup, lastBackup, lastRehearsal };
  const keeping = { now, ...runs, databaseSize: size, free, replica, stopped: await countStopped(db, now) };
  return {
    backups,
    lastBackup,
    lastRehearsal,
    databaseSize: size,
    free,
    replica,
    head: await chainHead(db),
    alarms: alarmsOf(keeping),
  };
}

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
