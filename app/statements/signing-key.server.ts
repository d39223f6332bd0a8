/**
 * The register's key (Ed25519). Its private half is a file beside the database and not in it: backups leave the house, and
 * whoever holds one must not be able to sign.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Db, registerFolder } from '#db/client.server.ts';
import { noteSigningKey } from './signing-key.repository.server.ts';

/** The file of the private key of a register. */
export const signingKeyFile = (databaseUrl: string) => path.join(registerFolder(databaseUrl), 'signing-key.pem');

/** Makes the key where there is none yet, and notes its public half in the register. @returns its fingerprint */
export async function ensureSigningKey(db: Db, file: string, now: Date): Promise<string> {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    // `wx` refuses an existing file: two programs that start together agree on one key.
    writeFileSync(file, newKey(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return note(db, readSigningKey(file), now);
}

/** Puts a new key in the place of the present one, which is gone for good; what it signed is believed on. */
export async function rotateSigningKey(db: Db, file: string, now: Date): Promise<string> {
  // The old one is known to the register before it is gone.
  await ensureSigningKey(db, file, now);
  const incoming = `${file}.incoming`;
  rmSync(incoming, { force: true });
  writeFileSync(incoming, newKey(), { mode: 0o600, flag: 'wx' });
  renameSync(incoming, file);
  return note(db, readSigningKey(file), now);
}

/** @throws Error with a sentence where the file is none */
export function readSigningKey(file: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(file));
  } catch {
    throw new Error(`${file} 不是登记簿的签名密钥，请从保管处取回，或删除后重新生成`);
  }
}

export function fingerprintOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

async function note(db: Db, key: KeyObject, now: Date): Promise<string> {
  const fingerprint = fingerprintOf(key);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  await noteSigningKey(db, { fingerprint, publicKey, since: now.toISOString() });
  return fingerprint;
}

const newKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
