import { exportFile, exportNamed } from '#app/exchange/export-list.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { reads } from '#app/http/guard.server.ts';

/** GET /exports/villages.xlsx, /exports/titles.csv …, with the search of the list page. */
export const loader = reads('public.read', async (visit) =>
  answerFile(visit, exportFile(exportNamed(visit.params.file, false), visit, { town: null, producer: null })),
);
