/** Runs imports behind the pages, one at a time, and tells how far each is. */
import type { Logger } from 'pino';
import type { ImportRunner } from '#app/http/context.server.ts';
import { problemOf } from '#app/http/faults.server.ts';
import type { Db } from '#db/client.server.ts';
import { interruptImports, moveImport } from './import.repository.server.ts';
import { type Job, type Labour, labourHere } from './import-job.server.ts';
import type { ImportProgress } from './run-import.server.ts';

interface Surroundings {
  db: Db;
  clock: () => Date;
  log: Pick<Logger, 'error'>;
  /** Who does the work; left out, this very thread. */
  labour?: Labour;
}

const failed = '处理时出了意外，什么都没有写入。请重新读取；仍不行的，请联系管理员。';
const restarted = '服务在处理途中重新启动，什么都没有写入。请重新读取。';

/** Says of what an earlier program left half done that it has not happened, and takes jobs from then on. */
export async function createImportRunner({
  db,
  clock,
  log,
  labour = labourHere(db),
}: Surroundings): Promise<ImportRunner> {
  await interruptImports(db, restarted);
  const standing = new Map<string, ImportProgress>();
  let last: Promise<unknown> = Promise.resolve();

  function queue<T>(work: () => Promise<T>): Promise<T> {
    const started = last.then(work);
    last = started.catch(() => {});
    return started;
  }

  /** The job begins at the moment in which its turn has come. */
  const run = (id: string, jobAt: (now: Date) => Job) =>
    queue(async () => {
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
      }
    });

  return {
    read: (id, reader) => run(id, (now) => ({ kind: 'read', id, reader, now })),
    write: (id, reader, session) => run(id, (now) => ({ kind: 'write', id, reader, session, now })),
    undo: (undo) => queue(async () => Number(await labour({ kind: 'undo', undo }, () => {}))),
    progress: (id) => standing.get(id) ?? null,
  };
}
