/** A workbook as the bytes of an .xlsx file. Rows are asked for only as fast as the file is taken away. */
import { rowXml, sheetFoot, sheetHead } from './sheet-xml.rules.ts';
import type { Sheet } from './workbook.ts';
import { sheetPath, workbookParts } from './workbook-xml.rules.ts';
import { zipOf } from './zip.server.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rows are joined to pieces of about this many characters before they are packed. */
const pieceLength = 65_536;

/** Sheets are written in their order: the rows of a later one may tell what came of an earlier one. */
export function writeXlsx(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  return zipOf([
    ...workbookParts(sheets).map(({ path, xml }) => ({ path, chunks: [xml] })),
    ...sheets.map((sheet, index) => ({ path: sheetPath(index), chunks: sheetXml(sheet, index === 0) })),
  ]);
}

async function* sheetXml(sheet: Sheet, isFirst: boolean): AsyncGenerator<string> {
  let piece = sheetHead(sheet, isFirst);
  let number = 0;
  for await (const cells of sheet.rows) {
    number += 1;
    piece += rowXml(sheet, cells, number);
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece + sheetFoot(sheet, number);
}
