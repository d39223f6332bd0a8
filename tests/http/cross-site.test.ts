import { expect, test } from 'vitest';
import { isCrossSiteWrite } from '#app/http/cross-site.server.ts';
import { serveForTest } from './serving.ts';

const here = 'http://127.0.0.1:3000';
const write = {
  method: 'POST',
  secFetchSite: undefined,
  origin: undefined,
  host: '127.0.0.1:3000',
  cookie: 'session=1',
};

test.each([
  ['says same-origin', { secFetchSite: 'same-origin' }],
  ['was typed by the user', { secFetchSite: 'none' }],
  ['comes from this origin', { origin: here }],
  ['comes from the published origin', { origin: 'https://register.example' }],
  ['is a script without a session', { cookie: undefined }],
  ['only reads', { method: 'GET', secFetchSite: 'cross-site', origin: 'https://elsewhere.example' }],
])('a request passes that %s', (_words, fields) => {
  expect(isCrossSiteWrite({ ...write, ...fields }, 'https://register.example')).toBe(false);
});

test.each([
  ['says cross-site', { secFetchSite: 'cross-site' }],
  ['says same-site: another program of this host', { secFetchSite: 'same-site' }],
  ['says cross-site whatever its origin says', { secFetchSite: 'cross-site', origin: here }],
  ['comes from another origin', { origin: 'https://elsewhere.example' }],
  ['comes from another port', { origin: 'http://127.0.0.1:3001' }],
  ['hides its origin', { origin: 'null' }],
  ['has another origin, even without a session', { origin: 'https://elsewhere.example', cookie: undefined }],
  ['carries a session and says nothing', {}],
  ['deletes', { method: 'DELETE', origin: 'https://elsewhere.example' }],
])('a write is refused that %s', (_words, fields) => {
  expect(isCrossSiteWrite({ ...write, ...fields }, here)).toBe(true);
});

test('the refusal is a Chinese page with 403, a problem under /api, and no page saw the request', async () => {
  const { url } = await serveForTest({ pages: () => () => expect.fail('the page was reached') });
  const from = { method: 'POST', headers: { Origin: 'https://elsewhere.example' }, body: 'name=x' };
  const page = await fetch(`${url}/villages/310118103274/edit`, from);
  expect(page.status).toBe(403);
  expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
  expect(await page.text()).toContain('提交没有被接受');
  const problem = await fetch(`${url}/api/v1/villages`, from);
  expect(problem.headers.get('Content-Type')).toMatch('application/problem+json');
  expect(await problem.json()).toMatchObject({ status: 403, title: '提交没有被接受' });
});

test('a form of this site is let through, and Remix gets no origin to compare again', async () => {
  const origins: unknown[] = [];
  const { url } = await serveForTest({
    pages: () => (request, response) => {
      origins.push(request.headers.origin);
      response.end();
    },
  });
  const headers = { Origin: url, Cookie: 'session=1' };
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ name: 'x' }) });
  expect(response.status).toBe(200);
  expect(origins).toEqual([undefined]);
});
