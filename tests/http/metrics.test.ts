/** What operators read: who may, by which names, and that nothing in it or in the log is somebody's data. */
import { expect, test } from 'vitest';
import { routeTable } from '#app/http/route-table.server.ts';
import { serveForTest } from './serving.ts';

const token = 'another-word-of-that-length';
const secret = 'sixteen-characters-or-more';

const scrape = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });
const isMetrics = async (response: Response) =>
  (await response.text()).includes('register_http_request_duration_seconds');

test('this machine reads them, and no proxy does for somebody else', async () => {
  const { url } = await serveForTest();
  const answer = await scrape(url);
  expect(answer.headers.get('Content-Type')).toMatch(/^text\/plain;.*version=0\.0\.4/);
  expect(await isMetrics(answer)).toBe(true);
  for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP'])
    expect(await isMetrics(await scrape(url, { [header]: '127.0.0.1' })), header).toBe(false);
});

test('behind a proxy only the token opens them, from wherever', async () => {
  const alone = await serveForTest({ env: { TRUST_PROXY: '1' } });
  expect(await isMetrics(await scrape(alone.url))).toBe(false);
  const { url } = await serveForTest({ env: { TRUST_PROXY: '1', METRICS_TOKEN: secret } });
  expect(await isMetrics(await scrape(url))).toBe(false);
  expect(await isMetrics(await scrape(url, { Authorization: `Bearer ${token}` }))).toBe(false);
  const forwarded = { Authorization: `Bearer ${secret}`, 'X-Forwarded-For': '203.0.113.9' };
  expect(await isMetrics(await scrape(url, forwarded))).toBe(true);
});

test('requests are counted by route and status, never by address; gauges stand beside them', async () => {
  const oversight = {
    alarms: async () => [],
    gauges: async () => [
      { name: 'register_disk_free_bytes', help: 'x', labels: { of: 'database' }, value: 5 },
      { name: 'register_disk_free_bytes', help: 'x', labels: { of: 'backups' }, value: 7 },
    ],
  };
  const { url } = await serveForTest({ oversight });
  await (await fetch(`${url}/villages/310118103274?q=secret-name`)).text();
  await (await fetch(`${url}/fault`)).text();
  const body = await (await scrape(url)).text();
  expect(body).toMatch(/_duration_seconds_count\{method="GET",route="\/:page",status="200"\} 1/);
  expect(body).toMatch(/_duration_seconds_count\{method="GET",route="\/:page",status="500"\} 1/);
  expect(body).toContain('register_disk_free_bytes{of="database"} 5');
  expect(body).toContain('register_disk_free_bytes{of="backups"} 7');
  expect(body).not.toMatch(/310118103274|secret-name/);
});

test('an address is named by the pattern of its route', () => {
  const { nameOf } = routeTable({
    root: { id: 'root', path: '' },
    home: { id: 'home', parentId: 'root', index: true },
    villages: { id: 'villages', parentId: 'root', path: 'villages', index: true },
    edit: { id: 'edit', parentId: 'root', path: 'villages/:code/edit' },
    rest: { id: 'rest', parentId: 'root', path: '*' },
  });
  expect(nameOf('/')).toBe('/');
  expect(nameOf('/_root.data')).toBe('/');
  expect(nameOf('/villages')).toBe('/villages');
  expect(nameOf('/villages/310118103274/edit')).toBe('/villages/:code/edit');
  expect(nameOf('/villages/310118103274/edit.data')).toBe('/villages/:code/edit');
  for (const strange of ['/wp-admin', '/%c0%ae', '/villages/x/y/z']) expect(nameOf(strange), strange).toBe('none');
});

test('an alarm is a further line of /readyz, and no refusal', async () => {
  const { url } = await serveForTest({ oversight: { alarms: async () => ['disk-low'], gauges: async () => [] } });
  const answer = await fetch(`${url}/readyz`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('ready\nalarm: disk-low\n');
  const broken = await serveForTest({
    oversight: { alarms: () => Promise.reject(new Error('no folder')), gauges: async () => [] },
  });
  expect(await (await fetch(`${broken.url}/readyz`)).text()).toBe('ready\nalarm: unknown\n');
});

test('the log holds no query, body, cookie, token, key in an address, or field of an error', async () => {
  const { url, logged } = await serveForTest({
    pages: () => async (request, _response, next) => {
      for await (const _ of request);
      next(Object.assign(new Error('it failed'), { values: { phone: '13912345678' }, code: 'E_TEST' }));
    },
  });
  const headers = { cookie: 'session=secret-cookie', authorization: 'Bearer secret-token' };
  for (const address of ['/join/secret-request', '/calendar/secret-key.ics', '/villages?q=secret-name'])
    await (await fetch(url + address, { headers })).text();
  await (
    await fetch(`${url}/join`, { method: 'POST', headers, body: new URLSearchParams({ phone: '13912345678' }) })
  ).text();
  await expect.poll(() => logged.filter(({ msg }) => msg === 'request').length).toBe(4);
  const text = JSON.stringify(logged);
  expect(text).toContain('E_TEST');
  expect(text).not.toMatch(/secret-|13912345678|127\.0\.0\.1/);
});
