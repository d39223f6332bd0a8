/** What the upkeep came to, run by run. */
import { addDays, dayInShanghai } from '#app/day.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { Row } from '#db/tables.ts';

export type UpkeepRun = Row<'upkeep'>;

/** Milliseconds after which a run that never ended is taken for dead. */
const longest = 60 * 60 * 1000;
const daysKept = 90;

/**
 * Notes that a task begins, for one at a time, whoever asks and in whichever process.
 *
 * @throws Problem `conflict` while another run is under way
 */
export async function beginRun(
  db: Db,
  { task, by, now }: { task: UpkeepRun['task']; by: string | null; now: Date },
): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const since = new Date(now.getTime() - longest).toISOString();
    const running = await trx
      .selectFrom('upkeep')
      .select('id')
      .where('state', '=', 'running')
      .where('startedAt', '>', since)
      .executeTakeFirst();
    if (running) throw new Problem('conflict', '已有一次备份正在进行，请稍后再看结果');
    const id = newId();
    await trx
      .deleteFrom('upkeep')
      .where('startedAt', '<', addDays(dayInShanghai(now), -daysKept))
      .execute();
    await trx
      .insertInto('upkeep')
      .values({
        ...{ id, task, startedBy: by, startedAt: now.toISOString(), endedAt: null, state: 'running' },
        ...{ message: null, file: null, size: null, readAt: null },
      })
      .execute();
    return id;
  });
}

export async function endRun(
  db: Db,
  id: string,
  ended: Pick<UpkeepRun, 'state' | 'message' | 'endedAt'> & Partial<Pick<UpkeepRun, 'file' | 'size' | 'readAt'>>,
): Promise<void> {
  await db.updateTable('upkeep').set(ended).where('id', '=', id).execute();
}

/** Says of what is left under way that it did not happen. */
export async function failRunning(db: Db, message: string, at: string): Promise<void> {
  await db
    .updateTable('upkeep')
    .set({ state: 'failed', message, endedAt: at })
    .where('state', '=', 'running')
    .execute();
}

/** The newest runs first. */
export async function listRuns(db: Db, limit: number): Promise<UpkeepRun[]> {
  return db.selectFrom('upkeep').selectAll().orderBy('startedAt', 'desc').limit(limit).execute();
}

/** The newest run of a task; undefined where there was none. */
export async function findLastRun(db: Db, task: UpkeepRun['task']): Promise<UpkeepRun | undefined> {
  return db
    .selectFrom('upkeep')
    .selectAll()
    .where('task', '=', task)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}
