import { exportFile, exportNamed } from '#app/exchange/export-list.server.ts';
import { rowScopeOf } from '#app/exchange/read-rows.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';

/** GET /changes/exports/changes.xlsx: the changes that the reader's scope reaches, with the search of the list. */
export const loader = reads('change.read', async (visit) => {
  const named = exportNamed(visit.params.file, true);
  if (named.kind !== 'changes') throw notFound('这个文件');
  return answerFile(visit, exportFile(named, visit, rowScopeOf(visit.reader)));
});
