/** Runs imports behind the pages, one at a time, and tells how far each is. */
import type { Logger } from 'pino';
import type { ImportRunner, Undoing, WorkProgress } from '#app/http/context.server.ts';
import { problemOf } from '#app/http/faults.server.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { holdImports, interruptImports, listUnderWay, moveImport } from './import.repository.server.ts';
import { type Job, type Labour, labourHere } from './import-job.server.ts';

interface Surroundings {
  db: Db;
  clock: () => Date;
  log: Pick<Logger, 'error'>;
  /** Who does the work; left out, this very thread. */
  labour?: Labour;
}

const failed = '处理时出了意外，什么都没有写入。请重新读取；仍不行的，请联系管理员。';
const restarted = '服务在处理途中重新启动，什么都没有写入。请重新读取。';

const notUndone = '撤销时出了意外，什么都没有改动。请再试一次；仍不行的，请联系管理员。';

/** Milliseconds for which a page is told why an undo was refused whose asker went on before it was. */
const refusalKept = 600_000;

/** Milliseconds between two words that an import is still held. */
const pulse = 5_000;

/** Milliseconds without a word after which an import's program has ended: its writing alone can take half a minute. */
const silence = 60_000;

/** A runner, and what the program's life asks of it. */
interface OwnRunner extends ImportRunner {
  /** Says of its own imports that it still holds them, and of those that nobody holds any more that they have not happened. */
  beat(): Promise<void>;
  close(): void;
}

/** Takes jobs, and holds each against other programs on the same register for as long as it lasts. */
export async function createImportRunner({
  db,
  clock,
  log,
  labour = labourHere(db),
}: Surroundings): Promise<OwnRunner> {
  const held = new Set<string>();
  const standing = new Map<string, WorkProgress>();
  let last: Promise<unknown> = Promise.resolve();

  function queue<T>(work: () => Promise<T>): Promise<T> {
    const started = last.then(work);
    last = started.catch(() => {});
    return started;
  }

  /** The job begins at the moment in which its turn has come. */
  const run = (id: string, jobAt: (now: Date) => Job) => {
    held.add(id);
    return queue(async () => {
      try {
        await labour(jobAt(clock()), (progress) => standing.set(id, progress));
      } catch (error) {
        const message = problemOf(error)?.message ?? failed;
        log.error({ err: error, import: id }, 'import');
        await moveImport(db, { id, from: ['reading', 'writing'] }, { state: 'interrupted', message }).catch(
          (failure: unknown) => log.error({ err: failure, import: id }, 'import'),
        );
      } finally {
        standing.delete(id);
        held.delete(id);
      }
    });
  };

  const undos = new Map<number, Undoing>();

  async function undo(what: Parameters<ImportRunner['undo']>[0]): Promise<number> {
    const { number } = what;
    if (undos.get(number)?.refusal === null) throw new Problem('conflict', `第 ${number} 号变更正在撤销。`);
    const tell = (progress: WorkProgress | null) => undos.set(number, { progress, refusal: null });
    tell(null);
    try {
      const change = Number(await queue(() => labour({ kind: 'undo', undo: what }, tell)));
      undos.delete(number);
      return change;
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) log.error({ err: error, undo: number }, 'undo');
      const refused = { progress: null, refusal: problem ?? new Problem('unavailable', notUndone) };
      undos.set(number, refused);
      const forget = () => undos.get(number) === refused && undos.delete(number);
      setTimeout(forget, refusalKept).unref();
      throw error;
    }
  }

  async function beat(): Promise<void> {
    const underWay = await listUnderWay(db);
    const own = underWay.filter(({ id }) => held.has(id)).map(({ id }) => id);
    if (own.length > 0) await holdImports(db, own, clock());
    const before = new Date(clock().getTime() - silence).toISOString();
    const isLeft = underWay.some(({ id, heldAt }) => !held.has(id) && (heldAt === null || heldAt < before));
    // Whoever writes waits for the lock and makes others wait: not while there is nothing to say.
    if (isLeft) await interruptImports(db, before, restarted);
  }

  const beating = setInterval(() => {
    beat().catch((error: unknown) => log.error({ err: error }, 'import'));
  }, pulse);
  beating.unref();
  await beat();

  return {
    beat,
    close: () => clearInterval(beating),
    read: (id, reader) => run(id, (now) => ({ kind: 'read', id, reader, now })),
    write: (id, reader, session) => run(id, (now) => ({ kind: 'write', id, reader, session, now })),
    undo,
    undoing: (change) => undos.get(change) ?? null,
    progress: (id) => standing.get(id) ?? null,
  };
}
