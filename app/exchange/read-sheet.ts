/** A sheet of a file that was brought in, and what was read of it. */
import type { RowKindKey } from './row-kind.ts';

export interface ReadSheet {
  name: string;
  /** What its rows are; null where no table was found. */
  kind: RowKindKey | null;
  /** As Excel counts; null where no table was found. */
  headerRow: number | null;
  /** The letters of its columns, by the columns' keys. */
  letters: Readonly<Record<string, string>>;
  /** How many columns its widest row has. */
  width: number;
  /** Where the file already has the column of errors, from 0; null where it has none. */
  errorColumn: number | null;
  /** How many rows say anything. */
  rows: number;
  /** What was passed over, in sentences. */
  notes: readonly string[];
  /** Why it cannot be imported, in sentences. */
  problems: readonly string[];
}
