/** A signed statement: up to which change the register's history has which hash. */
import { z } from 'zod';

/** A text with the register's signature. */
export const Signed = z.object({
  /** What is signed, byte for byte. */
  text: z.string().max(2000),
  /** Ed25519 over the text in UTF-8, base64. */
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
export type Signed = z.infer<typeof Signed>;

export const Statement = Signed.extend({
  /** The fingerprint of the key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
});
export type Statement = z.infer<typeof Statement>;
