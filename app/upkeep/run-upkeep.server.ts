/** The night's work: a backup, its retention, and the rehearsal of restoring it. Runs in a process of its own. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { backUp } from '#db/backup.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { makeFolder, pruneBackups } from './backup-folder.server.ts';
import { rehearse } from './rehearse.server.ts';
import { nameOfBackup } from './retention.rules.ts';
import { beginRun, endRun, type UpkeepRun } from './upkeep.repository.server.ts';

export interface UpkeepOrder {
  databaseUrl: string;
  /** Where the backups are kept. */
  folder: string;
  /** The account that asks; null for the clock or the command line. */
  by: string | null;
  clock: () => Date;
}

type Outcome = Pick<UpkeepRun, 'message' | 'file' | 'readAt'> & Partial<Pick<UpkeepRun, 'size'>>;

/**
 * Backs up, removes what has outlived its time, and rehearses the restore. Both steps are noted in the register.
 *
 * @returns what was done, in sentences
 * @throws Error with a sentence at the first step that fails; nothing is removed where no backup was made
 */
export async function runUpkeep(order: UpkeepOrder): Promise<string[]> {
  const { databaseUrl, folder, clock } = order;
  const register = openDatabase(databaseUrl);
  const noted = async (task: UpkeepRun['task'], work: () => Promise<Outcome>): Promise<Outcome> => {
    const id = await beginRun(register, { task, by: order.by, now: clock() });
    try {
      const outcome = await work();
      await endRun(register, id, { state: 'done', endedAt: clock().toISOString(), ...outcome });
      return outcome;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await endRun(register, id, { state: 'failed', endedAt: clock().toISOString(), message });
      throw error;
    }
  };
  try {
    const made = await noted('backup', async () => {
      makeFolder(folder);
      const name = await freeName(folder, clock);
      const { size, change } = await backUp(databaseUrl, path.join(folder, name));
      const removed = pruneBackups(folder);
      const message = removed > 0 ? `已核验，另删除过期的 ${removed} 份` : '已核验';
      return { file: name, size, readAt: change, message };
    });
    const tried = await noted('rehearsal', async () => {
      const { change, figures } = await rehearse(register, path.join(folder, made.file ?? ''), clock());
      return { file: made.file, readAt: change, message: `恢复成功，${figures} 项指标与登记簿一致` };
    });
    return [`已备份为 ${path.join(folder, made.file ?? '')}，${made.message}`, `演练：${tried.message}`];
  } finally {
    await register.destroy();
  }
}

/** A backup bears its second: whoever presses the button again within it gets the next one. */
async function freeName(folder: string, clock: () => Date): Promise<string> {
  for (let tries = 0; tries < 10; tries += 1) {
    if (!existsSync(path.join(folder, nameOfBackup(clock())))) break;
    await setTimeout(150);
  }
  return nameOfBackup(clock());
}
