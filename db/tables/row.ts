/** What rows have in common. */

/** Every row of a registered table carries the number of the change that wrote it. */
export interface Registered {
  change: number;
}

/** Where a row comes from: a stated fact with its source, demonstration data, or an office's own entry. */
export type Origin = 'fact' | 'demo' | 'entered';

export interface Sourced {
  origin: Origin;
  /** Where the row is stated, in words: a plan section, a code book, a document. */
  source: string | null;
}
