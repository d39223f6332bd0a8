/** What figures come to, so that one of everything need not read everything. Derived from the registered rows. */

/** What is added up: one part of a figure, as one method's settings count it. */
export interface TallyTable {
  id: number;
  /** The indicator's key. */
  figure: string;
  /** As the method has them. */
  settings: string;
  part: string;
  /** The change that first knew a method of these settings: nothing is told of earlier ones. */
  since: number;
}

/** Whole numbers; `amount` in kilograms. */
export interface Sums {
  counted: number;
  excluded: number;
  /** Left out for want of a year or a day. */
  untold: number;
  /** What the figure stands on. */
  ground: number;
  amount: number;
}

/**
 * What began to count within a period, less what ceased to: of a year `2025`, a month `202503` or a day `20250308`; 0 holds
 * from ever. What counts on a day is the sum of the years, months and days before it.
 */
export interface TallySumTable extends Sums {
  tally: number;
  period: number;
  /** The change after which it was so. */
  change: number;
}

/** How far what is derived goes: the sums of the figures, the endings of the names. */
export interface TalliedTable {
  what: 'figures' | 'names';
  /** The last change that it holds. */
  through: number;
}
