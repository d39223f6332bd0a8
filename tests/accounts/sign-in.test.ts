/** Signing in: what it tells, how it ends, and that nobody else's guesses lock an owner out. */
import { beforeEach, describe, expect, test } from 'vitest';
import { findCredential, putCredential } from '#app/accounts/account.repository.server.ts';
import { changePassword } from '#app/accounts/change-password.server.ts';
import { addAccount, resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import { hashPassword, passwordMatches } from '#app/accounts/password.server.ts';
import { findSession, listSessions } from '#app/accounts/session.repository.server.ts';
import { sessionState } from '#app/accounts/session.rules.ts';
import { signIn, tokenHash } from '#app/accounts/sign-in.server.ts';
import { createThrottle, type SignInThrottle } from '#app/accounts/throttle.server.ts';
import { Problem } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';

const now = new Date('2026-11-24T01:00:00Z');
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const secret = 'a secret for tests';
const password = 'correct horse battery';

let db: Db;
let throttle: SignInThrottle;
let clock: Date;
beforeEach(async () => {
  db = await factsRegister();
  clock = now;
  throttle = createThrottle(db, () => clock);
  await addAccount(
    db,
    { username: 'office', name: '镇办', role: 'town', townCode: '310118102', password },
    { by: null, now },
  );
});

async function attempt(given: { username?: string; password?: string; address?: string; at?: Date } = {}) {
  const admission = await signIn(db, throttle, {
    username: given.username ?? 'office',
    password: given.password ?? password,
    address: given.address ?? '10.0.0.1',
    ...{ device: 'test', secret, now: given.at ?? now },
  });
  return 'token' in admission ? admission.token : '';
}
const problem = async (work: Promise<unknown>): Promise<Problem> => {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(Problem);
  return failure as Problem;
};

describe('a failed sign-in', () => {
  test('does not tell which half was wrong', async () => {
    const wrongName = await problem(attempt({ username: 'nobody' }));
    const wrongPassword = await problem(attempt({ password: 'wrong password' }));
    expect([wrongName.message, wrongName.errors]).toEqual([wrongPassword.message, wrongPassword.errors]);
  });

  test('of a disabled account reads the same', async () => {
    const wrong = await problem(attempt({ password: 'wrong password' }));
    await switchAccount(db, { username: 'office', active: 0, by: 'district', now });
    expect((await problem(attempt())).message).toBe(wrong.message);
  });

  test('repeated, makes its own address wait, and no other', async () => {
    for (let i = 0; i < 5; i += 1) await problem(attempt({ password: 'guess' }));
    expect((await problem(attempt())).kind).toBe('too-many');
    expect(await attempt({ address: '10.0.0.2' })).toBeTypeOf('string');
  });

  test('is counted by every program that serves the register, until its time is over', async () => {
    const other = createThrottle(db, () => clock);
    for (let i = 0; i < 3; i += 1) await problem(attempt({ password: 'guess' }));
    for (let i = 0; i < 2; i += 1) await other.admit('office', '10.0.0.1');
    expect((await problem(attempt())).message).toContain('15 分钟');
    clock = later(0.2);
    expect((await problem(attempt())).message).toContain('3 分钟');
    clock = later(0.3);
    expect(await attempt()).toBeTypeOf('string');
    // What is left: the address, and what was stopped.
    expect(await db.selectFrom('throttle').select('key').execute()).toHaveLength(2);
  });

  test('many at once are not let through together', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, () => problem(attempt({ password: 'guess' }))));
    expect(guesses.filter(({ kind }) => kind === 'too-many')).toHaveLength(7);
  });

  test('with many names from one address makes that address wait', async () => {
    for (let i = 0; i < 60; i += 1) await throttle.admit(`user${i}`, '10.0.0.3');
    expect((await problem(attempt({ address: '10.0.0.3' }))).kind).toBe('too-many');
  });
});

describe('a session', () => {
  const state = async (token: string, at: Date) => {
    const session = await findSession(db, tokenHash(token, secret));
    return session && sessionState(session, at);
  };

  test('ends by itself when idle, and after a day’s work at the latest', async () => {
    const token = await attempt();
    expect(await state(token, later(3.9))).toBe('open');
    expect(await state(token, later(4))).toBe('ended');
    await db
      .updateTable('session')
      .set({ lastSeenAt: later(11.9).toISOString() })
      .execute();
    expect(await state(token, later(11.95))).toBe('open');
    expect(await state(token, later(12))).toBe('ended');
  });

  test('is not opened by what the database holds', async () => {
    const token = await attempt();
    const { tokenHash: stored } = await db.selectFrom('session').select('tokenHash').executeTakeFirstOrThrow();
    expect(stored).not.toContain(token);
    expect(await state(stored, now)).toBeUndefined();
    expect(await findSession(db, tokenHash(token, 'another secret'))).toBeUndefined();
  });

  test('ends at once when its account is disabled or its password reset', async () => {
    const token = await attempt();
    await switchAccount(db, { username: 'office', active: 0, by: 'district', now });
    expect(await state(token, now)).toBe('revoked');
    await switchAccount(db, { username: 'office', active: 1, by: 'district', now });
    const again = await attempt();
    await resetPassword(db, { username: 'office', password: 'a fresh first password', by: 'district', now });
    expect((await db.selectFrom('change').selectAll().orderBy('number', 'desc').executeTakeFirst())?.reason).toContain(
      'office',
    );
    expect(await state(again, now)).toBe('revoked');
  });

  test('elsewhere ends when the password is changed; the own one stays', async () => {
    const own = await attempt();
    const other = await attempt({ address: '10.0.0.9' });
    const change = { username: 'office', next: 'an entirely new password', session: tokenHash(own, secret), now };
    expect((await problem(changePassword(db, { ...change, current: 'wrong' }))).errors[0]?.path).toBe(
      'currentPassword',
    );
    await changePassword(db, { ...change, current: password });
    expect([await state(own, now), await state(other, now)]).toEqual(['open', 'revoked']);
    expect(await listSessions(db, 'office', now.toISOString())).toHaveLength(1);
    expect((await findCredential(db, 'office'))?.mustChange).toBe(0);
  });

  test('remembers the sign-in before this one', async () => {
    await attempt();
    await attempt({ at: later(1) });
    const credential = await findCredential(db, 'office');
    expect([credential?.previousSignInAt, credential?.lastSignInAt]).toEqual([
      now.toISOString(),
      later(1).toISOString(),
    ]);
  });
});

describe('managing accounts', () => {
  test('is recorded, and a taken name leaves no trace', async () => {
    const before = (await chainHead(db)).number;
    const twin = { username: 'office', name: '又一个', role: 'viewer', townCode: null, password } as const;
    expect((await problem(addAccount(db, twin, { by: 'district', now }))).errors[0]?.path).toBe('username');
    expect((await chainHead(db)).number).toBe(before);
    expect((await findCredential(db, 'office'))?.mustChange).toBe(1);
  });

  test('nobody shuts himself out', async () => {
    const own = switchAccount(db, { username: 'office', active: 0, by: 'office', now });
    expect((await problem(own)).kind).toBe('forbidden');
  });
});

describe('a first password', () => {
  const inDays = (days: number) => later(24 * days);
  const reset = (at: Date) =>
    resetPassword(db, { username: 'office', password: 'a fresh first password', by: 'district', now: at });

  test('lets its owner in for thirty days; then he is told why it does not, and whom to ask', async () => {
    expect(await attempt({ at: inDays(29.9) })).toBeTypeOf('string');
    const late = await problem(attempt({ at: inDays(30) }));
    expect(late.message).toContain('30 天内有效，现已过期。请联系区级管理员');
    expect((await problem(attempt({ password: 'wrong password', at: inDays(30) }))).message).not.toContain('过期');
    await reset(inDays(31));
    expect(await attempt({ password: 'a fresh first password', at: inDays(60) })).toBeTypeOf('string');
    expect((await problem(attempt({ password: 'a fresh first password', at: inDays(61) }))).message).toContain('过期');
  });

  test('of the owner’s own choice does not run out', async () => {
    const next = 'an entirely new password';
    await changePassword(db, { username: 'office', current: password, next, session: '', now });
    expect(await attempt({ password: next, at: inDays(4000) })).toBeTypeOf('string');
  });
});

describe('a right password that would be guessed early', () => {
  const chosen = async (weak: string) => {
    const passwordHash = await hashPassword(weak);
    await putCredential(db, { username: 'office', passwordHash, changedAt: now.toISOString(), firstUntil: null });
  };
  const owed = async () => (await findCredential(db, 'office'))?.mustChange;

  test.each(['password2025', 'office-310118', 'qingxi123'])('%s lets in, to change it', async (weak) => {
    await chosen(weak);
    await problem(attempt({ password: 'wrong password' }));
    expect(await owed()).toBe(0);
    expect(await attempt({ password: weak })).toBeTypeOf('string');
    expect(await owed()).toBe(1);
    const next = 'seven frogs in rice';
    await changePassword(db, { username: 'office', current: weak, next, session: '', now });
    await attempt({ password: next });
    expect(await owed()).toBe(0);
  });

  test('is let alone where it is the demonstration’s', async () => {
    db = await demoRegister();
    throttle = createThrottle(db, () => clock);
    expect(await attempt({ username: 'jinze', password: 'qingxi-demo-2025', at: later(24 * 4000) })).toBeTypeOf(
      'string',
    );
    expect((await findCredential(db, 'jinze'))?.mustChange).toBe(0);
  });
});

test('passwords are kept as argon2id, and an absent hash never matches', async () => {
  const hash = await hashPassword(password);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await passwordMatches(hash, password)).toBe(true);
  expect(await passwordMatches(undefined, 'nobody has this password')).toBe(false);
});
