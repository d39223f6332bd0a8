/**
 * Small secrets that the register must be able to read again, kept so that the database file alone does not tell them:
 * the key follows from the session secret, which lies in the environment or beside the database, never in it. Whoever
 * takes both, or reads the running server's memory, can open them.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'register: second factors', 32));

/** Seals bytes for one owner: what was sealed for another does not open. */
export function seal(bytes: Uint8Array, owner: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
}

/** What was sealed; null where the session secret is another by now, or the text was tampered with. */
export function unseal(text: string, owner: string, secret: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, 12), { authTagLength: 16 })
    .setAAD(Buffer.from(owner))
    .setAuthTag(bytes.subarray(12, 28));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return null;
  }
}
