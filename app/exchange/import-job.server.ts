/** What is too much for a page's own thread: reading a file, writing what it says, taking that back. */
import { Worker } from 'node:worker_threads';
import type { Reader } from '#app/accounts/policy.rules.ts';
import { type Undo, undoChange } from '#app/changes/undo-change.server.ts';
import { namedRefusal } from '#app/changes/undo-refusal.server.ts';
import type { WorkProgress } from '#app/http/context.server.ts';
import { problemOf } from '#app/http/faults.server.ts';
import { type FieldError, Problem, type ProblemKind } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { checkUndone } from './check-undone.server.ts';
import { readImport, writeImport } from './run-import.server.ts';
import { tableWords } from './words.ts';

export type Job =
  | { kind: 'read'; id: string; reader: NonNullable<Reader>; now: Date }
  | { kind: 'write'; id: string; reader: NonNullable<Reader>; session: string | null; now: Date }
  | { kind: 'undo'; undo: Undo };

type Tell = (progress: WorkProgress) => void;

/** Does a job. @returns the number of the change that undoes; nothing of the other kinds @throws Problem */
export type Labour = (job: Job, tell: Tell) => Promise<number | null>;

/** In this very thread: where there is no other, and in tests. */
export function labourHere(db: Db): Labour {
  return async (job, tell) => {
    if (job.kind === 'undo')
      return undoChange(db, job.undo, checkUndone, tell).catch(async (error: unknown) => {
        throw await namedRefusal(db, error, tableWords);
      });
    const run = { reader: job.reader, clock: () => job.now, progress: tell };
    if (job.kind === 'read') await readImport(db, job.id, run);
    else await writeImport(db, job.id, { ...run, session: job.session });
    return null;
  };
}

/** What a thread is given, and what it sends back. */
export interface ThreadWork {
  databaseUrl: string;
  job: Job;
}
export type ThreadMessage = { progress: WorkProgress } | { done: number | null } | { problem: PlainProblem };

interface PlainProblem {
  kind: ProblemKind;
  message: string;
  errors: readonly FieldError[];
  details: unknown;
}

/** What a failure is to whoever waits outside the thread; a defect goes through as it is. */
export function problemMessage(error: unknown): ThreadMessage {
  const problem = problemOf(error);
  if (!problem) throw error;
  const { kind, message, errors, details } = problem;
  return { problem: { kind, message, errors, details } };
}

const tooMuch = {
  file: '文件的行数太多，处理用的内存超过了限度。请分成几份再上传。',
  undo: '这号变更写入的行太多，撤销用的内存超过了限度，什么都没有改动。请联系管理员。',
};

/** Megabytes. With the plan of 100,000 ledgers some 95 are in use, of which the plan is 35; other kinds keep more of each row. */
const limits = { maxOldGenerationSizeMb: 280, maxYoungGenerationSizeMb: 32 };

/**
 * In a thread for each job, with a handle of its own: pages are served meanwhile, and its memory goes when it ends.
 *
 * @param file the built program of the thread
 */
export function labourInThread(file: string, databaseUrl: string): Labour {
  return (job, tell) =>
    new Promise((resolve, reject) => {
      const workerData: ThreadWork = { databaseUrl, job };
      const worker = new Worker(file, { workerData, resourceLimits: limits });
      worker.on('message', (message: ThreadMessage) => {
        if ('progress' in message) tell(message.progress);
        else if ('done' in message) resolve(message.done);
        else reject(new Problem(message.problem.kind, message.problem.message, message.problem));
      });
      worker.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? new Problem('too-large', job.kind === 'undo' ? tooMuch.undo : tooMuch.file)
            : error,
        ),
      );
      worker.on('exit', () => reject(new Error('the thread of an import ended before its job')));
    });
}
