/** A file as entries: its tables found, its rows read cell by cell. */
import { invalid } from '#app/problem.ts';
import { type RegisterLists, type Vocabulary, vocabulariesOf } from './cell.rules.ts';
import { readCell, typeWords } from './import-cell.rules.ts';
import type { Entry, RowProblem, Said } from './import-plan.ts';
import { rowKinds } from './kinds.ts';
import type { ReadSheet } from './read-sheet.ts';
import { readSpreadsheet } from './read-spreadsheet.server.ts';
import type { Column, RowKindKey } from './row-kind.ts';
import { findTable, headerDepth, isBlankRow, isTotalRow, type SheetRow, type SheetTable } from './sheet-table.rules.ts';
import { columnLetters } from './workbook.ts';

export interface ReadFile {
  sheets: ReadSheet[];
  entries: Map<RowKindKey, Entry[]>;
}

/**
 * Reads the tables of a file.
 *
 * @param progress is told how many rows have been read so far
 * @throws Problem `invalid` for a file that cannot be read, and for one without a single table
 */
export async function readEntries(
  bytes: Uint8Array,
  lists: RegisterLists,
  progress: (rows: number) => void,
): Promise<ReadFile> {
  const readers: SheetReader[] = [];
  let total = 0;
  for await (const event of readSpreadsheet(bytes)) {
    if ('sheet' in event) readers.push(new SheetReader(event.sheet, event.hidden, lists));
    else {
      for (const row of event.rows) readers.at(-1)?.take(row);
      total += event.rows.length;
      progress(total);
    }
  }
  const entries = new Map<RowKindKey, Entry[]>();
  const sheets = readers.map((reader) => reader.finish(entries));
  if (sheets.every(({ kind }) => kind === null))
    throw invalid([
      { path: 'file', message: '没有找到可以导入的表。请用本页的模板，或核对表头的列名；隐藏的工作表不读取。' },
    ]);
  return { sheets, entries };
}

/** Takes the rows of one sheet one by one: the first ones are kept until the header is found among them. */
class SheetReader {
  readonly #name: string;
  readonly #hidden: boolean;
  readonly #lists: RegisterLists;
  #waiting: SheetRow[] = [];
  #table: SheetTable | null = null;
  #vocabularies: ReadonlyMap<string, Vocabulary> = new Map();
  #searched = false;
  #width = 0;
  #entries: Entry[] = [];
  #totals: number[] = [];

  constructor(name: string, hidden: boolean, lists: RegisterLists) {
    this.#name = name;
    this.#hidden = hidden;
    this.#lists = lists;
  }

  take(row: SheetRow): void {
    this.#width = Math.max(this.#width, row.values.length);
    if (this.#searched) this.#read(row);
    else if (this.#waiting.push(row) >= headerDepth) this.#search();
  }

  #search(): void {
    this.#searched = true;
    this.#table = findTable(this.#waiting, Object.values(rowKinds), this.#name);
    if (this.#table) this.#vocabularies = vocabulariesOf(this.#table.kind.columns, this.#lists);
    for (const row of this.#waiting.splice(0)) this.#read(row);
  }

  #read(row: SheetRow): void {
    const table = this.#table;
    if (!table || table.problems.length > 0 || row.number <= table.headerRow || isBlankRow(row)) return;
    if (isTotalRow(row)) this.#totals.push(row.number);
    else this.#entries.push(readRow(row, { sheet: this.#name, table, vocabularies: this.#vocabularies }));
  }

  finish(entries: Map<RowKindKey, Entry[]>): ReadSheet {
    if (!this.#searched) this.#search();
    const table = this.#table;
    const none = {
      ...{ name: this.#name, kind: null, headerRow: null, letters: {}, width: this.#width, errorColumn: null },
      ...{ rows: 0, problems: [] },
    };
    if (this.#hidden) return { ...none, notes: ['隐藏的工作表，没有读取'] };
    if (!table) return { ...none, notes: ['没有找到表头，没有读取'] };
    const { key } = table.kind;
    entries.set(key, [...(entries.get(key) ?? []), ...this.#entries]);
    const totals = this.#totals.length > 0 ? [`第 ${this.#totals.join('、')} 行是合计，没有读取`] : [];
    return {
      name: this.#name,
      kind: key,
      ...{ headerRow: table.headerRow, width: this.#width, errorColumn: table.errorColumn },
      letters: Object.fromEntries(table.columns.map(({ column, index }) => [column.key, columnLetters(index)])),
      rows: this.#entries.length,
      notes: [...table.notes, ...totals],
      problems: table.problems,
    };
  }
}

interface RowPlace {
  sheet: string;
  table: SheetTable;
  vocabularies: ReadonlyMap<string, Vocabulary>;
}

function readRow({ number, values }: SheetRow, { sheet, table, vocabularies }: RowPlace): Entry {
  const says: Record<string, Said> = {};
  const problems: RowProblem[] = [];
  for (const { column, index } of table.columns) {
    const { key } = column;
    const cell = readCell(values[index] ?? null, column, vocabularies.get(key));
    if ('left' in cell) continue;
    if ('problem' in cell) problems.push({ key, message: cell.problem });
    else {
      const read = readField(column, cell.text);
      if ('problem' in read) problems.push({ key, message: read.problem });
      else says[key] = read.value;
    }
  }
  return { kind: table.kind.key, place: { sheet, row: number }, says, problems };
}

/** What a form's field would make of the text; null is to be emptied. Columns that only tell which row is meant have no field. */
function readField(
  { wire, required, header, type }: Column,
  text: string | null,
): { value: Said } | { problem: string } {
  if (wire === null) return { value: text };
  if (text === null && required) return { problem: `${header}不能清空` };
  const parsed = wire.safeParse(text ?? '');
  const value: unknown = parsed.data;
  if (parsed.success && isSaid(value)) return { value };
  // A schema's own words are Chinese; what zod says by itself is not for the office.
  const message = parsed.error?.issues[0]?.message ?? '';
  return { problem: /\p{Script=Han}/u.test(message) ? message : `应为${typeWords[type]}` };
}

const isSaid = (value: unknown): value is Said =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
