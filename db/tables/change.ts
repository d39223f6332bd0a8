/** The numbered row of changes. */

/** What a change was for; its words and permissions are in app/changes. */
export type ChangeKind =
  | 'seed'
  | 'undo'
  | 'account-add'
  | 'account-amend'
  | 'village-amend'
  | 'village-lineage'
  | 'retention-propose'
  | 'retention-confirm'
  | 'retention-decline'
  | 'statistics-amend'
  | 'title-start'
  | 'title-advance'
  | 'title-correct'
  | 'title-confirm'
  | 'title-decline'
  | 'area-amend'
  | 'area-advance'
  | 'area-correct'
  | 'area-confirm'
  | 'area-decline'
  | 'producer-join'
  | 'producer-amend'
  | 'consortium-amend'
  | 'base-amend'
  | 'brand-amend'
  | 'product-draft'
  | 'product-submit'
  | 'product-accept'
  | 'product-return'
  | 'product-withdraw'
  | 'product-code'
  | 'certificate-submit'
  | 'certificate-accept'
  | 'certificate-return'
  | 'certificate-event'
  | 'output-report'
  | 'output-accept'
  | 'output-return'
  | 'local-output'
  | 'observation-enter'
  | 'observation-confirm'
  | 'observation-decline'
  | 'target-revise'
  | 'method-revise'
  | 'import';

export interface ChangeTable {
  number: number;
  at: string;
  /** Username; null for the register itself (seeding, migration). */
  account: string | null;
  kind: ChangeKind;
  reason: string | null;
  /** The town whose rows are touched; null where the change is the district's or spans towns. */
  town: string | null;
  undoes: number | null;
  previousHash: string;
  /** SHA-256 over the change, its rows and the hash before; null only while its transaction is open. */
  hash: string | null;
}
