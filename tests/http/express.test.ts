import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BODY_LIMIT } from '#app/http/body-limit.server.ts';
import { builtFiles } from '#app/http/express.server.ts';
import { serveForTest } from './serving.ts';

const asForm = { 'Content-Type': 'application/x-www-form-urlencoded' };

test('every response has its own number and nonce, and the headers that keep the page to itself', async () => {
  const { url } = await serveForTest();
  const [first, second] = await Promise.all([fetch(url), fetch(url, { headers: { 'X-Request-Id': 'mine' } })]);
  const policies = [first, second].map((response) => response.headers.get('Content-Security-Policy') ?? '');
  const told = await Promise.all([first.json(), second.json()]);
  expect(told[0].nonce).not.toBe(told[1].nonce);
  for (const [index, response] of [first, second].entries()) {
    expect(response.headers.get('X-Request-Id')).toBe(told[index].requestId);
    expect(told[index].requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(policies[index]).toBe(
      `default-src 'self';script-src 'self' 'nonce-${told[index].nonce}';style-src 'self';img-src 'self' data:;` +
        "object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(response.headers.get('Referrer-Policy')).toBe('same-origin');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(response.headers.get('X-Powered-By')).toBeNull();
    expect(response.headers.get('Strict-Transport-Security')).toBeNull();
  }
});

test('https is insisted on only where the register is published with https', async () => {
  const { url } = await serveForTest({ env: { PUBLIC_URL: 'https://register.example' } });
  expect((await fetch(url)).headers.get('Strict-Transport-Security')).toContain('max-age=');
});

test('the log has one line a request, without the query', async () => {
  const { url, logged } = await serveForTest();
  await (await fetch(`${url}/villages?q=secret-name`)).text();
  await (await fetch(`${url}/healthz`)).text();
  await expect.poll(() => logged.length).toBe(1);
  expect(logged[0]).toMatchObject({ method: 'GET', path: '/villages', status: 200 });
  expect(JSON.stringify(logged)).not.toContain('secret-name');
  expect(JSON.stringify(logged)).not.toContain('127.0.0.1');
});

test('a fault is a Chinese page with the number under which the log has it', async () => {
  const { url, logged } = await serveForTest();
  const response = await fetch(`${url}/fault`);
  const id = response.headers.get('X-Request-Id') ?? '';
  expect(response.status).toBe(500);
  const page = await response.text();
  expect(page).toContain(id);
  expect(page).not.toContain('a fault of the tests');
  expect(logged).toContainEqual(expect.objectContaining({ id, msg: 'fault' }));
});

test('a forwarded address counts only behind a trusted proxy', async () => {
  const forwarded = { headers: { 'X-Forwarded-For': '203.0.113.9' } };
  const alone = await serveForTest();
  expect((await (await fetch(alone.url, forwarded)).json()).clientAddress).toBe('127.0.0.1');
  const behind = await serveForTest({ env: { TRUST_PROXY: '1' } });
  expect((await (await fetch(behind.url, forwarded)).json()).clientAddress).toBe('203.0.113.9');
});

test('built files are kept for a year by their hashed name, others for an hour, none is logged', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'assets', 'page-1a2b.js'), '1');
  writeFileSync(path.join(folder, 'robots.txt'), '2');
  const { url, logged } = await serveForTest({ files: builtFiles(folder) });
  const asset = await fetch(`${url}/assets/page-1a2b.js`);
  expect(asset.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect((await fetch(`${url}/robots.txt`)).headers.get('Cache-Control')).toBe('public, max-age=3600');
  expect(logged).toEqual([]);
});

test('a body at the limit passes, one byte more is refused with a page', async () => {
  const { url } = await serveForTest();
  const accepted = await fetch(url, { method: 'POST', body: Buffer.alloc(BODY_LIMIT), headers: asForm });
  expect((await accepted.json()).bytes).toBe(BODY_LIMIT);
  const refused = await fetch(url, { method: 'POST', body: Buffer.alloc(BODY_LIMIT + 1) });
  expect(refused.status).toBe(413);
  expect(await refused.text()).toContain('一次最多提交 12 MB');
});

test('a page that refuses a body says how to come back to what was typed', async () => {
  const { url } = await serveForTest();
  const refused = await fetch(`${url}/titles/x/advance`, { method: 'POST', body: Buffer.alloc(BODY_LIMIT + 1) });
  const page = await refused.text();
  expect(page).toContain('后退');
  expect(page).toContain('没有保存');
});

test('a form posted to an address that takes none is refused by the pages, a program gets a document', async () => {
  const { url, logged } = await serveForTest();
  const sent = { method: 'POST', body: 'name=x', headers: asForm };
  const refused = await fetch(`${url}/read-only`, sent);
  expect([refused.status, refused.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
  expect(await refused.text()).toMatch(/^GET \/refused .*这次没有保存/);
  const told = await fetch(`${url}/read-only`, { ...sent, headers: { ...asForm, Accept: 'application/json' } });
  expect(await told.json()).toMatchObject({ status: 405, detail: expect.stringContaining('不接收提交') });
  expect((await fetch(`${url}/written`, sent)).status).toBe(200);
  await expect.poll(() => logged.length).toBe(3);
  expect(logged[0]).toMatchObject({ method: 'POST', path: '/read-only', status: 405 });
});

test.each(['application/json', 'text/plain', 'multipart/mixed', 'form'])(
  'a body of the type %s is refused by the pages with what is taken, a program gets a document',
  async (type) => {
    const { url } = await serveForTest();
    const sent = { method: 'POST', body: 'name=x', headers: { 'Content-Type': type } };
    const refused = await fetch(`${url}/written`, sent);
    expect([refused.status, refused.headers.get('Accept-Post')]).toEqual([
      415,
      'application/x-www-form-urlencoded, multipart/form-data',
    ]);
    expect(await refused.text()).toMatch(/^GET \/refused .*不是表单/);
    const told = await fetch(`${url}/written`, { ...sent, headers: { ...sent.headers, Accept: 'application/json' } });
    expect(told.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await told.json()).toMatchObject({ status: 415, title: '这里只接收表单' });
  },
);

test('a form passes with its parameters, whatever their case; of another type a body in pieces does not either', async () => {
  const { url } = await serveForTest();
  const form = new FormData();
  form.set('name', 'x');
  const typed = { 'Content-Type': 'Application/X-WWW-Form-URLencoded; charset=UTF-8' };
  for (const sent of [{ body: form }, { body: 'name=x', headers: typed }])
    expect((await fetch(`${url}/written`, { method: 'POST', ...sent })).status).toBe(200);
  expect((await postInPieces(`${url}/written`, 1, 'keep-alive', { 'content-type': 'text/csv' })).status).toBe(415);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('the interface answers %s with what it allows', async (method) => {
  const { url } = await serveForTest();
  const refused = await fetch(`${url}/api/v1/progress`, { method });
  expect(refused.status).toBe(405);
  expect(refused.headers.get('Allow')).toBe('GET, HEAD');
  expect(refused.headers.get('Content-Type')).toContain('application/problem+json');
  expect(await refused.json()).toMatchObject({ status: 405, title: '这里不能这样提交' });
});

test.each(['PUT', 'DELETE', 'PROPFIND', 'OPTIONS'])(
  'a page answers %s in Chinese with what it allows',
  async (method) => {
    const { url } = await serveForTest();
    const refused = await fetch(`${url}/villages`, { method });
    expect(refused.status).toBe(405);
    expect(refused.headers.get('Allow')).toBe('GET, HEAD, POST');
    expect(await refused.text()).toContain('这里不能这样提交');
  },
);

describe.each(['keep-alive', 'close'])('a body that declares no length, over a connection: %s', (connection) => {
  test('passes whole, up to the limit', async () => {
    const { url } = await serveForTest();
    for (const pieces of [0, 1, 3, 12]) {
      const { status, text } = await postInPieces(url, pieces, connection);
      expect([status, JSON.parse(text).bytes]).toEqual([200, pieces * PIECE]);
    }
  });

  test('beyond it is refused by the pages, before any route has seen of it; a program gets a document', async () => {
    const { url } = await serveForTest();
    for (const pieces of [13, 40]) {
      const refused = await postInPieces(url, pieces, connection);
      expect(refused).toMatchObject({
        status: 413,
        text: expect.stringMatching(/^GET \/refused .*一次最多提交 12 MB/),
      });
    }
    const told = await postInPieces(url, 14, connection, { accept: 'application/json' });
    expect(JSON.parse(told.text)).toMatchObject({ status: 413 });
    expect((await postInPieces(url, 1, connection)).status).toBe(200);
  });
});

const PIECE = 1024 * 1024;

function postInPieces(
  url: string,
  pieces: number,
  connection: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = { connection, 'transfer-encoding': 'chunked', ...asForm, ...headers };
    const posted = httpRequest(url, { method: 'POST', headers: sent }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('close', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    posted.on('error', reject);
    for (let piece = 0; piece < pieces; piece += 1) posted.write(Buffer.alloc(PIECE));
    posted.end();
  });
}
