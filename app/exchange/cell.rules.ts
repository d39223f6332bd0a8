/** From the register's value to what a cell shows, and from a cell's text to the wire of a form. Pure. */
import type { Column, RegisterList, RowValues } from './row-kind.ts';

/** One thing that a cell may name. Words are unique within their list. */
export interface Choice {
  code: string;
  word: string;
  /** The town that it belongs to; null where it belongs to none, or to several. */
  townCode: string | null;
  /** Longer words that mean the same: a file may be from a time when another bore the name, too. */
  otherwise: readonly string[];
}

/** The lists as the register holds them. */
export type RegisterLists = Readonly<Record<RegisterList, readonly Choice[]>>;

/** Codes that are to become words, by the list that they are of. */
export type CodesNamed = Readonly<Partial<Record<RegisterList, readonly string[]>>>;

/** The words of one column, both ways. */
export interface Vocabulary {
  choices: readonly Choice[];
  /** The word of a code; a code without one is shown as it is. */
  word(code: string): string;
  /** The code of a word, or of the code itself; undefined where there is no such thing. */
  code(word: string): string | undefined;
}

/** The words that a column's cells may hold; null where its cells hold anything of their type. */
export function vocabularyOf({ choices, type }: Column, lists: RegisterLists): Vocabulary | null {
  if (type === 'flag') return vocabulary(flags);
  if (choices === null) return null;
  if ('list' in choices) return vocabulary(lists[choices.list]);
  return vocabulary(
    Object.entries(choices.words).map(([code, word]) => ({ code, word, townCode: null, otherwise: [] })),
  );
}

/** A ticked box is `on` on the wire and 1 in the register. */
const flags: Choice[] = [
  { code: '1', word: '是', townCode: null, otherwise: [] },
  { code: '0', word: '否', townCode: null, otherwise: [] },
];

function vocabulary(choices: readonly Choice[]): Vocabulary {
  const words = new Map(choices.map(({ code, word }) => [code, word]));
  const codes = new Map([
    ...choices.flatMap(({ code, otherwise }) => otherwise.map((word) => [word, code] as const)),
    ...choices.flatMap(({ code, word }) => [[code, code] as const, [word, code] as const]),
  ]);
  return { choices, word: (code) => words.get(code) ?? code, code: (word) => codes.get(word) };
}

/** The vocabulary of each column that has one, made once for all rows. */
export function vocabulariesOf(columns: readonly Column[], lists: RegisterLists): Map<string, Vocabulary> {
  return new Map(
    columns.flatMap((column) => {
      const found = vocabularyOf(column, lists);
      return found ? [[column.key, found] as const] : [];
    }),
  );
}

/** Written into a cell that is to be emptied: an empty cell leaves what the register holds. */
export const emptied = '清空';

const likeEmptied = new RegExp(`^'*${emptied}$`);

/** A text of the register that reads like the word for emptying gets a mark before it, as a formula does in CSV. */
const withMark = (text: string) => (likeEmptied.test(text) ? `'${text}` : text);

/** The text as the register had it. */
export const withoutMark = (text: string) => (text.startsWith("'") && likeEmptied.test(text) ? text.slice(1) : text);

/** What a row's cell shows: a word for a code, days as `YYYY-MM-DD`, nothing where nothing was collected. */
export function shownValue(
  { key }: Column,
  values: RowValues,
  vocabularies: ReadonlyMap<string, Vocabulary>,
): string | number | null {
  const value = values[key] ?? null;
  const found = vocabularies.get(key);
  const shown = value === null || !found ? value : found.word(String(value));
  return typeof shown === 'string' ? withMark(shown) : shown;
}

/** What a cell that shows nothing may hold: the register's own word for what is missing is read back as nothing. */
const nothing = new Set(['', '未采集', '-', '—', '/']);

/**
 * A cell's tidied text as a form would send it: a word becomes its code, 是 becomes `on`, 否 and 未采集 nothing. Whether
 * the value is right is for the column's `wire` to say.
 *
 * @returns undefined for a word that the column does not have
 */
export function wireText(column: Column, text: string, vocabulary: Vocabulary | undefined): string | undefined {
  if (nothing.has(text)) return '';
  if (!vocabulary) return text;
  const code = vocabulary.code(text);
  if (column.type !== 'flag') return code;
  return code === undefined ? undefined : code === '1' ? 'on' : '';
}
