/** The sheet of one kind of row: how its columns look, how wide they are, which stay in sight. Pure. */
import { shownValue, type Vocabulary } from './cell.rules.ts';
import { type Column, identifies, type ListKind, listOf, type RowValues } from './row-kind.ts';
import { type Cell, type CellStyle, type SheetColumn, widthOf } from './workbook.ts';

type Vocabularies = ReadonlyMap<string, Vocabulary>;

export function cellsOf(columns: readonly Column[], values: RowValues, vocabularies: Vocabularies): (Cell | null)[] {
  return columns.map((column) => {
    const value = shownValue(column, values, vocabularies);
    return value === null ? null : { value, style: styleOf(column) };
  });
}

function styleOf({ type, decimals }: Column): CellStyle {
  if (type === 'choice' || type === 'flag') return 'text';
  if (type !== 'decimal') return type;
  return decimals === 1 ? 'decimal1' : decimals === 2 ? 'decimal2' : 'decimal3';
}

/** A header stands over its column: at the end over figures and days, at the start over words. */
export function headerCell({ type }: Column, value: string, isRequired: boolean): Cell {
  const look = isRequired ? 'required' : 'header';
  return { value, style: ['whole', 'decimal', 'day', 'year'].includes(type) ? `${look}End` : look };
}

/** How wide a column of a type is, in characters of a digit's width; words are as wide as the longest. */
const widths: Record<Column['type'], number> = {
  ...{ text: 22, code: 22, whole: 10, decimal: 12, day: 12, year: 8, choice: 10, flag: 8 },
};
const narrowest = 8;
const widest = 44;
/** Of names that are looked up row by row, with their towns. */
const ofNames = 28;

/** @param header as the sheet writes it, with its unit */
export function sheetColumn(column: Column, header: string, vocabulary: Vocabulary | undefined): SheetColumn {
  const words = column.type === 'choice' ? (vocabulary?.choices ?? []).map(({ word }) => widthOf(word)) : [];
  const isLookedUp = vocabulary === undefined && listOf(column) !== null;
  const content = Math.max(isLookedUp ? ofNames : widths[column.type], ...words.map((width) => width + 2));
  // A long header is set in two lines.
  const wanted = Math.max(content, Math.ceil(widthOf(header) / 2) + 3, Math.min(widthOf(header) + 2, 14));
  return { width: Math.min(Math.max(wanted, narrowest), widest), style: styleOf(column) };
}

/** How many columns at the left tell the row, and so stay in sight. */
export function keyColumns(kind: ListKind, columns: readonly Column[]): number {
  const first = columns.findIndex((column) => !identifies(kind, column));
  return Math.min(first === -1 ? columns.length : first, 3);
}
