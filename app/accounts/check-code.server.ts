import { invalid, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { hashOfRecoveryCode, looksLikeRecoveryCode } from './recovery-code.server.ts';
import { unseal } from './seal.server.ts';
import {
  countTry,
  findSecondFactor,
  forgetTries,
  listRecoveryCodes,
  noteRefusal,
  spendRecoveryCode,
  spendStep,
} from './second-factor.repository.server.ts';
import { stepOfCode } from './totp.server.ts';

/**
 * Six digits can be guessed by whoever has the password and many addresses: after so many in a row that did not fit
 * they open nothing (NIST SP 800-63B, 5.2.2, allows a hundred). The owner's recovery codes, which cannot be guessed, do.
 */
export const mostTries = 50;

/**
 * Uses up a code of an account's authenticator, or one of its recovery codes. Each opens once, also when two come at
 * the same moment.
 *
 * @throws Problem `invalid` at the field `oneTimeCode`; `too-many` when digits were guessed at
 */
export async function checkCode(db: Db, attempt: Attempt): Promise<void> {
  try {
    await spendCode(db, attempt);
  } catch (error) {
    // Whoever tries codes has the password already: its owner is told on his account's page.
    if (error instanceof Problem) await noteRefusal(db, attempt.username, attempt.now.toISOString());
    throw error;
  }
}

interface Attempt {
  username: string;
  code: string;
  secret: string;
  now: Date;
}

async function spendCode(db: Db, { username, code, secret, now }: Attempt): Promise<void> {
  if (looksLikeRecoveryCode(code)) return checkRecoveryCode(db, username, code);
  const factor = await findSecondFactor(db, username);
  if (!factor) throw refused('没有这样的验证码');
  if (!(await countTry(db, username, mostTries)))
    throw new Problem(
      'too-many',
      '验证码连续填错次数过多，已不能用验证码登录。请用恢复码，或请区级管理员取消二次验证。',
    );
  const key = unseal(factor.sealedSecret, username, secret);
  if (key === null) throw refused('登记簿换过密钥，验证码已不能核对。请用恢复码，或请区级管理员取消二次验证');
  const step = stepOfCode(key, code.replace(/\s/g, ''), now);
  if (step === null) throw refused('验证码不正确。请看清验证器上最新的 6 位数字，并核对手机的时间');
  if (!(await spendStep(db, username, step))) throw refused('这个验证码已经用过，请等验证器换出下一个');
}

async function checkRecoveryCode(db: Db, username: string, code: string): Promise<void> {
  const hash = await hashOfRecoveryCode(code, await listRecoveryCodes(db, username));
  if (hash === undefined || !(await spendRecoveryCode(db, username, hash)))
    throw refused('恢复码不正确，或已经用过。每个恢复码只能用一次');
  await forgetTries(db, username);
}

const refused = (message: string) => invalid([{ path: 'oneTimeCode', message }]);
