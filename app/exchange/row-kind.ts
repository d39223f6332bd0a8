/**
 * One description per kind of row: the sheet's name, its columns, how a row is recognised. Templates, exports, imports,
 * the API's documents and its CSV are made from it; headers, units and words come from the nouns' own `*.fields.ts`.
 */
import type { z } from 'zod';
import type { Permission } from '#app/accounts/policy.rules.ts';
import type { FieldWord } from '#app/field-words.ts';

/**
 * `code`: text of digits and letters that a spreadsheet must not turn into a number. `choice`: shown by its word.
 * `flag`: 是 or 否. `year`: a whole number without a thousands separator.
 */
export type CellType = 'text' | 'code' | 'whole' | 'decimal' | 'day' | 'year' | 'choice' | 'flag';

/** Lists of the register that a cell's word is chosen from; a cell's value is the code, its word the name. */
export type RegisterList =
  | 'towns'
  | 'villages'
  | 'programmes'
  | 'areas'
  | 'producers'
  | 'regionalBrands'
  | 'enterpriseBrands';

type Choices = { words: Readonly<Record<string, string>> } | { list: RegisterList };

/** The list that a column's words are from; null where they are its own, or where it has none. */
export const listOf = ({ choices }: Column): RegisterList | null =>
  choices !== null && 'list' in choices ? choices.list : null;

export interface Column {
  /** The field of the zod schema or the registered column, where there is one. */
  key: string;
  header: string;
  /** What to fill in, in one sentence. */
  hint: string;
  type: CellType;
  unit: string | null;
  /** Greatest number of decimals; 0 for everything but `decimal`. */
  decimals: number;
  /** The words that a cell may hold; null where anything of the type may stand. */
  choices: Choices | null;
  /** Reads the text of one cell, as the field of a form does (a flag's is `on` or empty); null where the column is only shown. */
  wire: z.ZodType | null;
  /** Whether a cell that is written may not be left empty. */
  required: boolean;
  /** Asked when a row is imported and kept nowhere: exports leave it out. */
  asked: boolean;
}

export type RowKindKey =
  | 'villages'
  | 'statistics'
  | 'titles'
  | 'areas'
  | 'area-members'
  | 'producers'
  | 'products'
  | 'certificates'
  | 'outputs'
  | 'local-outputs';

/** Lists that leave as a sheet and never come in: their rows have forms of their own, or follow from others. */
type ShownKey = 'brands' | 'indicators' | 'observations' | 'changes';

/** Every list that leaves as a sheet. */
export type ListKey = RowKindKey | ShownKey;

export interface ListKind {
  key: ListKey;
  /** The sheet's name, and the file's. */
  sheet: string;
  /** What one row is, for sentences: 这一行是哪个村. */
  noun: string;
  columns: readonly Column[];
  /** Sets of columns that tell which row is meant; the first whose cells are filled is believed. */
  ways: readonly (readonly string[])[];
}

/** A kind of row whose sheets also come in. */
export interface RowKind extends ListKind {
  key: RowKindKey;
  /** What an import of this kind takes, within the reader's town. */
  permission: Permission;
}

/** The values of one row by column key, as the register keeps them: codes, days `YYYY-MM-DD`, flags 0 or 1. */
export type RowValues = Readonly<Record<string, string | number | null>>;

type More = Partial<Pick<Column, 'hint' | 'choices' | 'unit' | 'asked'>>;

/** A column that exports show and imports pass over, unless it tells which row is meant. */
export function shown(key: string, word: FieldWord | string, type: CellType, more: More = {}): Column {
  return { ...described(key, word, type, more), wire: null, decimals: type === 'decimal' ? 3 : 0, required: false };
}

/** A column that an import writes; whether it is required and how many decimals it takes are the schema's to say. */
export function written(
  key: string,
  word: FieldWord | string,
  wire: z.ZodType,
  type: CellType,
  more: More = {},
): Column {
  const decimals = type === 'decimal' ? decimalsOf(wire) : 0;
  return { ...described(key, word, type, more), wire, decimals, required: !wire.safeParse('').success };
}

function described(key: string, word: FieldWord | string, type: CellType, more: More) {
  const { label, unit, values } = typeof word === 'string' ? { label: word } : word;
  const choices = type === 'choice' && values ? { words: values } : null;
  return { key, header: label, type, unit: unit ?? null, choices, hint: '', asked: false, ...more };
}

/** How many decimals a number's schema takes. */
function decimalsOf(wire: z.ZodType): number {
  return [3, 2, 1].find((count) => wire.safeParse(`0.${'1'.repeat(count)}`).success) ?? 0;
}

/** Whether a column tells, alone or with others, which row is meant. */
export function identifies({ ways }: ListKind, { key }: Column): boolean {
  return ways.some((way) => way.includes(key));
}

/** The columns of a template: those that an import writes, and those that tell which row is meant. */
export function templateColumns(kind: RowKind): Column[] {
  return kind.columns.filter((column) => column.wire !== null || identifies(kind, column));
}

/** The columns of an export. */
export function exportColumns({ columns }: ListKind): Column[] {
  return columns.filter(({ asked }) => !asked);
}

/** A column's header with its unit, as its sheet writes it: 耕地（亩）. */
export function headerOf({ header, unit }: Pick<Column, 'header' | 'unit'>): string {
  return unit === null ? header : `${header}（${unit}）`;
}
