/** One sheet in the XML of SpreadsheetML (ECMA-376, part 1, 18.3), piece by piece. Pure. */
import { type Cell, type CellStyle, cellStyles, columnLetters, type Sheet, widthOf } from './workbook.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
/** A sheet has no more rows. */
export const lastRow = 1_048_576;

/** Everything before the first row. */
export function sheetHead({ columns, frozen, hidden }: Sheet, isFirst: boolean): string {
  const pane = frozen && frozen.rows + frozen.columns > 0 ? paneOf(frozen) : '';
  const cols = columns.map(
    ({ width, style }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${styleIndex(style)}" customWidth="1"/>`,
  );
  return [
    `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"${isFirst && !hidden ? ' tabSelected="1"' : ''}>${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="16"/><cols>${cols.join('')}</cols><sheetData>`,
  ].join('');
}

function paneOf({ rows, columns }: { rows: number; columns: number }): string {
  const corner = `${columnLetters(columns)}${rows + 1}`;
  const active = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight';
  const split = [columns > 0 && `xSplit="${columns}"`, rows > 0 && `ySplit="${rows}"`].filter(Boolean).join(' ');
  return `<pane ${split} topLeftCell="${corner}" activePane="${active}" state="frozen"/><selection pane="${active}"/>`;
}

/** @param number the row's own, the first being 1 */
export function rowXml({ columns }: Pick<Sheet, 'columns'>, cells: readonly (Cell | null)[], number: number): string {
  const xml = cells.map((cell, index) => (cell === null ? '' : cellXml(cell, `${columnLetters(index)}${number}`)));
  const lines = Math.max(1, ...cells.map((cell, index) => linesOf(cell, columns[index]?.width ?? 1)));
  const height = lines > 1 ? ` ht="${lines * lineHeight + 2}" customHeight="1"` : '';
  return `<row r="${number}"${height}>${xml.join('')}</row>`;
}

/** In points. */
const lineHeight = 15;

/** How many lines a cell that is set in lines takes; others are cut off at their edge. */
function linesOf(cell: Cell | null, width: number): number {
  if (cell === null || !/^(header|required|wrapped)/.test(cell.style)) return 1;
  return Math.ceil((widthOf(String(cell.value)) + 1) / width);
}

function cellXml({ value, style }: Cell, at: string): string {
  if (style === 'day') return `<c r="${at}" s="${styleIndex(style)}"><v>${serialOf(String(value))}</v></c>`;
  if (typeof value === 'number') return `<c r="${at}" s="${styleIndex(style)}"><v>${value}</v></c>`;
  // What looks like a formula stays text even when somebody opens the cell and presses Enter.
  const index = startsFormula(value) ? quotedIndex(style) : styleIndex(style);
  return `<c r="${at}" s="${index}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
}

/** Whether a spreadsheet would take a text for a formula, or for a command of one. */
const startsFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text);

/** Everything after the last row, in the order that the format demands. */
export function sheetFoot({ columns, dropdowns = [], filter = false, foot }: Sheet, rows: number): string {
  const lists = dropdowns.map(({ column, fromRow, source }) => {
    const letters = columnLetters(column);
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表中选择" error="这一列只能填下拉列表里的内容" sqref="${letters}${fromRow}:${letters}${lastRow}"><formula1>${escapeXml(source)}</formula1></dataValidation>`;
  });
  return [
    '</sheetData>',
    filter && columns.length > 0 ? `<autoFilter ref="A1:${columnLetters(columns.length - 1)}${rows}"/>` : '',
    lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : '',
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    foot === undefined ? '' : `<headerFooter><oddFooter>${escapeXml(footCode(foot))}</oddFooter></headerFooter>`,
    '</worksheet>',
  ].join('');
}

/** `&` opens a command in a footer; the page's number stands on the right. */
const footCode = (foot: string) => `&L${foot.replaceAll('&', '&&')}&R第 &P 页，共 &N 页`;

const styleIndex = (style: CellStyle): number => cellStyles.indexOf(style);
/** The same style with the mark that what follows is text. */
const quotedIndex = (style: CellStyle): number => cellStyles.length + styleIndex(style);

/** The number of a day in the 1900 date system; days before March 1900 are not dates there. */
function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

// Characters that XML 1.0 cannot carry, and halves of characters.
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be written
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text for an element or an attribute. `_x0041_` would be read as a character's number, so its first mark is written as one. */
export function escapeXml(text: string): string {
  return text
    .replace(unwritable, '')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (mark) => entities[mark] ?? mark);
}
