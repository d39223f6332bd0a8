/** Signing in with two factors over HTTP, as a browser without scripts does, and what stays shut in between. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpSecondFactor } from '#tests/support/second-factor.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const password = 'qingxi-demo-2025';
let server: Server;
beforeAll(async () => {
  server = await startServer({ DISTRICT_SECOND_FACTOR: 'required' });
});
afterAll(() => server.stop());

const at = (path: string) => server.url + path;
const location = (response: Response) => response.headers.get('location');

/** The cookies that an answer leaves a browser with, by name; what was taken away is empty. */
const cookiesOf = (response: Response) =>
  new Map(response.headers.getSetCookie().map((cookie) => [cookie.split('=')[0] ?? '', cookie]));
const sent = (cookie = '') => cookie.split(';')[0] ?? '';

const setUp = (cookie: string) => setUpSecondFactor(server.url, cookie);

describe('an account of the district, where the setting requires a second factor', () => {
  let cookie: string;
  beforeAll(async () => {
    cookie = await signIn(server.url, 'district');
  });

  test.each([
    '/',
    '/villages',
    '/desk',
    '/admin/accounts',
    '/changes',
    '/account/tokens',
    '/account/calendar',
    '/api/v1/changes',
  ])('sees %s only after it was set up', async (path) => {
    const response = await get(at(path), cookie);
    expect([response.status, location(response)]).toEqual([302, '/account/second-factor']);
  });

  test('writes nothing before', async () => {
    const wrote = await post(at('/admin/accounts'), { intent: 'disable', username: 'jinze' }, cookie);
    expect(location(wrote)).toBe('/account/second-factor');
    const token = await post(
      at('/account/tokens'),
      { intent: 'make', name: 'x', scope: 'changes', days: '30' },
      cookie,
    );
    expect(location(token)).toBe('/account/second-factor');
  });

  test('is told why, may sign out, and goes on once it is set up', async () => {
    expect(await (await get(at('/account/second-factor'), cookie)).text()).toContain('请先开启二次验证');
    const { codes } = await setUp(cookie);
    expect(codes).toHaveLength(10);
    expect((await get(at('/desk'), cookie)).status).toBe(200);
  });
});

test('nobody else is asked for one', async () => {
  const cookie = await signIn(server.url, 'viewer');
  expect((await get(at('/desk'), cookie)).status).toBe(200);
});

describe('signing in with a code', () => {
  let codes: string[];
  const first = () => post(at('/login'), { username: 'jinze', password, next: '/titles?stage=named' });

  beforeAll(async () => {
    ({ codes } = await setUp(await signIn(server.url, 'jinze')));
  });

  test('a password alone opens no session', async () => {
    const answer = await first();
    expect(location(answer)).toBe('/login/code?next=%2Ftitles%3Fstage%3Dnamed');
    expect([...cookiesOf(answer).keys()]).toEqual(['register-ticket']);
    const ticket = sent(cookiesOf(answer).get('register-ticket'));
    expect(cookiesOf(answer).get('register-ticket')).toMatch(/HttpOnly; SameSite=Lax/i);
    expect(location(await get(at('/desk'), ticket))).toMatch(/^\/login/);
    // Nor does the ticket in the place of the session's token.
    expect(location(await get(at('/desk'), ticket.replace('register-ticket', 'register')))).toMatch(/^\/login/);
    const page = await get(at('/login/code?next=/titles'), ticket);
    expect(await page.text()).toContain('one-time-code');
  });

  test('a wrong code keeps the way and not the code; a right one leads on', async () => {
    const ticket = sent(cookiesOf(await first()).get('register-ticket'));
    const wrong = await post(at('/login/code'), { oneTimeCode: 'abcd-abcd-abcd', next: '/titles' }, ticket);
    const told = await wrong.text();
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([422, []]);
    expect(told).toContain('恢复码不正确');
    expect(told).toContain('value="/titles"');
    expect(told).not.toContain('abcd-abcd-abcd');
    const right = await post(at('/login/code'), { oneTimeCode: codes[0] ?? '', next: '/titles' }, ticket);
    expect(location(right)).toBe('/titles');
    expect(cookiesOf(right).get('register-ticket')).toMatch(/Max-Age=0/);
    const session = sent(cookiesOf(right).get('register'));
    expect(await (await get(at('/desk'), session)).text()).toContain('开启二次验证');
    expect(await (await get(at('/account'), session)).text()).toContain('最近一次验证码没有通过');
    for (const outcome of ['invalid', 'passed'])
      await expect.poll(() => server.log()).toContain(`"gate":"code","outcome":"${outcome}"`);
  });

  test('leads to no other site', async () => {
    const ticket = sent(cookiesOf(await first()).get('register-ticket'));
    const right = await post(at('/login/code'), { oneTimeCode: codes[1] ?? '', next: '//evil.example/' }, ticket);
    expect(location(right)).toBe('/desk');
  });

  test('without a ticket leads back to the password', async () => {
    for (const ticket of ['', 'register-ticket=Im5vbnNlbnNlIg%3D%3D', 'register-ticket=%00'])
      expect(location(await post(at('/login/code'), { oneTimeCode: codes[2] ?? '' }, ticket))).toBe('/login');
    expect(location(await get(at('/login/code')))).toBe('/login');
  });

  test('is no longer asked for once the district has taken a lost one off', async () => {
    const district = await signIn(server.url, 'district2');
    const { codes: own } = await setUp(district);
    expect(own).toHaveLength(10);
    expect(await (await get(at('/admin/accounts'), district)).text()).toContain('取消二次验证');
    const taken = await post(at('/admin/accounts'), { intent: 'take-off-factor', username: 'jinze' }, district);
    expect(location(taken)).toMatch(/saved=\d+/);
    expect(location(await first())).toBe('/titles?stage=named');
  });
});
