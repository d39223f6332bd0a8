/** Files that came in or were made, and what belongs to the register as a whole. */

/** Files by the SHA-256 of their bytes; never rewritten. */
export interface AttachmentTable {
  hash: string;
  mediaType: string;
  size: number;
  bytes: Uint8Array;
  addedAt: string;
}

/**
 * A report that an office made and keeps: its bytes are the attachment of this hash. Not registered: making one says
 * nothing about a village, and must not move the number that the next one is read at. Never rewritten.
 */
export interface ReportTable {
  id: string;
  kind: string;
  /** The town that it is about; null for the three together. */
  townCode: string | null;
  asOf: string;
  /** The change that it was read at. */
  readAt: number;
  title: string;
  /** Its verification code. */
  code: string;
  hash: string;
  madeBy: string;
  /** The town of the office that made it; null for the district. */
  madeIn: string | null;
  madeAt: string;
  public: 0 | 1;
}

/** A spreadsheet that an office brought in. Its file and its rows are dropped after some weeks, its outcome stays. */
export interface ImportTable {
  id: string;
  account: string;
  /** Whose it is: the office of a town, or the district. */
  role: 'district' | 'town';
  townCode: string | null;
  fileName: string;
  size: number;
  /** Null once the file was dropped. */
  bytes: Uint8Array | null;
  state: 'reading' | 'ready' | 'writing' | 'applied' | 'failed' | 'interrupted';
  /** What to say beside the state. */
  message: string | null;
  startedAt: string;
  /** The sheets of the file and what was passed over, as JSON. */
  sheets: string;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  /** The last change that the preview knew. */
  previewChange: number | null;
  /** What the preview said would be written, as a hash. */
  planHash: string | null;
  /** The town whose rows would be written; null where they are of several. */
  changeTown: string | null;
  appliedChange: number | null;
  /** When the program that reads or writes it last said that it still does; null of an older program's. */
  heldAt: string | null;
}

/** One row of an import's preview. */
export interface ImportRowTable {
  importId: string;
  position: number;
  outcome: 'added' | 'changed' | 'unchanged' | 'refused';
  kind: string;
  sheet: string;
  row: number;
  name: string;
  /** The fields from what to what, or the problems, in words, as JSON. */
  detail: string;
}

/** What belongs to this register as a whole: its keys, whether it holds demonstration data. */
export interface RegisterTable {
  key: string;
  value: string;
}
