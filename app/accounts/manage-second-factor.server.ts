/** What an account's owner does with his second factor, and how the district takes a lost one off. */
import { randomBytes } from 'node:crypto';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { markAccount } from './account.repository.server.ts';
import { checkCode } from './check-code.server.ts';
import { checkOwnPassword } from './password-check.server.ts';
import { newRecoveryCodes } from './recovery-code.server.ts';
import { seal, unseal } from './seal.server.ts';
import {
  confirmSecondFactor,
  deleteSecondFactor,
  findSecondFactor,
  listRecoveryCodes,
  replaceRecoveryCodes,
  startSecondFactor,
} from './second-factor.repository.server.ts';
import { revokeSessions } from './session.repository.server.ts';
import { authenticatorAddress, base32 } from './totp.server.ts';

interface Owner {
  username: string;
  /** The session secret, from which the key of the sealed secret follows. */
  secret: string;
  now: Date;
}

/** How an account's second factor stands, for its owner. */
export type SecondFactorState =
  | { kind: 'none' }
  | { kind: 'started'; address: string; key: string }
  | { kind: 'on'; since: string; recoveryCodes: number };

/** The secret is shown until a first code has come back from the authenticator, and never again. */
export async function secondFactorState(db: Db, { username, secret }: Omit<Owner, 'now'>): Promise<SecondFactorState> {
  const factor = await findSecondFactor(db, username);
  if (factor?.confirmedAt)
    return { kind: 'on', since: factor.confirmedAt, recoveryCodes: (await listRecoveryCodes(db, username)).length };
  const key = factor && unseal(factor.sealedSecret, username, secret);
  return key ? { kind: 'started', address: authenticatorAddress(key, username), key: base32(key) } : { kind: 'none' };
}

/**
 * Makes a secret for the authenticator, of the 160 bits that RFC 4226 recommends. Nothing changes at the sign-in yet.
 *
 * @throws Problem `invalid` where the password is wrong; `conflict` where a second factor is in use
 */
export async function beginSecondFactor(db: Db, { username, secret, now, password }: Owner & { password: string }) {
  await checkOwnPassword(db, username, password);
  const sealedSecret = seal(randomBytes(20), username, secret);
  if (!(await startSecondFactor(db, { username, sealedSecret, startedAt: now.toISOString() }))) throw alreadyOn();
}

/**
 * Turns the second factor on with a first code, and ends the sessions that a password alone had opened.
 *
 * @param session the token hash of the session that may stay
 * @returns the recovery codes, which cannot be read again
 * @throws Problem `invalid` where the code does not fit
 */
export async function turnOnSecondFactor(
  db: Db,
  { username, secret, now, code, session }: Owner & { code: string; session: string },
): Promise<string[]> {
  if ((await findSecondFactor(db, username))?.confirmedAt) throw alreadyOn();
  await checkCode(db, { username, code, secret, now });
  const { codes, hashes } = await newRecoveryCodes();
  await amendOwn(db, { username, now, reason: '开启二次验证' }, async (trx) => {
    await confirmSecondFactor(trx, username, now.toISOString());
    await replaceRecoveryCodes(trx, username, hashes);
    await revokeSessions(trx, username, now.toISOString(), session);
  });
  return codes;
}

const alreadyOn = () => new Problem('conflict', '二次验证已经开启。要换一部手机，请先关闭再重新设置。');

interface Proof extends Owner {
  password: string;
  code: string;
}

/** New recovery codes in the place of the old, on proof of both factors. */
export async function renewRecoveryCodes(db: Db, { password, ...proof }: Proof): Promise<string[]> {
  await checkOwnPassword(db, proof.username, password);
  await checkCode(db, proof);
  const { codes, hashes } = await newRecoveryCodes();
  await amendOwn(db, { ...proof, reason: '换一批恢复码' }, (trx) => replaceRecoveryCodes(trx, proof.username, hashes));
  return codes;
}

/** Turns the second factor off, on proof of both factors. */
export async function turnOffSecondFactor(db: Db, { password, ...proof }: Proof): Promise<void> {
  await checkOwnPassword(db, proof.username, password);
  await checkCode(db, proof);
  await amendOwn(db, { ...proof, reason: '关闭二次验证' }, (trx) => deleteSecondFactor(trx, proof.username));
}

/** How safe an account is, is history like who may do what: its owner is told of it, and the district sees it. */
async function amendOwn(
  db: Db,
  { username, now, reason }: Omit<Owner, 'secret'> & { reason: string },
  write: (trx: Db) => Promise<void>,
): Promise<void> {
  await recordChange(db, { kind: 'account-amend', account: username, reason, at: now }, async (trx, change) => {
    await markAccount(trx, username, change);
    await write(trx);
  });
}

/**
 * Takes a lost second factor off another's account and ends its sessions: who did it is history.
 *
 * @throws Problem `forbidden` for one's own account, where both factors are asked for
 */
export async function takeOffSecondFactor(
  db: Db,
  { username, by, now }: { username: string; by: string; now: Date },
): Promise<number | null> {
  if (username === by) throw new Problem('forbidden', '自己的二次验证请在“我的账户”里关闭，或由另一位管理员取消。');
  const request = { kind: 'account-amend', account: by, reason: `取消${username}的二次验证`, at: now } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    await markAccount(trx, username, change);
    await deleteSecondFactor(trx, username);
    await revokeSessions(trx, username, now.toISOString(), null);
  });
  return change;
}
