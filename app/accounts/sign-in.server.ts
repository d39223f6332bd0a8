import { createHmac, randomBytes } from 'node:crypto';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { findAccount, findCredential, noteSignIn } from './account.repository.server.ts';
import { passwordMatches } from './password.server.ts';
import { dropKeptFormsBefore, insertSession } from './session.repository.server.ts';
import { sessionEnd } from './session.rules.ts';
import type { SignInThrottle } from './throttle.server.ts';

/** What the database keeps of a session's token: neither a copy of it nor a guess opens a session. */
export const tokenHash = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest('hex');

interface Attempt {
  username: string;
  password: string;
  address: string;
  device: string | null;
  secret: string;
  now: Date;
}

/**
 * Checks a password and starts a session; returns the token for the cookie.
 *
 * @throws Problem `invalid` without telling which half was wrong; `too-many` after repeated failures
 */
export async function signIn(db: Db, throttle: SignInThrottle, attempt: Attempt): Promise<string> {
  const { username, password, address, device, secret, now } = attempt;
  await throttle.admit(username, address);
  const account = await findAccount(db, username);
  const credential = await findCredential(db, username);
  const matches = await passwordMatches(credential?.passwordHash, password);
  if (!matches || account?.active !== 1) {
    throw new Problem('invalid', '用户名或密码不正确。忘记密码请联系区级管理员重设。', {
      errors: [{ path: 'username', message: '用户名或密码不正确' }],
    });
  }
  await throttle.forget(username, address);
  const token = randomBytes(32).toString('base64url');
  const at = now.toISOString();
  await noteSignIn(db, username, at);
  await insertSession(db, {
    tokenHash: tokenHash(token, secret),
    username,
    createdAt: at,
    lastSeenAt: at,
    endsAt: sessionEnd(now),
    revokedAt: null,
    device,
  });
  await dropKeptFormsBefore(db, new Date(now.getTime() - 30 * 86_400_000).toISOString());
  return token;
}
