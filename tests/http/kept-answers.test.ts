/** Kept answers, on the running program: nobody gets another's page, nor one older than what was written before he asked. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '#app/accounts/policy.rules.ts';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';
import { serveForTest } from './serving.ts';

const village = '310118103209';
const pages = [
  '/',
  '/villages',
  `/villages/${village}`,
  '/titles',
  '/products',
  '/figures/coverage',
  '/reports',
  '/plan',
];
const documents = ['/api/v1/villages', `/api/v1/villages/${village}`, '/api/v1/progress', '/api/v1/products'];
const readers = ['', 'district', 'liantang', 'jinze', 'coop', 'viewer'];

let server: Server;
const cookies = new Map<string, string>([['', '']]);
beforeAll(async () => {
  server = await startServer();
  for (const reader of readers.slice(1)) cookies.set(reader, await signIn(server.url, reader));
});
afterAll(() => server.stop());

const ask = (path: string, reader = '', headers: Record<string, string> = {}) =>
  fetch(server.url + path, { headers: { cookie: cookies.get(reader) ?? '', ...headers } });
const read = async (path: string, reader = '') => (await ask(path, reader)).text();

let written = 0;

/** The town's own hand, over HTTP. */
async function amendByForm(): Promise<string> {
  written += 1;
  const industry = `第 ${written} 次填写的产业`;
  const { number } = await head();
  const fields = { change: String(number), introduction: '', settlements: '', industry };
  const response = await post(`${server.url}/villages/${village}/edit`, fields, cookies.get('liantang'));
  expect(response.headers.get('location')).toContain('saved=');
  return industry;
}

/** Another program on the same file. */
async function amendBehind(): Promise<string> {
  written += 1;
  const industry = `第 ${written} 次填写的产业`;
  const db = openDatabase(server.address);
  const { number: loadedAt } = await chainHead(db);
  const profile = { introduction: null, settlements: null, industry };
  await amendVillage(db, { code: village, profile, loadedAt, left: [], account: 'liantang', at: new Date() });
  await db.destroy();
  return industry;
}

async function head() {
  const db = openDatabase(server.address);
  const found = await chainHead(db);
  await db.destroy();
  return found;
}

describe('a kept answer', () => {
  test('is the same, says that nothing has changed, and is compressed as its reader reads', async () => {
    const first = await read('/villages');
    const again = await ask('/villages');
    const etag = again.headers.get('etag') ?? '';
    expect(await again.text()).toBe(first);
    expect(etag).toMatch(/^W\/"/);
    expect(again.headers.get('content-security-policy')).not.toContain('nonce');
    expect(again.headers.get('x-request-id')).not.toBe((await ask('/villages')).headers.get('x-request-id'));
    const unchanged = await ask('/villages', '', { 'if-none-match': etag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    for (const coding of ['br', 'gzip', 'identity']) {
      const coded = await ask('/villages', '', { 'accept-encoding': coding });
      expect(coded.headers.get('content-encoding')).toBe(coding === 'identity' ? null : coding);
      expect(await coded.text()).toBe(first);
    }
  });

  test.each([amendByForm, amendBehind])('is made anew after a change: %o', async (amend) => {
    for (const reader of readers) await read(`/villages/${village}`, reader);
    const industry = await amend();
    for (const reader of readers) {
      expect(await read(`/villages/${village}`, reader)).toContain(industry);
      expect(await read(`/villages/${village}`, reader)).toContain(industry);
    }
  });

  test('is its own reader’s: in any order, after any change, each gets what is made for him alone', async () => {
    const step = fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(amendByForm, amendBehind) },
      {
        weight: 8,
        arbitrary: fc.record({ reader: fc.constantFrom(...readers), path: fc.constantFrom(...pages, ...documents) }),
      },
    );
    let fresh = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 14 }), async (steps) => {
        for (const each of steps) {
          if (typeof each === 'function') await each();
          else {
            fresh += 1;
            const kept = await read(each.path, each.reader);
            // An address of its own is never kept from before.
            expect(kept).toBe(await read(`${each.path}?fresh=${fresh}`, each.reader));
          }
        }
      }),
      { numRuns: 6 },
    );
  });

  test('whoever signs out is a stranger at once', async () => {
    const cookie = await signIn(server.url, 'jinze');
    const page = async () => (await get(`${server.url}/villages`, cookie)).text();
    expect(await page()).toContain('金泽镇农业');
    await post(`${server.url}/logout`, {}, cookie);
    expect(await page()).not.toContain('退出');
  });

  test('a page with a form, a sign-in, a desk is never kept', async () => {
    for (const [path, reader] of [
      ['/login', ''],
      ['/desk', 'district'],
      ['/imports', 'liantang'],
      [`/villages/${village}/edit`, 'liantang'],
    ] as const) {
      await read(path, reader);
      expect((await ask(path, reader)).headers.get('etag'), path).toBeNull();
    }
  });
});

describe('many who ask at once', () => {
  /** Pages that take a while, and count how often they were made. */
  async function serveSlow(permission: Permission, status = 200) {
    let made = 0;
    const { url } = await serveForTest({
      pages: (getLoadContext) => async (request, response) => {
        const { entered } = await getLoadContext(request, response);
        entered.add(permission);
        made += 1;
        await new Promise((done) => setTimeout(done, 50));
        response.status(status).type('html').send(`第 ${made} 份`);
      },
    });
    const texts = async () => {
      const asked = Array.from({ length: 20 }, async () => (await fetch(`${url}/page`)).text());
      return new Set(await Promise.all(asked)).size;
    };
    return { texts, made: () => made };
  }

  test('wait for one making', async () => {
    const { texts, made } = await serveSlow('public.read');
    expect([await texts(), await texts(), made()]).toEqual([1, 1, 1]);
  });

  test('get their own where it may not be kept: not for all, or gone wrong', async () => {
    for (const { texts, made } of [await serveSlow('desk.read'), await serveSlow('public.read', 404)]) {
      await texts();
      expect(made()).toBe(20);
    }
  });
});
