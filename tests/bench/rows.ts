/** What a measurement says: the register beside its baseline in the same run. Only ratios count. */
export interface BenchRow {
  work: string;
  /** Requests a second, or milliseconds, as `unit` says. */
  register: number;
  baseline: number;
  unit: '次/秒' | '毫秒';
  /** How many times the baseline, in the sense of the unit: more is better of rates, less of times. */
  wanted: number | null;
  /** Of a start what counts is by how much it is longer. */
  isDifference?: boolean;
}

/** `run.mjs` reads the rows from the lines of a measurement that begin so. */
export const say = (row: BenchRow): void => {
  process.stdout.write(`row ${JSON.stringify(row)}\n`);
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
