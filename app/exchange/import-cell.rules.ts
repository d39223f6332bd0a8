/** From a cell as a spreadsheet holds it to the text that a form would send; what cannot be told is refused, never guessed. */
import { addDays } from '#app/day.ts';
import { emptied, type Vocabulary, wireText, withoutMark } from './cell.rules.ts';
import type { Column } from './row-kind.ts';

/** A cell's value; a `Date` is a day at midnight UTC, as spreadsheets keep days. */
export type CellValue = string | number | boolean | Date | null;

/** A text for the wire, null for a value that is to be emptied; nothing to say; or a sentence that says what to do. */
export type CellText = { text: string | null } | { left: true } | { problem: string };

const left: CellText = { left: true };
const problem = (sentence: string): CellText => ({ problem: sentence });

/** What a spreadsheet shows for a formula that failed. */
const failed = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$/;

/** What a cell says, for the field that its column stands for. */
export function readCell(value: CellValue, column: Column, vocabulary: Vocabulary | undefined): CellText {
  const tidied = typeof value === 'string' ? tidy(value, column) : value;
  if (tidied === null || tidied === '') return left;
  if (typeof tidied === 'string' && failed.test(tidied)) return problem(`公式出错（${tidied}），请改成数值`);
  if (tidied === emptied) return column.wire === null ? left : { text: null };
  const said = column.type === 'day' ? dayText(tidied) : plainText(tidied, column);
  if (!('text' in said) || said.text === null) return said;
  const word = withoutMark(said.text);
  const text = wireText(column, word, vocabulary) ?? wireOfLike(column, word, vocabulary);
  if (text === undefined) return problem(unknownWord(word, vocabulary?.choices.map(({ word }) => word) ?? []));
  // 否 is said with an empty text, and is something to say.
  return text === '' && !(column.type === 'flag' && word === '否') ? left : { text };
}

/** Words are looked up as they stand; typed with other blanks or full-width letters they are still the same. */
function wireOfLike(column: Column, text: string, vocabulary: Vocabulary | undefined): string | undefined {
  const likes = vocabulary?.choices.filter(({ word }) => folded(word) === folded(text)) ?? [];
  return likes.length === 1 && likes[0] ? wireText(column, likes[0].word, vocabulary) : undefined;
}

const folded = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

/** Texts and words keep what stands inside them; numbers, days and codes lose stray blanks and full-width digits. */
function tidy(text: string, { type }: Column): string {
  if (type === 'text' || type === 'choice') return text.trim();
  return text
    .replace(/\u200b/g, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
}

function plainText(value: Exclude<CellValue, null>, { type }: Column): CellText {
  if (value instanceof Date)
    return problem(
      `这里是日期（${value.toISOString().slice(0, 10)}），应为${typeWords[type]}。请把单元格格式改为文本后重填`,
    );
  if (typeof value === 'boolean') return { text: value ? '是' : '否' };
  if (type === 'year') return yearText(value);
  if (type === 'code') return codeText(value);
  if (typeof value === 'number') return { text: numberText(value) };
  if (type === 'whole' || type === 'decimal') return { text: value.replace(/ /g, '') };
  return { text: value };
}

/** What a cell of a type should hold, in words. */
export const typeWords: Record<Column['type'], string> = {
  text: '文字',
  code: '编号',
  whole: '整数',
  decimal: '数字',
  day: '日期，写成 2025-03-08 的样子',
  year: '年份',
  choice: '列表里的一项',
  flag: '“是”或“否”',
};

/** Spreadsheets reckon in binary: 0.1 + 0.2 is shown, and meant, as 0.3. */
const numberText = (value: number) => {
  if (Number.isSafeInteger(value)) return String(value);
  const text = String(Number(value.toPrecision(15)));
  return /e/i.test(text) ? value.toFixed(6).replace(/\.?0+$/, '') : text;
};

function yearText(value: string | number): CellText {
  const text = String(value).replace(/\s|年度?$/g, '');
  return /^\d{4}$/.test(text) ? { text } : problem('年份应为四位数，如 2024');
}

/** Digits that a spreadsheet can keep as a number without losing any. */
const safestDigits = 15;

function codeText(value: string | number): CellText {
  if (typeof value === 'string') {
    return /^\d(\.\d+)?e\+?\d+$/i.test(value)
      ? problem(`编号被 Excel 变成了 ${value}，后面的数字已经丢失。请把这一列设为文本格式，对照原件重填`)
      : { text: value };
  }
  if (!Number.isInteger(value) || value < 0) return problem('编号应为文字，不能带小数');
  const digits = value.toFixed(0);
  return digits.length > safestDigits
    ? problem(
        `编号超过 ${safestDigits} 位，Excel 把它当作数字，末尾几位已经变成 0。请把这一列设为文本格式，对照原件重填`,
      )
    : { text: digits };
}

/** The days that a bare number may stand for: 1954 to 2119. Below are counts, above are codes. */
const serials = { first: 20_000, last: 80_000 };
/** Excel counts days from here, for every day since March 1900. */
const serialZero = '1899-12-30';

function dayText(value: Exclude<CellValue, null>): CellText {
  if (value instanceof Date) return { text: value.toISOString().slice(0, 10) };
  if (typeof value === 'boolean') return problem('日期应写成 2025-03-08 的样子');
  const text = String(value);
  const serial = Number(text);
  if (/^\d{5}(\.\d+)?$/.test(text) && serial >= serials.first && serial <= serials.last)
    return { text: addDays(serialZero, Math.floor(serial)) };
  if (/^\d{8}$/.test(text)) return { text: `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` };
  if (/^\d{4}年?$/.test(text)) return problem('只写了年，请写明是哪一天，如 2025-03-08');
  if (/^\d{4}\s?[-./年]\s?\d{1,2}月?$/.test(text)) return problem('只写到了月，请写明是哪一天，如 2025-03-08');
  // What a spreadsheet adds when it turns a day with a time into text.
  return { text: text.replace(/[ T]\d{1,2}:\d{2}(:\d{2})?$/, '').replace(/ /g, '') };
}

/** Names the word that was probably meant; the longest lists are not told in full. */
function unknownWord(text: string, words: readonly string[]): string {
  const near =
    words.find((word) => distance(word, text) <= 1) ?? words.find((word) => word.includes(text) || text.includes(word));
  if (near !== undefined) return `没有“${text}”这一项，是不是“${near}”`;
  if (words.length > 0 && words.length <= 10)
    return `没有“${text}”这一项，可以填${words.map((word) => `“${word}”`).join('')}`;
  return `没有“${text}”这一项，请从模板的下拉列表中选择`;
}

/** Letters to change, add or take away; two or more count alike. */
function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > 1) return 2;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end;
}
