/** What the district does with accounts: add, disable, enable, give a new first password. */

import { invalid, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { firstPasswordDays } from './account.fields.ts';
import {
  findAccount,
  getAccount,
  insertAccount,
  markAccount,
  putCredential,
  setActive,
} from './account.repository.server.ts';
import type { AddAccount } from './account.schema.ts';
import { deleteFeed } from './calendar-feed.repository.server.ts';
import { refuseGuessable } from './new-password.server.ts';
import { hashPassword } from './password.server.ts';
import { revokeSessions } from './session.repository.server.ts';
import { revokeTokens } from './token.repository.server.ts';

interface Manager {
  /** Username of who does it; null on the command line. */
  by: string | null;
  now: Date;
}

/**
 * Adds an account whose first password must be changed at the first sign-in, within thirty days.
 *
 * @returns the change's number
 * @throws Problem `invalid` where the username is taken, or the password easily guessed
 */
export async function addAccount(db: Db, account: AddAccount, { by, now }: Manager): Promise<number | null> {
  const { username, name, role, townCode } = account;
  await refuseGuessable(account.password, [username, name], 'password');
  const passwordHash = await hashPassword(account.password);
  const { change } = await recordChange(db, { kind: 'account-add', account: by, at: now }, async (trx, change) => {
    if (await findAccount(trx, username))
      throw invalid([{ path: 'username', message: `用户名“${username}”已有人使用` }]);
    await insertAccount(trx, { username, name, role, townCode, active: 1, origin: 'entered', change });
    await putCredential(trx, firstPassword(username, passwordHash, now));
  });
  return change;
}

/** What the district or the program chose is known to more than its owner: it runs out, whether it was used or not. */
function firstPassword(username: string, passwordHash: string, now: Date) {
  const firstUntil = new Date(now.getTime() + firstPasswordDays * 86_400_000).toISOString();
  return { username, passwordHash, changedAt: now.toISOString(), firstUntil };
}

/**
 * Lets an account sign in again, or no longer: then its sessions end at once.
 *
 * @throws Problem `forbidden` where somebody would shut himself out
 */
export async function switchAccount(
  db: Db,
  { username, active, by, now }: Manager & { username: string; active: 0 | 1 },
): Promise<number | null> {
  if (username === by && active === 0) throw new Problem('forbidden', '不能停用自己的账户，请由另一位管理员操作。');
  const { change } = await recordChange(db, { kind: 'account-amend', account: by, at: now }, async (trx, change) => {
    const account = await getAccount(trx, username);
    if (account.active !== active) await setActive(trx, username, active, change);
    if (active === 0) await revokeSessions(trx, username, now.toISOString(), null);
  });
  return change;
}

/**
 * Gives a new first password, which its owner must change, and ends his sessions, tokens and calendar address.
 *
 * @throws Problem `not-found`; `invalid` where the password is easily guessed
 */
export async function resetPassword(
  db: Db,
  { username, password, by, now }: Manager & { username: string; password: string },
): Promise<void> {
  const { name } = await getAccount(db, username);
  await refuseGuessable(password, [username, name], 'password');
  const passwordHash = await hashPassword(password);
  const request = { kind: 'account-amend', account: by, reason: `重设${username}的密码`, at: now } as const;
  await recordChange(db, request, async (trx, change) => {
    await markAccount(trx, username, change);
    await putCredential(trx, firstPassword(username, passwordHash, now));
    await revokeSessions(trx, username, now.toISOString(), null);
    await revokeTokens(trx, username, now.toISOString());
    await deleteFeed(trx, username);
  });
}
