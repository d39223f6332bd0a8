/**
 * Up to which change the history was found sound, so that the next check can go on from there. It lies in a file beside
 * the database and bears the register's signature: whoever has the database alone can neither write one nor move it.
 */
import { createPublicKey, sign, verify } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ChainPoint } from '#db/chain.server.ts';
import { readSigningKey } from './signing-key.server.ts';
import { readSigned, readVerifiedText, verifiedText } from './statement.rules.ts';

/** @param keyFile the file of the private key */
const markFile = (keyFile: string) => path.join(path.dirname(keyFile), 'verified.json');

/** Notes that the history up to a point was found sound. Does nothing where there is no key yet to sign it with. */
export function keepVerifiedMark(keyFile: string, point: ChainPoint): void {
  if (!existsSync(keyFile)) return;
  const text = verifiedText(point);
  const signature = sign(null, Buffer.from(text), readSigningKey(keyFile)).toString('base64');
  const incoming = `${markFile(keyFile)}.incoming`;
  writeFileSync(incoming, `${JSON.stringify({ text, signature })}\n`, { mode: 0o600 });
  renameSync(incoming, markFile(keyFile));
}

/** The point up to which the history was found sound; null where nobody noted one, or the note is not this key's. */
export function readVerifiedMark(keyFile: string): ChainPoint | null {
  if (!existsSync(keyFile) || !existsSync(markFile(keyFile))) return null;
  const mark = readSigned(readFileSync(markFile(keyFile), 'utf8'));
  if (mark === null) return null;
  const key = createPublicKey(readSigningKey(keyFile));
  const fits = verify(null, Buffer.from(mark.text), key, Buffer.from(mark.signature, 'base64'));
  return fits ? readVerifiedText(mark.text) : null;
}
