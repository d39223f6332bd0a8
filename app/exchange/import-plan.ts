/** What an import would do, row by row, before anything is written: the same for the preview and for the writing. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import type { RegisterLists } from './cell.rules.ts';
import type { RowKind, RowKindKey, RowValues } from './row-kind.ts';

/** A value as a column's schema gives it. */
export type Said = string | number | boolean | null;

/** Where a row stands in the file. */
export interface Place {
  sheet: string;
  /** As Excel shows it. */
  row: number;
}

export interface RowProblem {
  /** The column at fault; null where it is the row. */
  key: string | null;
  message: string;
}

/** A row of the file as it was read. What it leaves as it is is absent from `says`. */
export interface Entry {
  kind: RowKindKey;
  place: Place;
  says: Readonly<Record<string, Said>>;
  problems: readonly RowProblem[];
}

export type RowOutcome = 'added' | 'changed' | 'unchanged' | 'refused';

/** What becomes of a row. */
export interface PlannedRow {
  kind: RowKindKey;
  place: Place;
  /** Which row of the register is meant: two rows of a file that mean the same are one too many. Null where unknown. */
  key: string | null;
  /** In words: 张马村 2024年. */
  name: string;
  /** The town whose row it is; null where it is of none or of several. */
  town: string | null;
  outcome: RowOutcome;
  /**
   * Of an added row everything that is said, of a changed one what differs, as the register keeps it. Asked for row by
   * row: a plan of 100,000 rows would not keep it twice.
   */
  differences: () => { before: RowValues; after: RowValues };
  problems: readonly RowProblem[];
  /** Writes it as part of a change; null where there is nothing to write. */
  write: ((trx: Db, change: number) => Promise<void>) | null;
}

export interface PlanContext {
  reader: NonNullable<Reader>;
  now: Date;
  /** Asia/Shanghai. */
  today: string;
  lists: RegisterLists;
  /** The one town whose rows are looked at, where they are not all. */
  within: { town?: string };
}

/** Finds the rows that entries mean, compares and checks them; the register is only read. */
export type PlanRows = (
  db: Db,
  entries: readonly Entry[],
  context: PlanContext & { kind: RowKind },
) => Promise<PlannedRow[]>;
