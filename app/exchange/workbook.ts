/** A workbook as it is written: sheets of styled cells, without a word about the register. */

/**
 * How a cell looks and what it holds. A `day` takes `YYYY-MM-DD` and becomes a real date; `code` and `text` are text
 * whatever they begin with; `whole`, `year` and the decimals take numbers. `…End`: of a header over figures.
 */
export const cellStyles = [
  ...(['plain', 'text', 'code', 'whole', 'decimal1', 'decimal2', 'decimal3', 'day', 'year'] as const),
  ...(['header', 'headerEnd', 'required', 'requiredEnd', 'title', 'label', 'wrapped'] as const),
] as const;
export type CellStyle = (typeof cellStyles)[number];

export interface Cell {
  value: string | number;
  style: CellStyle;
}

export interface SheetColumn {
  /** In characters of a digit's width; a Chinese character takes two. */
  width: number;
  /** Of cells that are still empty: so that a code typed there stays text. */
  style: CellStyle;
}

/** A list that the cells of a column are picked from, from a row (the first is 1) down. */
interface Dropdown {
  column: number;
  fromRow: number;
  /** The cells that hold the list, such as `选项!$A$1:$A$9`. */
  source: string;
}

export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: Iterable<readonly (Cell | null)[]> | AsyncIterable<readonly (Cell | null)[]>;
  /** How many rows and columns stay in sight. */
  frozen?: { rows: number; columns: number };
  dropdowns?: readonly Dropdown[];
  /** Buttons in the header that narrow the rows. */
  filter?: boolean;
  hidden?: boolean;
  /** A line at the foot of each printed page. */
  foot?: string;
}

/** `A`, `B`, … `AA`: the letters of a column, the first being 0. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/** The width of a text in characters of a digit's width: Chinese ones take two. */
export const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + (letter > '\u2000' ? 2 : 1), 0);
