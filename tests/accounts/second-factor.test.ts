/** The second factor: its codes by the RFC's own numbers, each good for once, and what a stolen database gives away. */
import { beforeEach, describe, expect, test } from 'vitest';
import { mostTries } from '#app/accounts/check-code.server.ts';
import { addAccount, resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import {
  beginSecondFactor,
  secondFactorState,
  takeOffSecondFactor,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '#app/accounts/manage-second-factor.server.ts';
import { findSecondFactor } from '#app/accounts/second-factor.repository.server.ts';
import { listSessions } from '#app/accounts/session.repository.server.ts';
import { finishSignIn, signIn } from '#app/accounts/sign-in.server.ts';
import { createThrottle, type SignInThrottle } from '#app/accounts/throttle.server.ts';
import { base32, codeAt, stepOfCode } from '#app/accounts/totp.server.ts';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { Problem } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { bytesOf, codeOf } from '#tests/support/authenticator.ts';
import { factsRegister } from '#tests/support/database.ts';

const now = new Date('2026-11-24T01:00:10Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const secret = 'a secret for tests';
const password = 'correct horse battery';
const username = 'office';

describe('a code', () => {
  const seed = Buffer.from('12345678901234567890');

  // RFC 6238, appendix B, SHA-1.
  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('at second %i is the RFC’s', (second, code) => {
    expect(codeAt(seed, Math.floor(second / 30), 8)).toBe(code);
  });

  test('fits in its half minute and the one to either side', () => {
    const step = Math.floor(now.getTime() / 30_000);
    const fits = (offset: number) => stepOfCode(seed, codeAt(seed, step + offset), now);
    expect([-2, -1, 0, 1, 2].map(fits)).toEqual([null, step - 1, step, step + 1, null]);
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '一二三四五六', '\u0000'])(
    'that is none (%j) is refused in peace',
    (code) => {
      expect(stepOfCode(seed, code, now)).toBeNull();
    },
  );

  test('is made from a secret as RFC 4648 writes it', () => {
    expect(base32(Buffer.from('foobar'))).toBe('MZXW6YTBOI');
    expect(Buffer.from(bytesOf('MZXW6YTBOI')).toString()).toBe('foobar');
  });
});

let db: Db;
let throttle: SignInThrottle;
beforeEach(async () => {
  db = await factsRegister();
  throttle = createThrottle(db, () => now);
  await addAccount(db, { username, name: '镇办', role: 'town', townCode: '310118102', password }, { by: null, now });
});

const owner = { username, secret };
const from = (address = '10.0.0.1', at = now) => ({ address, device: 'test', secret, now: at });
const withPassword = (at = now) => signIn(db, throttle, { username, password, ...from(undefined, at) });

async function ticket(at = now): Promise<string> {
  const admission = await withPassword(at);
  if (!('ticket' in admission)) throw new Error('a password alone was enough');
  return admission.ticket;
}
const finish = async (code: string, at = now, address?: string) =>
  finishSignIn(db, throttle, { ticket: await ticket(at), code, ...from(address, at) });

/** Turns it on as its owner would, at `now`; gives the secret and the recovery codes. */
async function turnOn(): Promise<{ key: string; codes: string[] }> {
  await beginSecondFactor(db, { ...owner, now, password });
  const state = await secondFactorState(db, owner);
  if (state.kind !== 'started') throw new Error(state.kind);
  const codes = await turnOnSecondFactor(db, { ...owner, now, code: codeOf(state.key, now), session: '' });
  return { key: state.key, codes };
}

async function problem(work: Promise<unknown>): Promise<Problem> {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Problem);
  return failure as Problem;
}

describe('an account with a second factor', () => {
  test('is asked for it only once a first code has shown that the authenticator is connected', async () => {
    await beginSecondFactor(db, { ...owner, now, password });
    expect(await withPassword()).toHaveProperty('token');
    const state = await secondFactorState(db, owner);
    if (state.kind !== 'started') throw new Error(state.kind);
    await problem(turnOnSecondFactor(db, { ...owner, now, code: '000000', session: '' }));
    expect(await withPassword()).toHaveProperty('token');
    const codes = await turnOnSecondFactor(db, { ...owner, now, code: codeOf(state.key, now), session: '' });
    expect(new Set(codes).size).toBe(10);
    expect(await secondFactorState(db, owner)).toEqual({ kind: 'on', since: now.toISOString(), recoveryCodes: 10 });
    expect(await listSessions(db, username, now.toISOString())).toEqual([]);
    expect(await withPassword()).not.toHaveProperty('token');
  });

  test('opens with a code, and with the same code never again', async () => {
    const { key } = await turnOn();
    expect((await problem(finish(codeOf(key, now)))).errors[0]?.message).toContain('已经用过');
    const code = codeOf(key, later(30));
    const both = await Promise.allSettled([finish(code, later(30)), finish(code, later(30))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await problem(finish(codeOf(key, now), later(40)));
  });

  test('keeps for its owner when a code was refused: a wrong one, and one that was used', async () => {
    const refusedAt = async () => (await findSecondFactor(db, username))?.refusedAt;
    const { key, codes } = await turnOn();
    expect(await refusedAt()).toBeNull();
    const tries = [
      () => finish('000000', later(1)),
      () => finish(codeOf(key, now), later(2)),
      () => finish('abcd-abcd-abcd', later(3)),
    ];
    for (const [index, wrong] of tries.entries()) {
      await problem(wrong());
      expect(await refusedAt()).toBe(later(index + 1).toISOString());
    }
    await finish(codes[0] ?? '', later(60));
    expect(await refusedAt()).toBe(later(3).toISOString());
  });

  test('opens with each recovery code once', async () => {
    const { codes } = await turnOn();
    const [first = '', second = ''] = codes;
    const both = await Promise.allSettled([finish(first), finish(first)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await problem(finish(first));
    expect(await finish(second.toUpperCase().replaceAll('-', ' '))).toBeTypeOf('string');
    expect(await secondFactorState(db, owner)).toMatchObject({ recoveryCodes: 8 });
  });

  test('cannot be guessed at from many addresses, and its owner still comes in', async () => {
    const { key, codes } = await turnOn();
    for (let i = 0; i < mostTries; i += 1) await problem(finish('000000', now, `10.1.${i}.1`));
    expect((await problem(finish(codeOf(key, later(60)), later(60), '10.2.0.1'))).kind).toBe('too-many');
    expect(await finish(codes[0] ?? '', later(60), '10.2.0.2')).toBeTypeOf('string');
    expect(await finish(codeOf(key, later(60)), later(60), '10.2.0.2')).toBeTypeOf('string');
  });

  test('makes an address wait that guesses, however often its password was right', async () => {
    await turnOn();
    const guesses: string[] = [];
    for (let i = 0; i < 6; i += 1) guesses.push((await problem(finish('000000'))).kind);
    expect(guesses).toEqual([...Array(5).fill('invalid'), 'too-many']);
  });

  test('gives nothing to a ticket that is forged, old, or from before a new password', async () => {
    const { key } = await turnOn();
    const good = await ticket();
    const at = later(60);
    const use = (value: string, when = at) =>
      finishSignIn(db, throttle, { ticket: value, code: codeOf(key, when), ...from(undefined, when) });
    expect(
      (await problem(use(good.replace(/\.(.)([\w-]{42})$/, (_, sign, rest) => `.${sign === 'A' ? 'B' : 'A'}${rest}`))))
        .kind,
    ).toBe('not-signed-in');
    expect((await problem(use(good.replace('office', 'district')))).kind).toBe('not-signed-in');
    expect((await problem(use(good, later(301)))).kind).toBe('not-signed-in');
    await switchAccount(db, { username, active: 0, by: null, now });
    expect((await problem(use(good))).kind).toBe('not-signed-in');
    await switchAccount(db, { username, active: 1, by: null, now });
    await resetPassword(db, { username, password: 'a fresh first password', by: null, now });
    expect((await problem(use(good))).kind).toBe('not-signed-in');
  });

  test('is turned off by its owner with both factors alone', async () => {
    const { key, codes } = await turnOn();
    const at = later(60);
    const off = (given: { password?: string; code?: string }) =>
      turnOffSecondFactor(db, { ...owner, now: at, password, code: codeOf(key, at), ...given });
    expect((await problem(off({ password: 'wrong' }))).errors[0]?.path).toBe('currentPassword');
    expect((await problem(off({ code: '000000' }))).errors[0]?.path).toBe('oneTimeCode');
    expect((await problem(beginSecondFactor(db, { ...owner, now, password }))).kind).toBe('conflict');
    await off({ code: codes[0] });
    expect(await withPassword(at)).toHaveProperty('token');
  });

  test('loses it to another account of the district, which is history; not to itself', async () => {
    await turnOn();
    const { number } = await chainHead(db);
    expect((await problem(takeOffSecondFactor(db, { username, by: username, now }))).kind).toBe('forbidden');
    expect(await takeOffSecondFactor(db, { username, by: 'district', now })).toBe(number + 1);
    const change = await db
      .selectFrom('change')
      .selectAll()
      .where('number', '=', number + 1)
      .executeTakeFirst();
    expect(change).toMatchObject({
      kind: 'account-amend',
      account: 'district',
      reason: expect.stringContaining(username),
    });
    expect(await withPassword()).toHaveProperty('token');
    const undo = { number: number + 1, account: 'district', reason: null, at: now };
    expect((await problem(undoChange(db, undo, async () => {}))).kind).toBe('conflict');
    expect(await db.selectFrom('recoveryCode').selectAll().execute()).toEqual([]);
  });
});

describe('a stolen database', () => {
  test('tells neither the secret nor a recovery code, without the session secret', async () => {
    const { key, codes } = await turnOn();
    const rows = JSON.stringify([
      await db.selectFrom('secondFactor').selectAll().execute(),
      await db.selectFrom('recoveryCode').selectAll().execute(),
    ]);
    for (const told of [key, Buffer.from(bytesOf(key)).toString('base64'), ...codes]) expect(rows).not.toContain(told);
  });

  test('opens no account with a secret that was moved to it from another', async () => {
    const { key } = await turnOn();
    await addAccount(
      db,
      { username: 'rival', name: '甲', role: 'viewer', townCode: null, password },
      { by: null, now },
    );
    await db
      .insertInto('secondFactor')
      .columns(['username', 'sealedSecret', 'startedAt', 'confirmedAt', 'lastStep', 'failures'])
      .expression((eb) =>
        eb
          .selectFrom('secondFactor')
          .select([eb.val('rival').as('username'), 'sealedSecret', 'startedAt', 'confirmedAt', 'lastStep', 'failures']),
      )
      .execute();
    const admission = await signIn(db, throttle, { username: 'rival', password, ...from() });
    if (!('ticket' in admission)) throw new Error('no code was asked for');
    const at = later(60);
    await problem(
      finishSignIn(db, throttle, { ticket: admission.ticket, code: codeOf(key, at), ...from(undefined, at) }),
    );
  });

  test('after the session secret was changed, recovery codes still open', async () => {
    const { key, codes } = await turnOn();
    const rotated = 'another secret for tests';
    const at = later(60);
    const enter = async (code: string) => {
      const admission = await signIn(db, throttle, { username, password, ...from(undefined, at), secret: rotated });
      if (!('ticket' in admission)) throw new Error('no code was asked for');
      return finishSignIn(db, throttle, { ticket: admission.ticket, code, ...from(undefined, at), secret: rotated });
    };
    expect((await problem(enter(codeOf(key, at)))).errors[0]?.message).toContain('换过密钥');
    expect(await enter(codes[0] ?? '')).toBeTypeOf('string');
  });
});
