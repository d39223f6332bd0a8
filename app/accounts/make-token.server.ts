import { createHash, randomBytes } from 'node:crypto';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { SignedIn } from './policy.rules.ts';
import { findToken, insertToken, listTokens, touchToken } from './token.repository.server.ts';
import { type MakeToken, mostTokens, type TokenScope } from './token.schema.ts';

/** Tells a token apart from other secrets, for people and for programs that look for secrets left lying about. */
const prefix = 'qingxi_';

/** A token is too long to be guessed: its hash needs no salt. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Makes a token for an account.
 *
 * @returns the token, which cannot be read again
 * @throws Problem `invalid` where the account has enough of them
 */
export async function makeToken(
  db: Db,
  { name, scope, days }: MakeToken,
  { username, now }: { username: string; now: Date },
): Promise<string> {
  const at = now.toISOString();
  return db.transaction().execute(async (trx) => {
    if ((await listTokens(trx, username, at)).length >= mostTokens)
      throw new Problem('invalid', `一个账户最多 ${mostTokens} 个令牌，请先停用不再使用的。`);
    const token = prefix + randomBytes(32).toString('base64url');
    const endsAt = new Date(now.getTime() + days * 86_400_000).toISOString();
    const hash = hashOf(token);
    await insertToken(trx, {
      ...{ id: newId(), username, name, scope, tokenHash: hash, createdAt: at, endsAt },
      ...{ lastUsedAt: null, revokedAt: null },
    });
    return token;
  });
}

/**
 * Whose token it is and what it opens, as the account stands now.
 *
 * @throws Problem `not-signed-in` for a token that was never given out, has ended or was revoked
 */
export async function openToken(
  db: Db,
  token: string,
  now: Date,
): Promise<{ reader: SignedIn; scope: TokenScope; id: string }> {
  const found = await findToken(db, hashOf(token));
  const at = now.toISOString();
  if (!found || found.endsAt <= at) throw new Problem('not-signed-in', '访问令牌无效、已到期或已停用。');
  const { id, scope, lastUsedAt, endsAt: _, ...reader } = found;
  // By the hour is enough to see which tokens are in use; a write on every read would be much.
  if (lastUsedAt === null || lastUsedAt.slice(0, 13) < at.slice(0, 13)) await touchToken(db, id, at);
  return { reader, scope, id };
}
