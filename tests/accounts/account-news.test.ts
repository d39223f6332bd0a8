/** What an owner is told of his account when he signs in. */
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { type AccountFacts, accountNews } from '#app/accounts/account-news.rules.ts';
import { changePassword } from '#app/accounts/change-password.server.ts';
import { deviceWords } from '#app/accounts/device-words.rules.ts';
import { addAccount, resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import {
  beginSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  takeOffSecondFactor,
  turnOffSecondFactor,
  turnOnSecondFactor,
} from '#app/accounts/manage-second-factor.server.ts';
import { readAccountNews } from '#app/accounts/read-account-news.server.ts';
import { signIn } from '#app/accounts/sign-in.server.ts';
import { createThrottle } from '#app/accounts/throttle.server.ts';
import type { Db } from '#db/client.server.ts';
import { codeOf } from '#tests/support/authenticator.ts';
import { factsRegister } from '#tests/support/database.ts';

const begun = new Date('2026-11-24T01:00:00Z');
const after = (minutes: number) => new Date(begun.getTime() + minutes * 60_000);
const days = (count: number) => count * 24 * 60;
const secret = 'a secret for tests';
const password = 'correct horse battery';
const username = 'office';
const computer = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36';
const telephone = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36';

let db: Db;
beforeEach(async () => {
  db = await factsRegister();
  const account = { name: '镇办', role: 'town', townCode: '310118102', password } as const;
  await addAccount(
    db,
    { ...account, username: 'district', name: '区里', role: 'district', townCode: null },
    by(null, 0),
  );
  await addAccount(db, { ...account, username }, by(null, 0));
});
const by = (name: string | null, minutes: number) => ({ by: name, now: after(minutes) });

async function signsIn(minutes: number, device = computer, typed = password) {
  const throttle = createThrottle(db, () => after(minutes));
  const from = { address: '10.0.0.1', device, secret, now: after(minutes) };
  await signIn(db, throttle, { username, password: typed, ...from });
}
/** In words: what happened, and how many minutes after the beginning. */
async function toldAt(minutes: number) {
  const news = await readAccountNews(db, username, after(minutes).toISOString());
  return news.map(({ at, ...each }) => {
    const what =
      each.kind === 'amended' ? `${each.by}: ${each.what}` : each.kind === 'device' ? each.device : each.kind;
    return `${(Date.parse(at) - begun.getTime()) / 60_000} ${what}`;
  });
}
async function codeAt(minutes: number) {
  const state = await secondFactorState(db, { username, secret });
  if (state.kind === 'started') key = state.key;
  return codeOf(key, after(minutes));
}
let key = '';

test('a new account has no news', async () => {
  await signsIn(1);
  expect(await toldAt(1)).toEqual([]);
});

test('a password that he chose is told from the next sign-in on, for fourteen days', async () => {
  await signsIn(1);
  const change = { username, current: password, next: 'seven frogs in a field', session: '', now: after(5) };
  await changePassword(db, change);
  expect(await toldAt(5)).toEqual([]);
  expect(await toldAt(6)).toEqual(['5 password']);
  expect(await toldAt(5 + days(14))).toEqual(['5 password']);
  expect(await toldAt(6 + days(14))).toEqual([]);
});

test('what the district did to the account is told with its name, and nobody else is', async () => {
  await resetPassword(db, { username, password: 'seven frogs in a field', ...by('district', 2) });
  await switchAccount(db, { username, active: 0, ...by('district', 3) });
  await switchAccount(db, { username, active: 1, ...by('district', 4) });
  expect(await toldAt(9)).toEqual(['4 区里: null', '3 区里: null', '2 区里: 重设office的密码']);
  expect(await readAccountNews(db, 'district', after(9).toISOString())).toEqual([]);
});

test('every step of a second factor is told', async () => {
  const owner = (minutes: number) => ({ username, secret, now: after(minutes), password });
  await beginSecondFactor(db, owner(1));
  await turnOnSecondFactor(db, { ...owner(1), code: await codeAt(1), session: '' });
  await renewRecoveryCodes(db, { ...owner(2), code: await codeAt(2) });
  await turnOffSecondFactor(db, { ...owner(3), code: await codeAt(3) });
  await beginSecondFactor(db, owner(4));
  await turnOnSecondFactor(db, { ...owner(4), code: await codeAt(4), session: '' });
  await takeOffSecondFactor(db, { username, by: 'district', now: after(5) });
  const own = ['4 镇办: 开启二次验证', '3 镇办: 关闭二次验证', '2 镇办: 换一批恢复码', '1 镇办: 开启二次验证'];
  expect(await toldAt(9)).toEqual(['5 区里: 取消office的二次验证', ...own]);
});

test('a kind of device that was never used is told at the next sign-in, also where it had read the news itself', async () => {
  await signsIn(1);
  await signsIn(2);
  await signsIn(3, telephone);
  await signsIn(4, telephone);
  expect(await toldAt(3)).toEqual([]);
  expect(await toldAt(5)).toEqual(['3 安卓设备']);
});

test.each([
  [computer, 'Windows 电脑'],
  [telephone, '安卓设备'],
  ['Mozilla/5.0 (Linux; Android 12; HarmonyOS; ELS-AN00) AppleWebKit/537.36', '鸿蒙设备'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15', '苹果手机'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 'Linux 电脑'],
  [null, '其他设备'],
])('%s is called %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});

const instant = fc.date({ min: begun, max: after(days(40)), noInvalidDate: true }).map((date) => date.toISOString());
const anyFacts: fc.Arbitrary<AccountFacts> = fc.record({
  passwordChosenAt: fc.option(instant),
  amendments: fc.array(fc.record({ at: instant, by: fc.constant('区里'), what: fc.constant('停用') })),
  devices: fc.array(fc.record({ device: fc.constantFrom(computer, telephone, null), firstAt: instant })),
});

test('news are of the days before the sign-in, newest first, and never forget an amendment of theirs', () => {
  fc.assert(
    fc.property(anyFacts, instant, (facts, signedInAt) => {
      const times = accountNews(facts, signedInAt).map(({ at }) => at);
      expect(times).toEqual(times.toSorted().toReversed());
      const from = new Date(Date.parse(signedInAt) - days(14) * 60_000).toISOString();
      expect(times.every((at) => from <= at && at < signedInAt)).toBe(true);
      const amended = facts.amendments.filter(({ at }) => from <= at && at < signedInAt);
      expect(accountNews(facts, signedInAt).filter(({ kind }) => kind === 'amended')).toHaveLength(amended.length);
    }),
  );
});
