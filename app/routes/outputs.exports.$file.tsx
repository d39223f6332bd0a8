import { exportFile, exportNamed } from '#app/exchange/export-list.server.ts';
import { rowScopeOf } from '#app/exchange/read-rows.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';

/** GET /outputs/exports/outputs.xlsx?year=2025: what the reader's office or producer may see. */
export const loader = reads('desk.read', async (visit) => {
  const named = exportNamed(visit.params.file, true);
  if (named.kind === 'changes') throw notFound('这个文件');
  return answerFile(visit, exportFile(named, visit, rowScopeOf(visit.reader)));
});
