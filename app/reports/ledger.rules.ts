/** From the register's rows to the cells of a ledger. */
import type { FieldWord } from '#app/field-words.ts';
import { formatDay, formatNumber, formatTonnes, MISSING } from '#app/ui/format.ts';
import { knownFields, type LedgerTemplate } from './ledger-template.schema.ts';

export type Raw = string | number | null | undefined;

/** One row of the register as a ledger may read it: the values of its fields by name (`village.name`). */
export interface LedgerRow {
  id: string;
  values: Readonly<Record<string, Raw>>;
}

export interface LedgerColumn {
  field: string;
  header: string;
  unit: string | null;
  isNumber: boolean;
}

export function columnsOf({ rows, columns }: Pick<LedgerTemplate, 'rows' | 'columns'>): LedgerColumn[] {
  const known = knownFields(rows);
  return columns.map(({ field, header }) => {
    const word = known.get(field);
    const isNumber = word?.type === 'number';
    return { field, header: header ?? word?.label ?? field, unit: word?.unit ?? null, isNumber };
  });
}

/** The cells of the rows that the template chooses, each in the words of its field; what nobody filled reads 未采集. */
export function ledgerCells(template: Pick<LedgerTemplate, 'rows' | 'columns' | 'only'>, rows: readonly LedgerRow[]) {
  const known = knownFields(template.rows);
  const { only } = template;
  return rows
    .filter(({ values }) => only === undefined || only.values.includes(String(values[only.field])))
    .map(({ id, values }) => ({
      id,
      cells: template.columns.map(({ field }) => cellWords(known.get(field), values[field])),
    }));
}

function cellWords(word: FieldWord | undefined, value: Raw): string {
  if (value === null || value === undefined || value === '') return MISSING;
  if (word?.values !== undefined) return word.values[String(value)] ?? String(value);
  if (word?.type === 'day') return formatDay(String(value));
  if (word?.type === 'flag') return Number(value) === 1 ? '是' : '否';
  if (word?.type === 'number' && typeof value === 'number')
    return word.unit?.startsWith('吨') ? formatTonnes(value) : formatNumber(value);
  return String(value);
}

/** How wide a text prints: a Chinese character is as wide as two digits, a capital as one and a half. */
function widthOf(text: string): number {
  const width = (letter: string) => (/[\u2e80-\uffef]/u.test(letter) ? 2 : /[A-Z]/.test(letter) ? 1.6 : 1.1);
  return [...text].reduce((sum, letter) => sum + width(letter), 0);
}

/** The share of the paper that each column needs: its widest cell, and its header in up to four lines. */
export function sharesOf(columns: readonly LedgerColumn[], rows: readonly (readonly string[])[]): number[] {
  const longest = 26;
  const padding = 2;
  return columns.map(({ header, unit }, place) => {
    const cells = rows.map((cells) => Math.min(longest, widthOf(cells[place] ?? '')));
    return Math.max(4, Math.ceil(widthOf(header) / 3), unit === null ? 0 : widthOf(unit) + 2, ...cells) + padding;
  });
}
