/** What the log of the running program says of those who come in, try to, or are refused: enough to see, and nobody's data. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

type Entry = Record<'gate' | 'outcome' | 'account' | 'from' | 'of' | 'permission' | 'msg', string | undefined>;
const entries = () =>
  server
    .log()
    .split('\n')
    .filter((line) => line.includes('"security"'))
    .map((line): Entry => JSON.parse(line));

/** What is newly said, once so much of it is there: the log is written by the page. */
async function saidBy(work: () => Promise<unknown>, count: number): Promise<Entry[]> {
  const before = entries().length;
  await work();
  await expect.poll(() => entries().length - before).toBe(count);
  return entries().slice(before);
}

const attempt = (username: string, password: string) => post(`${server.url}/login`, { username, password });

test('a failed sign-in, a throttled one and a right one are told apart, and whose they are is known again', async () => {
  const said = await saidBy(async () => {
    for (let tries = 0; tries < 6; tries += 1) await attempt('jinze', 'a wrong guess');
    await attempt('JINZE', 'a wrong guess');
    await attempt('liantang', 'qingxi-demo-2025');
    await attempt('nobody-here', 'a wrong guess');
  }, 9);
  expect(said.map(({ gate, outcome }) => `${gate} ${outcome}`)).toEqual([
    ...Array.from({ length: 5 }, () => 'password invalid'),
    ...['password too-many', 'password too-many', 'password passed', 'password invalid'],
  ]);
  expect(new Set(said.slice(0, 7).map(({ account }) => account)).size).toBe(1);
  expect(new Set(said.map(({ account }) => account)).size).toBe(3);
  expect(new Set(said.map(({ from }) => from)).size).toBe(1);
  for (const { account, from } of said)
    expect([account, from]).toEqual(Array(2).fill(expect.stringMatching(/^[\w-]{12}$/)));
});

test('what is refused to somebody is noted with the right that was asked for', async () => {
  const coop = await signIn(server.url, 'coop');
  const said = await saidBy(async () => {
    await get(`${server.url}/admin/accounts`, coop);
    await get(`${server.url}/imports`, coop);
    await fetch(`${server.url}/api/v1/changes`, { headers: { authorization: 'Bearer guessed' } });
  }, 4);
  expect(said[0]).toMatchObject({ gate: 'password', outcome: 'passed' });
  expect(said.slice(1)).toMatchObject([
    { gate: 'access', outcome: 'hidden', permission: 'accounts.manage', account: said[0]?.account },
    { gate: 'access', outcome: 'forbidden', permission: expect.stringContaining('import'), account: said[0]?.account },
    { gate: 'token', outcome: 'not-signed-in' },
  ]);
});

test('a wrong present password and a new one are noted', async () => {
  const cookie = await signIn(server.url, 'viewer');
  const change = (currentPassword: string) => {
    const next = 'seven frogs in rice';
    return post(`${server.url}/account`, { currentPassword, newPassword: next, repeatPassword: next }, cookie);
  };
  const said = await saidBy(async () => {
    await change('a wrong guess');
    await change('qingxi-demo-2025');
    await post(`${server.url}/account/second-factor`, { intent: 'begin', currentPassword: 'a wrong guess' }, cookie);
  }, 4);
  expect(said.slice(-3).map(({ gate, outcome }) => `${gate} ${outcome}`)).toEqual([
    ...['new-password invalid', 'new-password passed', 'second-factor invalid'],
  ]);
});

test('no line holds a name, an address or what was typed', () => {
  expect(entries().length).toBeGreaterThan(15);
  expect(server.log()).not.toMatch(
    /jinze|liantang|coop|viewer|nobody-here|127\.0\.0\.1|wrong guess|qingxi-demo|guessed/i,
  );
});

test('an office that reads a producer’s contact is noted, with whose it was; the producer itself is not', async () => {
  const coop = await signIn(server.url, 'coop');
  const town = await signIn(server.url, 'zhujiajiao');
  const page = `${server.url}/producers/demo-coop`;
  expect(await (await get(page, coop)).text()).toContain('联系人');
  const contacts = () => entries().filter(({ gate }) => gate === 'contact');
  expect(await (await get(page, town)).text()).toContain('联系人');
  await get(`${page}/edit`, town);
  await get(page);
  await expect.poll(() => contacts().length).toBe(2);
  const said = contacts();
  expect(said[0]).toMatchObject({ gate: 'contact', outcome: 'passed', of: expect.stringMatching(/^[\w-]{12}$/) });
  expect([said[1]?.of, said[1]?.account]).toEqual([said[0]?.of, said[0]?.account]);
});
