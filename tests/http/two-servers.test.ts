/** Two programs on one database: whatever somebody does at one holds at the other, at once, and nothing twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { newAddress } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const village = '310118103209';

let one: Server;
let other: Server;
let behind: Behind;
beforeAll(async () => {
  const environment = { DATABASE_URL: await newAddress() };
  one = await startServer(environment);
  other = await startServer(environment);
  behind = lookBehind(one.address);
});
afterAll(async () => {
  await behind.close();
  await Promise.all([one.stop(), other.stop()]);
});

const page = async ({ url }: Server, path: string, cookie = '') => (await get(url + path, cookie)).text();
const head = async () => Number(await behind.pluck('select max(number) from change'));

test('who signed in at one is known to the other, until he leaves either', async () => {
  const cookie = await signIn(one.url, 'jinze');
  for (const server of [one, other, other]) expect(await page(server, '/villages', cookie)).toContain('退出');
  await post(`${other.url}/logout`, {}, cookie);
  for (const server of [one, other]) expect(await page(server, '/villages', cookie)).not.toContain('退出');
});

test('wrong passwords are counted together', async () => {
  const attempt = ({ url }: Server, password: string) => post(`${url}/login`, { username: 'coop', password });
  for (const server of [one, other, one, other, one]) expect((await attempt(server, 'wrong')).status).not.toBe(429);
  for (const server of [one, other]) expect((await attempt(server, 'qingxi-demo-2025')).status).toBe(429);
});

test('a page that one keeps is made anew after the other wrote', async () => {
  const cookie = await signIn(one.url, 'liantang');
  for (const industry of ['甲处填写的产业', '乙处填写的产业']) {
    for (const server of [one, other, one, other]) await page(server, `/villages/${village}`);
    const fields = { change: String(await head()), introduction: '', settlements: '', industry };
    const [writer, reader] = industry.startsWith('甲') ? [one, other] : [other, one];
    expect((await post(`${writer.url}/villages/${village}/edit`, fields, cookie)).status).toBe(302);
    for (const server of [reader, writer]) expect(await page(server, `/villages/${village}`)).toContain(industry);
  }
});

test('a file that one reads is watched, seen and written at the other, once', async () => {
  const cookie = await signIn(one.url, 'liantang');
  const form = new FormData();
  const rows = Array.from({ length: 20 }, (_, index) => `东庄村,${2000 + index},${900 + index}`);
  form.append('file', new File([`村名,年份,户数\n${rows.join('\n')}`], '台账.csv', { type: 'text/csv' }));
  const headers = { cookie, origin: one.url, 'sec-fetch-site': 'same-origin' };
  const kept = await fetch(`${one.url}/imports`, { method: 'POST', redirect: 'manual', headers, body: form });
  const path = kept.headers.get('location') ?? '';
  expect(path).toMatch(/^\/imports\/\w+/);
  const told = async () => page(other, `${path}/progress`, cookie);
  await expect.poll(told, { timeout: 15_000 }).toContain('event: done');
  const preview = await page(other, path, cookie);
  const [, number = ''] = /name="preview" value="(\d+)"/.exec(preview) ?? [];
  const before = await head();
  const pressed = [one, other, one, other].map(({ url }) =>
    post(url + path, { intent: 'apply', preview: number }, cookie),
  );
  const statuses = (await Promise.all(pressed)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([302, 409, 409, 409]);
  await expect.poll(told, { timeout: 15_000 }).toContain('event: done');
  expect(await head()).toBe(before + 1);
  expect(await behind.pluck('select count(*) from statistic where change = ?', before + 1)).toBe(rows.length);
});
