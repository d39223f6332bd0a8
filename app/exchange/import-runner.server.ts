/** Runs imports behind the pages: one at a time, on a handle of their own, so that reading pages goes on meanwhile. */
import type { Logger } from 'pino';
import type { ImportRunner } from '#app/http/context.server.ts';
import type { Db } from '#db/client.server.ts';
import { interruptImports, moveImport } from './import.repository.server.ts';
import { type ImportProgress, readImport, writeImport } from './run-import.server.ts';

interface Surroundings {
  /** A handle of its own where the database is a file. */
  db: Db;
  clock: () => Date;
  log: Pick<Logger, 'error'>;
}

const failed = '处理时出了意外，什么都没有写入。请重新读取；仍不行的，请联系管理员。';
const restarted = '服务在处理途中重新启动，什么都没有写入。请重新读取。';

/** Says of what an earlier program left half done that it has not happened, and takes jobs from then on. */
export async function createImportRunner({ db, clock, log }: Surroundings): Promise<ImportRunner> {
  await interruptImports(db, restarted);
  const standing = new Map<string, ImportProgress>();
  let last: Promise<void> = Promise.resolve();

  const run = (id: string, job: (progress: (progress: ImportProgress) => void) => Promise<void>) => {
    const started = last.then(async () => {
      try {
        await job((progress) => standing.set(id, progress));
      } catch (error) {
        log.error({ err: error, import: id }, 'import');
        await moveImport(db, { id, from: ['reading', 'writing'] }, { state: 'interrupted', message: failed });
      } finally {
        standing.delete(id);
      }
    });
    last = started;
    return started;
  };

  return {
    read: (id, reader) => run(id, (progress) => readImport(db, id, { reader, clock, progress })),
    write: (id, reader, session) => run(id, (progress) => writeImport(db, id, { reader, session, clock, progress })),
    progress: (id) => standing.get(id) ?? null,
  };
}
