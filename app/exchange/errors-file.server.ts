/** The file that was brought, given back with a column that says of each row what to do. */
import type { CellValue } from './import-cell.rules.ts';
import type { ReadSheet } from './read-sheet.ts';
import { readSpreadsheet } from './read-spreadsheet.server.ts';
import { errorHeader, type SheetRow } from './sheet-table.rules.ts';
import type { Cell, Sheet } from './workbook.ts';

/** What is wrong, by the sheet and the row. */
export type RowErrors = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** In characters. */
const columnWidth = 14;
const errorWidth = 60;

/**
 * The sheets that can be seen, with their rows in their places. Values are kept, looks are not. The rows are read when
 * they are written, each sheet by a reading of its own.
 */
export function errorSheets(bytes: Uint8Array, sheets: readonly ReadSheet[], errors: RowErrors): Sheet[] {
  return sheets
    .filter(({ width }) => width > 0)
    .map((sheet) => {
      const { name, errorColumn, width, headerRow } = sheet;
      const at = errorColumn ?? width;
      const columns = Array.from({ length: Math.max(at + 1, width) }, (_, index) => ({
        width: index === at ? errorWidth : columnWidth,
        style: 'plain' as const,
      }));
      const ofSheet = new Map(errors.get(name));
      const said = headerRow === null ? undefined : ofSheet.get(headerRow);
      if (headerRow !== null) ofSheet.set(headerRow, said === undefined ? errorHeader : `${errorHeader}：${said}`);
      return { name, columns, rows: rowsOf(bytes, sheet, { at, errors: ofSheet }) };
    });
}

async function* rowsOf(
  bytes: Uint8Array,
  { name, headerRow, width }: ReadSheet,
  { at, errors }: { at: number; errors: ReadonlyMap<number, string> },
): AsyncGenerator<(Cell | null)[]> {
  let written = 0;
  for await (const { number, values } of sheetRows(bytes, name)) {
    for (; written < number - 1; written += 1) yield [];
    written = number;
    const isHeader = number === headerRow;
    const cells = Array.from({ length: Math.max(at + 1, width) }, (_, index) =>
      cellOf(values[index] ?? null, isHeader),
    );
    const error = errors.get(number);
    cells[at] = error === undefined ? null : { value: error, style: isHeader ? 'header' : 'wrapped' };
    yield cells;
  }
}

async function* sheetRows(bytes: Uint8Array, name: string): AsyncGenerator<SheetRow> {
  let inside = false;
  for await (const event of readSpreadsheet(bytes)) {
    if ('rows' in event) {
      if (inside) yield* event.rows;
    } else if (inside) return;
    else inside = event.sheet === name;
  }
}

function cellOf(value: CellValue, isHeader: boolean): Cell | null {
  if (value === null) return null;
  if (value instanceof Date) return { value: value.toISOString().slice(0, 10), style: 'day' };
  if (typeof value === 'boolean') return { value: value ? '是' : '否', style: 'text' };
  if (typeof value === 'number') return { value, style: 'plain' };
  return { value, style: isHeader ? 'header' : 'text' };
}
