/** What a planned row does, in the words of an office. Pure. */
import { formatDay, formatNumber, MISSING } from '#app/ui/format.ts';
import { shownValue, type Vocabulary } from './cell.rules.ts';
import type { RowDetail } from './import.schema.ts';
import type { PlannedRow } from './import-plan.ts';
import type { Column, RowKind, RowValues } from './row-kind.ts';

/** What stands where a text was left empty; a number that is missing was not collected. */
const EMPTY = '（空）';

/**
 * @param letters the letters of the sheet's columns, by their keys
 */
export function detailOf(
  { differences, problems, outcome }: PlannedRow,
  kind: RowKind,
  {
    letters,
    vocabularies,
  }: { letters: Readonly<Record<string, string>>; vocabularies: ReadonlyMap<string, Vocabulary> },
): RowDetail {
  const { before, after } = differences();
  const columns = kind.columns.filter(({ key }) => Object.hasOwn(after, key));
  const say = (column: Column, values: RowValues) => inWords(column, shownValue(column, values, vocabularies));
  return {
    fields: columns.map((column) => ({
      label: column.header,
      old: outcome === 'changed' ? say(column, before) : null,
      new: say(column, after),
    })),
    problems: problems.map(({ key, message }) => ({ column: columnInWords(kind, key, letters), message })),
  };
}

function inWords({ type, unit }: Column, value: string | number | null): string {
  const isNumber = type === 'whole' || type === 'decimal';
  if (value === null || value === '') return isNumber ? MISSING : EMPTY;
  if (type === 'day') return formatDay(String(value));
  if (typeof value === 'number' && isNumber) return [formatNumber(value), unit].filter(Boolean).join(' ');
  return String(value);
}

/** `F 列 耕地`; of a column that the file does not have the name alone. */
export function columnInWords(
  kind: RowKind,
  key: string | null,
  letters: Readonly<Record<string, string>>,
): string | null {
  const column = kind.columns.find((one) => one.key === key);
  if (!column) return null;
  const letter = letters[column.key];
  return letter === undefined ? column.header : `${letter} 列 ${column.header}`;
}
