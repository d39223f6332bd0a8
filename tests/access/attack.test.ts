/** What an attacker tries at the door and through its forms, over HTTP of the running program. See app/SECURITY.md. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createThrottle } from '#app/accounts/throttle.server.ts';
import { cleanName } from '#app/attachments/attachment.rules.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { findTable } from '#app/exchange/sheet-table.rules.ts';
import { readForm } from '#app/http/forms.server.ts';
import { safeNext } from '#app/http/paths.ts';
import { lookBehind } from '#tests/support/behind.ts';
import { factsRegister } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

let server: Server;
let published: Server;
beforeAll(async () => {
  [server, published] = await Promise.all([startServer(), startServer({ PUBLIC_URL: 'https://register.example' })]);
});
afterAll(() => Promise.all([server.stop(), published.stop()]));
const password = 'qingxi-demo-2025';

describe('sessions', () => {
  test('behind TLS the cookie is __Host-, Secure, HttpOnly and SameSite', async () => {
    const [cookie = ''] = (
      await post(`${published.url}/login`, { username: 'viewer', password })
    ).headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-register=/);
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
    expect(cookie).not.toMatch(/Domain=|Max-Age=|Expires=/i);
  });

  test('a token that was put upon somebody is not the one that he gets', async () => {
    const planted = await signIn(server.url, 'viewer');
    const answer = await post(`${server.url}/login`, { username: 'jinze', password }, planted);
    const own = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(own).not.toBe(planted);
    expect(await (await get(`${server.url}/account`, planted)).text()).not.toContain('<code>jinze');
    const shut = await post(`${server.url}/logout`, {}, own);
    expect(shut.status).toBe(302);
    expect((await get(`${server.url}/desk`, own)).headers.get('location')).toMatch(/^\/login/);
  });

  test('guesses at one account make their own address wait, and not its owner', async () => {
    const throttle = createThrottle(await factsRegister(), () => new Date('2026-11-24T02:00:00Z'));
    for (let i = 0; i < 5; i += 1) await throttle.admit('victim', '192.0.2.1');
    await expect(throttle.admit('victim', '192.0.2.1')).rejects.toMatchObject({ kind: 'too-many' });
    await throttle.admit('victim', '192.0.2.2');
  });
});

describe('addresses', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\tevil',
    '/a\r\nX: y',
    ' /x',
    '',
  ])('after signing in nobody is sent to %j', async (next) => {
    expect(safeNext(next)).toBe('/desk');
    const answer = await post(`${server.url}/login`, { username: 'viewer', password, next });
    expect(answer.headers.get('location')).toBe('/desk');
    expect(answer.headers.get('x')).toBeNull();
  });

  test.each([
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%2fvar%2fregistry.sqlite',
    '/exports/..%2f..%2fpackage.json',
    '/attachments/..%2f..%2fetc%2fpasswd',
    '/reports/kept/..%2f..%2fx/report.pdf',
  ])('%s leads to no file', async (address) => {
    const answer = await get(server.url + address);
    expect([400, 404, 302]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/qingxi-rural-register|SQLite format|root:/);
  });

  test.each([
    "name'",
    'name;drop table village',
    'name desc--',
    '__proto__',
    'constructor',
    'rowid',
    'sqlite_master',
    '1',
  ])('a list sorted or filtered by %j is the list as it is without', async (sort) => {
    const plain = await fetch(`${server.url}/api/v1/villages?limit=5`);
    const { total } = (await plain.json()) as { total: number };
    const page = await fetch(`${server.url}/villages?${new URLSearchParams({ sort })}`);
    expect(page.status).toBe(200);
    const searched = await fetch(`${server.url}/api/v1/villages?${new URLSearchParams({ q: `${sort}' or 1=1 --` })}`);
    expect(await searched.json()).toMatchObject({ total: 0 });
    expect(total).toBeGreaterThan(80);
  });
});

describe('forms', () => {
  test('fields that nobody asked for are not written beside those that are', async () => {
    const behind = lookBehind(server.address);
    onTestFinished(() => behind.close());
    const village = async () => (await behind.all("select * from village where code = '310118104211'"))[0] ?? {};
    const before = await village();
    const jinze = await signIn(server.url, 'jinze');
    const more = { code: '310118104999', name: '改名', townCode: '310118102', retention: 'retained', origin: 'fact' };
    const wanted = { introduction: '一句介绍', industry: '', settlements: '', change: String(before.change) };
    const answer = await post(`${server.url}/villages/310118104211/edit`, { ...wanted, ...more }, jinze);
    expect(answer.headers.get('location')).toMatch(/saved=\d+/);
    const { introduction, ...after } = await village();
    expect(introduction).toBe('一句介绍');
    expect(after).toMatchObject({
      ...Object.fromEntries(Object.keys(more).map((column) => [column, before[column]])),
    });
  });

  test('fields that are called like the parts of an object make nothing of it', async () => {
    const names = ['__proto__', '__proto__[role]', '__proto__.role', 'constructor.prototype.role', 'constructor'];
    const body = new URLSearchParams(names.map((name) => [name, 'district']));
    const { fields } = await readForm(new Request('http://register/', { method: 'POST', body }));
    expect(Object.entries(fields)).toEqual(names.map((name) => [name, 'district']));
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).role).toBeUndefined();
    const coop = await signIn(server.url, 'coop');
    const answer = await fetch(`${server.url}/account`, {
      ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(body) },
      headers: { cookie: coop, origin: server.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.status).toBe(422);
    expect((await get(`${server.url}/admin/accounts`, coop)).status).toBe(404);
  });

  test('marks of HTML and of the log stay text', async () => {
    const typed = '"><script>alert(1)</script>\r\n{"level":60}';
    const page = await (await post(`${server.url}/login`, { username: typed, password: 'x' })).text();
    expect(page).not.toContain('<script>alert(1)');
    await fetch(`${server.url}/villages?q=${encodeURIComponent(typed)}`);
    await fetch(`${server.url}/${encodeURIComponent('x\n{"level":60,"forged":1}')}`);
    await new Promise((done) => setTimeout(done, 300));
    const lines = server.log().split('\n').filter(Boolean);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).not.toHaveProperty('forged');
    expect(server.log()).not.toContain('alert(1)');
  });
});

describe('what one reader got, no other gets from a cache', () => {
  test.each([
    '/',
    '/villages',
    '/products',
    '/api/v1/villages',
    '/desk',
    '/account',
    '/changes',
    '/exports/villages.csv',
  ])('%s says so, and is no frame’s', async (address) => {
    const district = await get(server.url + address, await signIn(server.url, 'district'));
    expect(district.status).toBe(200);
    expect(district.headers.get('cache-control') ?? '', 'for this reader alone').toMatch(/private|no-store/);
    expect(district.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(district.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(district.headers.get('x-frame-options')).toBe('DENY');
  });
});

describe('text of any length is read in a moment', () => {
  const long = 60_000;
  const moment = (work: () => unknown) => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  };

  test('a header of open brackets', () => {
    const values = [`村名${'('.repeat(long)}`, '年份', '户数'];
    expect(moment(() => findTable([{ number: 1, values }], Object.values(rowKinds), 'x'))).toBeLessThan(500);
  });
  test('a file name of blanks', () => {
    expect(moment(() => cleanName(`a${' '.repeat(long)}a.pdf`, 'application/pdf'))).toBeLessThan(500);
  });
  test('a place to go to', () => {
    expect(moment(() => safeNext(`/${'a'.repeat(long)} `))).toBeLessThan(500);
  });
});
