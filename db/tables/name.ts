/** By which part of a name rows are found. Derived from the registered rows. */

/** What is looked for by its name; a picture by its hash, which leads to the products that show it. */
export type NameKind = 'village' | 'producer' | 'product' | 'certificate' | 'picture';

/** An ending of a name, code or spelling that a row bears or bore: small Latin letters, and no more than its first characters. */
export interface NameSuffixTable {
  kind: NameKind;
  suffix: string;
  /** The row's key. */
  id: string;
}
