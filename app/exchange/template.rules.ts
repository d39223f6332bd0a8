/** What a template says of its columns. Pure. */
import type { Choice, Vocabulary } from './cell.rules.ts';
import { type Column, headerOf, type RowKind } from './row-kind.ts';

/** Whether a cell may not be left empty: by the schema, or since no row is told without it. */
export function isRequired({ ways }: RowKind, { key, required }: Column): boolean {
  return required || ways.every((way) => way.includes(key));
}

/** A header as a template writes it; imports pass over the mark. */
export function templateHeader(kind: RowKind, column: Column): string {
  return isRequired(kind, column) ? `${headerOf(column)} *` : headerOf(column);
}

/** How a row is told, in words: 区划代码和年份，或村名和年份. */
export function waysInWords({ columns, ways }: RowKind): string {
  const header = (key: string) => columns.find((column) => column.key === key)?.header ?? key;
  const [first = '', ...others] = ways.map((way) => `“${way.map(header).join('、')}”`);
  return [first, ...others].join('，或');
}

const manners: Record<Column['type'], string> = {
  text: '文字',
  code: '代码，按文本填写',
  whole: '整数',
  decimal: '数字',
  day: '日期，如 2025-03-08',
  year: '四位数的年份',
  choice: '从下拉列表中选择',
  flag: '填“是”或“否”',
};

/** Header, whether required, unit, manner, allowed values, hint: one line of the sheet that explains the columns. */
export function columnRules(kind: RowKind, column: Column, vocabulary: Vocabulary | undefined): string[] {
  const { header, unit, type, decimals, hint } = column;
  const manner = type === 'decimal' ? `${manners.decimal}，最多 ${decimals} 位小数` : manners[type];
  const required = isRequired(kind, column) ? '必填' : '';
  return [header, required, unit ?? '', manner, type === 'choice' ? wordsOf(vocabulary) : '', hint];
}

const fewWords = 12;

/** A short list is spelt out; of a long one the cell's own list tells the rest. */
function wordsOf(vocabulary: Vocabulary | undefined): string {
  const words = (vocabulary?.choices ?? []).map(({ word }) => word);
  return words.length <= fewWords ? words.join('、') : `${words.slice(0, 3).join('、')}等 ${words.length} 项`;
}

/** The words narrowed to what an office can mean: of its town, or of none in particular. */
export function listsFor(vocabularies: ReadonlyMap<string, Vocabulary>, town: string | null): Map<string, Vocabulary> {
  const isMeant = ({ townCode }: Choice) => town === null || townCode === null || townCode === town;
  return new Map([...vocabularies].map(([key, one]) => [key, { ...one, choices: one.choices.filter(isMeant) }]));
}
