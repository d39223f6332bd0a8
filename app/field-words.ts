/** How a table and its fields are called in Chinese: each noun describes its own, the history pages read them. */
export interface FieldWord {
  label: string;
  unit?: string;
  /** Words for codes: `retained` → 规划保留保护. */
  values?: Readonly<Record<string, string>>;
  /** `list`: a JSON list, of which only the length is told. */
  type?: 'day' | 'number' | 'flag' | 'list';
}

/** What a field offers to choose from, made from the words for its codes, in their order. */
export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export interface TableWords {
  /** What one row is called: 村庄, 年度台账. */
  noun: string;
  /** Fields without a word are internal and not shown. */
  fields: Readonly<Record<string, FieldWord>>;
}
