/** Looking after the register itself. */

/** One backup, or one rehearsal of restoring it. Kept for some months, then dropped. */
export interface UpkeepTable {
  id: string;
  task: 'backup' | 'rehearsal';
  /** The account that asked for it; null for the clock or the command line. */
  startedBy: string | null;
  startedAt: string;
  endedAt: string | null;
  state: 'running' | 'done' | 'failed';
  /** What it came to, or why it failed, in a sentence. */
  message: string | null;
  /** The backup's name in its folder. */
  file: string | null;
  /** Bytes. */
  size: number | null;
  /** The last change that the backup holds. */
  readAt: number | null;
}

/** A key that signs, or signed, statements about the chain: its public half. */
export interface SigningKeyTable {
  /** The first sixteen hexadecimal digits of the SHA-256 of the public key in DER. */
  fingerprint: string;
  /** SubjectPublicKeyInfo as PEM. */
  publicKey: string;
  since: string;
  /** When another took its place; null while it signs. */
  until: string | null;
}
