import { errorSheets, type RowErrors } from '#app/exchange/errors-file.server.ts';
import { getImport, listImportRows, readImportFile } from '#app/exchange/import.repository.server.ts';
import type { ImportRow } from '#app/exchange/import.schema.ts';
import { writeXlsx, xlsxType } from '#app/exchange/write-xlsx.server.ts';
import { answerFile } from '#app/http/download.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';

const ownTown = { town: async ({ reader }: { reader: { townCode: string | null } }) => reader.townCode };

/** GET /imports/:id/errors.xlsx: the file as it was brought, with a column that says what to do. */
export const loader = reads('import.run', ownTown, async (visit) => {
  const { register, reader, params } = visit;
  const { id, fileName, sheets } = await getImport(register, params.id, reader);
  const bytes = await readImportFile(register, id);
  if (bytes === null) throw notFound('这份文件');
  const refused = await listImportRows(register, id, { outcome: 'refused', limit: Number.MAX_SAFE_INTEGER, offset: 0 });
  const name = `${fileName.replace(/\.\w{1,5}$/, '')} 错误.xlsx`;
  return answerFile(visit, {
    ...{ mediaType: xlsxType, name, plainName: 'errors.xlsx' },
    make: async () => writeXlsx(errorSheets(bytes, sheets, bySheet(refused))),
  });
});

function bySheet(rows: readonly ImportRow[]): RowErrors {
  const errors = new Map<string, Map<number, string>>();
  for (const { sheet, row, detail } of rows) {
    const words = detail.problems.map(({ column, message }) => (column === null ? message : `${column}：${message}`));
    const ofSheet = errors.get(sheet) ?? new Map<number, string>();
    errors.set(sheet, ofSheet.set(row, words.join('；')));
  }
  return errors;
}
