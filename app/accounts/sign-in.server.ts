import { createHmac, randomBytes } from 'node:crypto';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { firstPasswordDays } from './account.fields.ts';
import { findAccount, findCredential, noteSignIn, requireNewPassword } from './account.repository.server.ts';
import { checkCode } from './check-code.server.ts';
import { isGuessedEarly } from './new-password.server.ts';
import { passwordMatches } from './password.server.ts';
import { findSecondFactor } from './second-factor.repository.server.ts';
import { dropKeptFormsBefore, insertSession } from './session.repository.server.ts';
import { sessionEnd } from './session.rules.ts';
import { makeTicket, openTicket } from './sign-in-ticket.server.ts';
import { codesOf, type SignInThrottle, throttled } from './throttle.server.ts';

/** What the database keeps of a session's token: neither a copy of it nor a guess opens a session. */
export const tokenHash = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest('hex');

/** Where an attempt comes from and when. */
interface Attempt {
  address: string;
  device: string | null;
  secret: string;
  now: Date;
}

/** The token for the session's cookie, or the ticket of a password that a code must follow. */
export type Admission = { token: string } | { ticket: string };

/**
 * Checks a password and starts a session, unless the account asks for a code after it.
 *
 * A right password that would be guessed early lets its owner in to change it, and to nothing else.
 *
 * @throws Problem `invalid` without telling which half was wrong, or where a first password has run out; `too-many` after repeated failures
 */
export async function signIn(
  db: Db,
  throttle: SignInThrottle,
  attempt: Attempt & { username: string; password: string },
): Promise<Admission> {
  const { username, password, address, secret, now } = attempt;
  const credential = await throttled(throttle, username, address, async () => {
    const account = await findAccount(db, username);
    const found = await findCredential(db, username);
    const matches = await passwordMatches(found?.passwordHash, password);
    if (!matches || !found || account?.active !== 1) throw wrong();
    if (found.firstUntil !== null && found.firstUntil <= now.toISOString()) throw runOut();
    // The password of the demonstration is public anyway, and is to go on working.
    if (account.origin !== 'demo' && (await isGuessedEarly(password, [username, account.name])))
      await requireNewPassword(db, username);
    return found;
  });
  const factor = await findSecondFactor(db, username);
  if (factor?.confirmedAt) return { ticket: makeTicket(credential, secret, now) };
  return { token: await startSession(db, username, attempt) };
}

const wrong = () =>
  new Problem('invalid', '用户名或密码不正确。忘记密码请联系区级管理员重设。', {
    errors: [{ path: 'username', message: '用户名或密码不正确' }],
  });

const runOut = () =>
  new Problem('invalid', `初始密码只在 ${firstPasswordDays} 天内有效，现已过期。请联系区级管理员重设。`, {
    errors: [{ path: 'password', message: '初始密码已过期，请联系区级管理员重设' }],
  });

/**
 * The second step: the code of an account whose password was right a moment ago.
 *
 * @returns the token for the session's cookie
 * @throws Problem `not-signed-in` where the ticket has ended; `invalid`, `too-many`
 */
export async function finishSignIn(
  db: Db,
  throttle: SignInThrottle,
  attempt: Attempt & { ticket: string; code: string },
): Promise<string> {
  const { ticket, code, address, secret, now } = attempt;
  const username = await openTicket(db, ticket, secret, now);
  if (username === null) throw new Problem('not-signed-in', '距填写密码已超过五分钟，请重新登录。');
  await throttled(throttle, codesOf(username), address, () => checkCode(db, { username, code, secret, now }));
  return startSession(db, username, attempt);
}

async function startSession(db: Db, username: string, { device, secret, now }: Attempt): Promise<string> {
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
