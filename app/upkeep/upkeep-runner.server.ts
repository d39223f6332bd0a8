/** Starts the upkeep in a process of its own, every night and when asked: pages go on meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Logger } from 'pino';
import type { Upkeep } from '#app/http/context.server.ts';
import type { Db } from '#db/client.server.ts';
import { isDue } from './schedule.rules.ts';
import { failRunning, findLastRun } from './upkeep.repository.server.ts';

const program = path.resolve('build/server/entry.registry.js');
const everyMinute = 60_000;
/** Milliseconds after the start before the first look, so that a start is not slowed by it. */
const firstLook = 10_000;

const cutOff = '途中停止，没有做完';

interface Surroundings {
  db: Db;
  clock: () => Date;
  log: Pick<Logger, 'error' | 'info'>;
  /** `HH:MM` in Shanghai; null where nothing is scheduled here. */
  time: string | null;
}

/** Says of what an earlier program left under way that it did not happen, and looks every minute whether it is time. */
export async function createUpkeepRunner(surroundings: Surroundings): Promise<Upkeep & { close(): void }> {
  const { db, clock, log, time } = surroundings;
  let child: ChildProcess | null = null;
  let running: Promise<void> | null = null;

  /** Never rejects: what fails is logged, and noted in the register. */
  const run = async (by: string | null) => {
    try {
      child = spawn(process.execPath, [program, 'upkeep', ...(by === null ? [] : ['--by', by])], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const complaint = await endOf(child);
      if (complaint === null) return log.info('upkeep done');
      log.error({ reason: complaint }, 'upkeep failed');
      await failRunning(db, cutOff, clock().toISOString());
    } catch (error) {
      log.error({ err: error }, 'upkeep failed');
    } finally {
      child = null;
      running = null;
    }
  };
  const start = (by: string | null) => {
    running ??= run(by);
    return running;
  };
  const look = async () => {
    try {
      const last = await findLastRun(db, 'backup');
      if (time !== null && isDue(clock(), time, last ? new Date(last.startedAt) : null)) await start(null);
    } catch (error) {
      log.error({ err: error }, 'upkeep');
    }
  };

  await failRunning(db, cutOff, clock().toISOString());
  const timers = time === null ? [] : [setTimeout(look, firstLook).unref(), setInterval(look, everyMinute).unref()];
  return {
    start,
    isUnderWay: () => running !== null,
    close() {
      for (const timer of timers) clearTimeout(timer);
      child?.kill();
    },
  };
}

/** What a program that failed said of it; null where it succeeded. */
async function endOf(child: ChildProcess): Promise<string | null> {
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const complaint = child.stderr ? text(child.stderr) : Promise.resolve('');
  const [status, said] = await Promise.all([ended, complaint]);
  return status === 0 ? null : said.trim() || `结束状态 ${status}`;
}
