/** What a new password may be, wherever one is chosen; who has an older one goes on. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { AddAccount, ChangePassword, newPassword } from '#app/accounts/account.schema.ts';
import { changePassword } from '#app/accounts/change-password.server.ts';
import { addAccount, resetPassword } from '#app/accounts/manage-account.server.ts';
import { refuseGuessable } from '#app/accounts/new-password.server.ts';
import { strengthOf } from '#app/accounts/password.rules.ts';
import { hashPassword } from '#app/accounts/password.server.ts';
import { signIn } from '#app/accounts/sign-in.server.ts';
import { createThrottle } from '#app/accounts/throttle.server.ts';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import type { Db } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';

const now = new Date('2026-11-29T01:00:00Z');
const own = ['lianhu-office', '金泽镇农业农村办'];
const refused = { kind: 'invalid', errors: [{ path: 'password', message: expect.stringContaining('太常见') }] };
const asked = (password: string) => refuseGuessable(password, own, 'password');

describe('a password that is guessed early', () => {
  test.each([
    ...['administrator', '1q2w3e4r5t6y', 'unbelievable', 'Password2025!!', '2025--P@ssw0rd', 'passwordpassword'],
    ...['PASSWORD——2025', 'ｐａｓｓｗｏｒｄ2025', 'woaini@5201314', 'aaaaaaaaaaaa', 'abc123abc123', 'abcdefghijkl'],
    ...[
      'lkjhgfdsapoi',
      '098765432109',
      'Qingxi-demo-2025',
      'qingxi_jinze_2025',
      'lianhu@20251129',
      '金泽镇农业农村办2026',
    ],
    ...['青西登记簿2025年11月', 'office-lianhu-01'],
  ])('%s is refused in words', async (password) => {
    await expect(asked(password)).rejects.toMatchObject(refused);
  });

  test('is found in whatever disguise of case, repetition, digits and marks', async () => {
    const word = fc.constantFrom('password', 'dragon', 'woaini', 'football', 'lianhu', '青西');
    const around = fc.string({ unit: fc.constantFrom(...'0123456789-_!@# '), maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(word, around, around, fc.boolean(), async (core, before, after, loud) => {
        const password = `${before}${loud ? core.toUpperCase() : core}${after}`;
        await expect(asked(password)).rejects.toMatchObject(refused);
        await expect(asked(password.repeat(2))).rejects.toMatchObject(refused);
      }),
    );
  });

  test.each([
    ...[
      'correct horse battery',
      '青蛙 雨伞 石桥 算盘一起',
      'seven frogs in rice',
      '839284755912',
      'the registry of old bridges',
    ],
  ])('%s is none', async (password) => {
    await expect(asked(password)).resolves.toBeUndefined();
  });

  test('letters by chance are none', async () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghjkmnpqrstuvwxyz23456789'),
      minLength: 12,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        letters.filter((text) => /[a-z]{2}.*\d.*[a-z]{2}.*\d.*[a-z]/.test(text) && new Set(text).size > 8),
        asked,
      ),
    );
  });
});

describe('the meter', () => {
  const around = fc.string({ unit: fc.constantFrom(...'0123456789-_!@# 蛙伞桥'), maxLength: 12 });
  const word = fc.constantFrom('', 'dragon', 'lianhu', '青西', 'correct horse', 'abc123', 'seven frogs in rice');
  const typed = fc
    .tuple(around, word, around, fc.constantFrom(1, 2, 12))
    .map(([before, core, after, times]) => (before + core + after).repeat(times));
  const isRefused = async (password: string) => {
    const { success } = newPassword('').safeParse(password);
    return (
      !success ||
      (await asked(password).then(
        () => false,
        () => true,
      ))
    );
  };

  test('refuses nothing that would be taken, and passes nothing for another reason than the list', async () => {
    await fc.assert(
      fc.asyncProperty(typed, async (password) => {
        const { kind } = strengthOf(password, own);
        if (kind !== 'passes' && kind !== 'ample') expect(await isRefused(password)).toBe(true);
        else expect(newPassword('').safeParse(password).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['', { kind: 'short', missing: 12 }],
    ['seven frogs', { kind: 'short', missing: 1 }],
    ['seven frogs!', { kind: 'passes' }],
    ['seven frogs in a field', { kind: 'ample' }],
    // Said twice, it is as long as said once.
    ['seven frogs!seven frogs!', { kind: 'passes' }],
    ['lianhu@20251129', { kind: 'guessable' }],
    ['abcdefghijklmnop', { kind: 'guessable' }],
    ['x'.repeat(130), { kind: 'long', surplus: 2 }],
    // Only the server knows the list, so this may not be called good: see the words of the meter.
    ['Password2025!!', { kind: 'passes' }],
  ])('%s', (password, strength) => {
    expect(strengthOf(password, own)).toEqual(strength);
  });
});

describe('wherever one is chosen', () => {
  let db: Db;
  beforeEach(async () => {
    db = await factsRegister();
  });
  const account = { username: 'jinze', name: '金泽镇', role: 'town', townCode: '310118104' } as const;
  const by = { by: null, now };
  const good = 'seven frogs in rice';
  const common = 'Password2025!!';

  test('the district’s forms and the command line refuse it', async () => {
    await expect(addAccount(db, { ...account, password: common }, by)).rejects.toMatchObject(refused);
    await addAccount(db, { ...account, password: good }, by);
    await expect(resetPassword(db, { username: 'jinze', password: '金泽镇20261129', ...by })).rejects.toMatchObject(
      refused,
    );
  });

  test('its owner is told at the field, and only after the present one was right', async () => {
    await addAccount(db, { ...account, password: good }, by);
    const change = { username: 'jinze', current: good, next: common, session: '', now };
    await expect(changePassword(db, change)).rejects.toMatchObject({ errors: [{ path: 'newPassword' }] });
    await expect(changePassword(db, { ...change, current: 'x' })).rejects.toMatchObject({
      errors: [{ path: 'currentPassword' }],
    });
  });

  test('who asks to join is told, too, and nothing waits', async () => {
    const wish = {
      ...{
        kind: 'family-farm',
        name: '莲湖农场',
        creditCode: '',
        townCode: '310118104',
        person: '甲',
        phone: '13812345678',
      },
      ...{ username: 'lianhu-farm', password: 'lianhu-2026-farm', repeatPassword: 'lianhu-2026-farm', consent: 'on' },
    };
    await expect(askToJoin(db, AskToJoin.parse(wish), { now })).rejects.toMatchObject(refused);
    expect(await db.selectFrom('joinRequest').select('id').execute()).toEqual([]);
  });

  test('it has 12 to 128 characters, of any kind', () => {
    const added = (password: string) => AddAccount.safeParse({ ...account, password }).success;
    expect([11, 12, 128, 129].map((length) => added('长'.repeat(length)))).toEqual([false, true, true, false]);
    const changed = (next: string) =>
      ChangePassword.safeParse({ currentPassword: 'x', newPassword: next, repeatPassword: next }).success;
    expect([changed('short of 12'), changed(' 空 格 \u{1f438} frogs')]).toEqual([false, true]);
  });

  test('who chose a shorter one before still comes in', async () => {
    await addAccount(db, { ...account, password: good }, by);
    const passwordHash = await hashPassword('ten of old');
    await db.updateTable('credential').set({ passwordHash }).execute();
    const attempt = { username: 'jinze', password: 'ten of old', address: '192.0.2.1', device: null, secret: 's', now };
    expect(
      await signIn(
        db,
        createThrottle(db, () => now),
        attempt,
      ),
    ).toHaveProperty('token');
  });
});
