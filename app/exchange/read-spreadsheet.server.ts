/** An uploaded spreadsheet as rows of cells, read in a thread of its own that cannot take the server with it. */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Problem } from '#app/problem.ts';
import type { SheetRow } from './sheet-table.rules.ts';

const workerFile = path.resolve('app/exchange/sheet-worker.mjs');

/** Milliseconds for the whole file; megabytes that its reading may take beside the file itself. */
const limits = { longest: 60_000, megabytes: 400 };

/** A sheet begins, or the next of its rows. Hidden sheets begin and have no rows. */
export type SheetEvent = { sheet: string; hidden: boolean } | { rows: SheetRow[] };
type Message = SheetEvent | { end: true } | { refusal: string } | { fault: Error };

/**
 * Reads .xlsx, and CSV in UTF-8, UTF-16 or GB18030. Nothing is believed but the bytes.
 *
 * @throws Problem `invalid` with a sentence for a file of another kind, an incomplete or damaged one, and one that takes
 *   more time or memory than a spreadsheet of an office
 */
export async function* readSpreadsheet(
  bytes: Uint8Array,
  { longest, megabytes } = limits,
): AsyncGenerator<SheetEvent, void, undefined> {
  // A copy of its own, handed over whole: the caller keeps his bytes.
  const file = new Uint8Array(bytes);
  const worker = new Worker(workerFile, {
    workerData: file,
    transferList: [file.buffer],
    resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 8 },
  });
  const timer = setTimeout(() => void worker.terminate(), longest);
  const inbox = messagesOf(worker);
  try {
    for (;;) {
      const message = await inbox.next();
      if ('end' in message) return;
      if ('fault' in message) throw message.fault;
      if ('refusal' in message) throw new Problem('invalid', message.refusal);
      yield message;
      worker.postMessage('next');
    }
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** The thread sends one message at a time; its death is the last. */
function messagesOf(worker: Worker): { next(): Promise<Message> } {
  const arrived: Message[] = [];
  let wake = () => {};
  const put = (message: Message) => {
    arrived.push(message);
    wake();
  };
  worker.on('message', put);
  worker.on('error', (fault: NodeJS.ErrnoException) => {
    const isTooLarge = fault.code === 'ERR_WORKER_OUT_OF_MEMORY';
    put(isTooLarge ? { refusal: '文件太大或太复杂，读取用的内存超过了限度。请分成几份再上传。' } : { fault });
  });
  worker.on('exit', () => put({ refusal: '文件太大或太复杂，读取用的时间超过了限度。请分成几份再上传。' }));
  return {
    async next() {
      const waiting = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (arrived.length === 0) await waiting;
      const message = arrived.shift();
      return message ?? this.next();
    },
  };
}
