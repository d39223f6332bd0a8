/** PDF by Typst in one worker thread: the register's other work goes on while pages are set. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Templates are named from here, and can read nothing outside. */
const root = path.resolve('app');
const workerFile = path.resolve('app/reports/typst-worker.mjs');
const longestJob = 20_000;

interface Sheet {
  pdf: Uint8Array<ArrayBuffer>;
  pages: number;
  /** Characters that no font has; they print as □. */
  missing: string[];
}

export interface Typst {
  /**
   * Sets `template` (a path below `app/`) with `data`, which the template reads as one JSON string. The same data gives
   * the same bytes. Rejects when the template fails, a font is absent, or the job takes longer than 20 seconds.
   */
  render(template: string, data: unknown): Promise<Sheet>;
  /** Ends the thread; what waits is rejected, and so is every later call. */
  close(): Promise<void>;
}

type Answer = ({ id: number } & Sheet) | { id: number; error: string };

interface Job {
  id: number;
  template: string;
  data: string;
  resolve(sheet: Sheet): void;
  reject(failure: Error): void;
}

/**
 * Starts no thread before the first job, and a new one after a thread has died. While a job runs the process stays alive
 * for it; an idle thread keeps nothing alive.
 *
 * @param options.fontDir a folder with the office's own 仿宋, 楷体, 黑体, 小标宋 (REPORT_FONT_DIR)
 * @param options.longest milliseconds after which a job is given up
 */
export function createTypst(options: { fontDir?: string; longest?: number } = {}): Typst {
  const fontDir = options.fontDir === undefined ? null : path.resolve(options.fontDir);
  const longest = options.longest ?? longestJob;
  const waiting: Job[] = [];
  let running: { job: Job; timer: NodeJS.Timeout } | null = null;
  let worker: Worker | null = null;
  let lastId = 0;
  let closed = false;

  function startWorker(): Worker {
    const started = new Worker(workerFile, { workerData: { root, fontDir } });
    started.on('message', settle);
    started.on('error', (cause) => lose(started, new Error(`Typst's thread died: ${cause.message}`, { cause })));
    started.on('exit', (status) => lose(started, new Error(`Typst's thread ended with status ${status}`)));
    return started;
  }

  function runNext(): void {
    if (running !== null) return;
    const job = waiting.shift();
    if (job === undefined) {
      worker?.unref();
      return;
    }
    worker ??= startWorker();
    worker.ref();
    running = { job, timer: setTimeout(giveUp, longest) };
    worker.postMessage({ id: job.id, template: job.template, data: job.data });
  }

  /** Takes the running job out, if it still is the one that `id` names. */
  function finish(id?: number): Job | null {
    if (running === null || (id !== undefined && running.job.id !== id)) return null;
    const { job, timer } = running;
    clearTimeout(timer);
    running = null;
    return job;
  }

  function settle(answer: Answer): void {
    const job = finish(answer.id);
    if (job === null) return;
    if ('error' in answer) job.reject(new Error(`${job.template}: ${answer.error}`));
    else job.resolve({ pdf: answer.pdf, pages: answer.pages, missing: answer.missing });
    runNext();
  }

  /** A thread that is gone takes its job with it; the others go to a new thread. */
  function lose(gone: Worker, failure: Error): void {
    if (worker !== gone) return;
    worker = null;
    finish()?.reject(failure);
    runNext();
  }

  function giveUp(): void {
    const stuck = worker;
    if (stuck === null || running === null) return;
    lose(stuck, new Error(`${running.job.template}: not set within ${longest / 1000} seconds`));
    void stuck.terminate();
  }

  return {
    render(template, data) {
      if (closed) return Promise.reject(new Error('Typst is closed'));
      return new Promise((resolve, reject) => {
        lastId += 1;
        waiting.push({ id: lastId, template, data: JSON.stringify(data), resolve, reject });
        runNext();
      });
    },
    async close() {
      closed = true;
      const ending = worker;
      worker = null;
      for (const job of [finish(), ...waiting.splice(0)]) job?.reject(new Error('Typst is closed'));
      await ending?.terminate();
    },
  };
}
