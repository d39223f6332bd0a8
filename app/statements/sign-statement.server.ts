import { sign } from 'node:crypto';
import { notFound } from '#app/problem.ts';
import { findSeal } from '#app/reports/register.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { fingerprintOf, readSigningKey } from './signing-key.server.ts';
import { statementText } from './statement.rules.ts';
import type { Statement } from './statement.schema.ts';

/**
 * States which hash the register's history has up to a change. The same change and key give the same bytes.
 *
 * @param keyFile the file of the private key
 * @throws Problem `not-found` for a change that was not made
 */
export async function signStatement(db: Db, keyFile: string, change: number): Promise<Statement> {
  const seal = await findSeal(db, change);
  if (!seal) throw notFound('这个登记版本');
  const key = readSigningKey(keyFile);
  const text = statementText({ number: change, hash: seal.hash, at: seal.at });
  return { text, key: fingerprintOf(key), signature: sign(null, Buffer.from(text), key).toString('base64') };
}
