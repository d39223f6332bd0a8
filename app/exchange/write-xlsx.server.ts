/** A workbook as the bytes of an .xlsx file. Rows are asked for only as fast as the file is taken away. */
import { lastRow, rowXml, sheetFoot, sheetHead } from './sheet-xml.rules.ts';
import type { Cell, Sheet } from './workbook.ts';
import { sheetPath, workbookParts } from './workbook-xml.rules.ts';
import { type Part, zipOf } from './zip.server.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Rows are joined to pieces of about this many characters before they are packed. */
const pieceLength = 65_536;

/**
 * Sheets are written in their order: the rows of a later one may tell what came of an earlier one.
 *
 * @param most rows of a sheet; what is more goes on in a sheet behind it, under the same header
 */
export function writeXlsx(sheets: readonly Sheet[], most = lastRow): AsyncGenerator<Uint8Array> {
  return zipOf(partsOf(sheets, most));
}

/** How many sheets there are is known once their rows are written: what lists them comes last. */
async function* partsOf(sheets: readonly Sheet[], most: number): AsyncGenerator<Part> {
  const written: Sheet[] = [];
  for (const sheet of sheets)
    for await (const piece of inSheets(sheet, most)) {
      yield { path: sheetPath(written.length), chunks: sheetXml(piece, written.length === 0) };
      written.push(piece);
    }
  for (const { path, xml } of workbookParts(written)) yield { path, chunks: [xml] };
}

type Row = readonly (Cell | null)[];

/** A sheet, and those that go on behind it where one cannot hold all rows. Each is to be written before the next is asked for. */
async function* inSheets(sheet: Sheet, most: number): AsyncGenerator<Sheet> {
  const rows = each(sheet.rows);
  const header: Row[] = [];
  let next = await rows.next();
  async function* upTo(first: readonly Row[]): AsyncGenerator<Row> {
    yield* first;
    for (let count = first.length; !next.done && count < most; count += 1) {
      if (header.length < (sheet.frozen?.rows ?? 0)) header.push(next.value);
      yield next.value;
      next = await rows.next();
    }
  }
  yield { ...sheet, rows: upTo([]) };
  for (let number = 2; !next.done; number += 1) yield { ...sheet, name: `${sheet.name} ${number}`, rows: upTo(header) };
}

async function* each(rows: Sheet['rows']): AsyncGenerator<Row> {
  yield* rows;
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
