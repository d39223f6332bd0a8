/** Whether a register still contains the history that somebody holds a statement of. */
import { verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findSeal } from '#app/reports/register.repository.server.ts';
import { type ChainPoint, chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { findSigningKey } from './signing-key.repository.server.ts';
import { readPoint, readStatement, readStatementText } from './statement.rules.ts';

/**
 * The point of history that is meant: a statement's file, whose signature is checked, or `number:hash` from a printed page.
 *
 * @throws Error with a sentence where it is neither, the key is none of this register's, or the signature does not fit
 */
export async function readAgainst(db: Db, given: string): Promise<ChainPoint & { key: string | null }> {
  const point = readPoint(given);
  if (point) return { ...point, key: null };
  const statement = readStatement(textOf(given));
  const stated = statement && readStatementText(statement.text);
  if (!statement || !stated) throw new Error(`${given} 不是链首声明`);
  const key = await findSigningKey(db, statement.key);
  if (!key) throw new Error(`声明由密钥 ${statement.key} 签署，这不是本登记簿公布过的密钥`);
  if (!verify(null, Buffer.from(statement.text), key.publicKey, Buffer.from(statement.signature, 'base64')))
    throw new Error('声明的签名不对，内容或签名被改过');
  return { ...stated, key: statement.key };
}

/**
 * @throws Error with a sentence where the register no longer contains the point. Whether the history up to there is itself
 *   unaltered is `verifyChain`'s to say, which is asked first
 */
export async function proveHistory(db: Db, { number, hash }: ChainPoint): Promise<void> {
  const head = await chainHead(db);
  if (number > head.number)
    throw new Error(`登记簿只到第 ${head.number} 号变更，少了第 ${head.number + 1} 号到第 ${number} 号：尾部被去掉了`);
  const seal = await findSeal(db, number);
  if (seal?.hash !== hash) throw new Error(`第 ${number} 号变更或它之前的历史被改写过：链首与所持的不一致`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`没有 ${file} 这个文件；也可以写成 登记版本:链首`);
  }
}
