/** A signed statement: up to which change the register's history has which hash. */
import { z } from 'zod';

export const Statement = z.object({
  /** What is signed, byte for byte. */
  text: z.string().max(2000),
  /** The fingerprint of the key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** Ed25519 over the text in UTF-8, base64. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type Statement = z.infer<typeof Statement>;

/** A point of the history: a change and the hash that seals it, and with it everything before. */
export interface ChainPoint {
  number: number;
  hash: string;
}
