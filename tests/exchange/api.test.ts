/** The JSON interface as another system meets it: by its document, over HTTP, page after page, change after change. */
import { readdirSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument, parametersOf } from '#app/exchange/openapi.rules.ts';
import { operations } from '#app/exchange/operations.ts';
import { openDatabase } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { registered, registeredNames } from '#db/registered.ts';
import { lookBehind } from '#tests/support/behind.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

type Answer = Record<string, unknown>;

let server: Server;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  server = await startServer();
  for (const name of ['district', 'zhujiajiao', 'viewer']) cookies[name] = await signIn(server.url, name);
});
afterAll(() => server.stop());

const api = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}/api/v1${path}`, { headers });
const answer = async (response: Response) => (await response.json()) as Answer;
const itemsOf = ({ items }: Answer) => items as Answer[];

/** Makes a token by the page that accounts make theirs on. */
async function tokenOf(name: string, scope: 'read' | 'changes'): Promise<string> {
  const page = await post(
    `${server.url}/account/tokens`,
    { name: '测试', scope, days: '30', intent: 'make' },
    cookies[name],
  );
  return /qingxi_[\w-]{43}/.exec(await page.text())?.[0] ?? '';
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'api', ...openApiDocument('http://127.0.0.1') }, 'api');
const faultsOf = (name: string, body: unknown) => {
  const fits = ajv.getSchema(`api#/components/schemas/${name}`);
  if (!fits) throw new Error(`no schema ${name}`);
  return fits(body) ? [] : (fits.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const filled = (path: string, parameters: Readonly<Record<string, { example: string }>> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name]?.example ?? ''));

describe('the document', () => {
  test('has nothing that a linter of OpenAPI objects to', async () => {
    const config = await createConfig({ extends: ['recommended'], rules: { 'tag-description': 'off' } });
    const found = await lintFromString({
      source: JSON.stringify(openApiDocument('https://register.example.gov.cn')),
      config,
    });
    expect(found.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  });

  test('names every address of the interface, and no other', () => {
    const routes = readdirSync('app/routes')
      .filter((file) => file.startsWith('api.v1.'))
      .map((file) => file.replace(/^api\.v1|\.tsx$/g, '').replace('._index', ''))
      .map((file) => file.replaceAll('.', '/').replace(/\$(\w+)/g, '{$1}'));
    expect(operations.map(({ path }) => path).sort()).toEqual(routes.sort());
  });

  test('is served as it is made, beside a page for people', async () => {
    const served = await (await fetch(`${server.url}/api/openapi.json`)).json();
    const { servers: _, ...made } = openApiDocument(server.url);
    expect(served).toMatchObject(JSON.parse(JSON.stringify(made)));
    const page = await (await fetch(`${server.url}/api`)).text();
    for (const { path, summary } of operations)
      expect([path, page.includes(path) && page.includes(summary)]).toEqual([path, true]);
  });

  test.each(operations)('$path answers as it says, to the last page', async ({ path, parameters, name }) => {
    let cursor: unknown = '';
    for (let page = 0; cursor !== null && page < 20; page += 1) {
      const query = path === '/changes' ? `rows=1&limit=200&after=${cursor || 0}` : `limit=30&cursor=${cursor}`;
      const listed = name.endsWith('Page') || path === '/changes';
      const address = `${filled(path, parameters)}${listed ? `?${query}`.replace('&cursor=$', '') : ''}`;
      const response = await api(address.replace(/&cursor=$/, ''), { cookie: cookies.district ?? '' });
      const body = await answer(response);
      expect([address, response.status, faultsOf(name, body).slice(0, 3)]).toEqual([address, 200, []]);
      cursor = listed ? body.next : null;
    }
    expect(cursor).toBe(null);
  });

  test('may be asked with anything: never a failure of the server, always a problem that names what is wrong', async () => {
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '',
        '0',
        '-1',
        '1e9',
        '2025-13-40',
        "' or 1=1 --",
        '..%2f',
        '\u0000',
        'null',
        '999999999999999999',
      ),
    );
    const asked = fc.constantFrom(...operations).chain((operation) =>
      fc.record({
        operation: fc.constant(operation.id),
        parts: fc.array(fc.oneof(junk, fc.constant(null)), { minLength: 1, maxLength: 1 }),
        query: fc.dictionary(
          fc.constantFrom('nonsense', ...parametersOf(operation).map(({ name }) => name)),
          fc.oneof(junk, fc.constantFrom('1', '50', 'city', 'named', '310118102', '2025-12-31')),
          { maxKeys: 4 },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ operation: id, parts, query }) => {
        const operation = operations.find((one) => one.id === id) ?? operations[0];
        if (!operation) return;
        const [part = null] = parts;
        const path = part === null ? filled(operation.path, operation.parameters) : filledWith(operation.path, part);
        const response = await api(`${path}?${new URLSearchParams(query)}`, { cookie: cookies.viewer ?? '' });
        const body = await answer(response);
        expect([200, 400, 404, 422]).toContain(response.status);
        expect(faultsOf(response.status === 200 ? operation.name : 'Problem', body)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

const filledWith = (path: string, part: string) => path.replace(/\{\w+\}/, encodeURIComponent(part) || 'x');

test('the receipt of a figure is told whole, and by parts to whoever asks for them', async () => {
  const whole = await answer(await api('/figures/coverage?asOf=2025-12-31'));
  expect([(whole.included as Answer[]).length, (whole.excluded as Answer[]).length, whole.next]).toEqual([
    ...Object.values(whole.rows as object),
    null,
  ]);
  const parts: Answer[] = [];
  for (let cursor: unknown = ''; cursor !== null; cursor = parts.at(-1)?.next) {
    const response = await api(`/figures/coverage?asOf=2025-12-31&limit=30${cursor === '' ? '' : `&cursor=${cursor}`}`);
    parts.push(await answer(response));
  }
  expect(parts.length).toBe(3);
  const joined = (name: string) => parts.flatMap((part) => part[name] as Answer[]);
  expect({ ...parts.at(-1), included: joined('included'), excluded: joined('excluded') }).toEqual(whole);
  for (const wrong of ['limit=0', 'limit=201', 'limit=', 'cursor=bm9uc2Vuc2U', 'cursor='])
    expect([wrong, (await api(`/figures/coverage?${wrong}`)).status]).toEqual([wrong, 422]);
});

test('what has not changed is answered with 304, to the same reader only', async () => {
  const first = await api('/villages?limit=2');
  const tag = first.headers.get('etag') ?? '';
  expect((await api('/villages?limit=2', { 'if-none-match': tag })).status).toBe(304);
  expect((await api('/villages?limit=2', { 'if-none-match': tag, cookie: cookies.district ?? '' })).status).toBe(200);
  expect(first.headers.get('vary')).toContain('Authorization');
});

test('a list that is followed while others write gives each row once', async () => {
  const seen: unknown[] = [];
  let next: unknown = null;
  for (let page = 0; page === 0 || next !== null; page += 1) {
    const body = await answer(await api(`/titles?limit=10${next === null ? '' : `&cursor=${next}`}`));
    seen.push(...itemsOf(body).map(({ id }) => id));
    next = body.next;
    if (page === 1) await startTitle('310118102201', '2026-01-05');
    if (page === 2) await startTitle('310118104230', '2026-01-06');
  }
  expect(new Set(seen).size).toBe(seen.length);
  const after = await answer(await api('/titles?limit=1'));
  // What was begun behind the reader is not among what he read, what was begun before him is.
  expect(after.total).toBe(seen.length + 1);
});

async function startTitle(villageCode: string, day: string, programmeKey = 'national-civilised-village') {
  const wire = {
    villageCode,
    programmeKey,
    stage: 'applied',
    day,
    precision: 'exact',
    change: '0',
  };
  const answered = await post(`${server.url}/titles/new`, wire, cookies.district);
  expect([answered.status, answered.headers.get('location')]).toEqual([302, expect.stringContaining('saved=')]);
}

describe('a token', () => {
  test('opens what it was made for, and no page', async () => {
    const read = await tokenOf('district', 'read');
    expect((await api('/villages?limit=1', bearer(read))).status).toBe(200);
    expect((await api('/changes', bearer(read))).status).toBe(403);
    const all = await tokenOf('district', 'changes');
    expect((await api('/changes?limit=1', bearer(all))).status).toBe(200);
    const page = await fetch(`${server.url}/changes`, { headers: bearer(all), redirect: 'manual' });
    expect(page.headers.get('location')).toContain('/login');
  });

  test('that was stopped is told so, rather than shown the public part', async () => {
    const token = await tokenOf('zhujiajiao', 'read');
    const page = await (await get(`${server.url}/account/tokens`, cookies.zhujiajiao)).text();
    const id = /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await post(`${server.url}/account/tokens`, { intent: 'revoke', id }, cookies.zhujiajiao);
    expect((await api('/villages', bearer(token))).status).toBe(401);
  });

  test('of a town does not read the rows of the others', async () => {
    const token = await tokenOf('zhujiajiao', 'changes');
    expect((await api('/changes?rows=1', bearer(token))).status).toBe(403);
    const towns = itemsOf(await answer(await api('/changes?limit=200', bearer(token)))).map(({ town }) => town);
    expect(towns.filter((town) => town !== null && town !== '310118102')).toEqual([]);
  });
});

/** What another system holds that writes down every row of every change that it is told. */
function copyOf(headers: Record<string, string>, asked: string) {
  const rows = new Map<string, Answer>();
  let [after, part] = ['0', ''];
  /** The rows of each answer, by how many they are. */
  const sizes: number[] = [];
  return {
    ...{ rows, sizes },
    async follow() {
      for (;;) {
        const query = `rows=1&after=${after}${asked}${part && `&part=${part}`}`;
        const body = await answer(await api(`/changes?${query}`, headers));
        const told = itemsOf(body).flatMap(
          (change) => change.rows as { table: string; key: Answer; row: Answer | null }[],
        );
        for (const { table, key, row } of told) {
          const place = `${table} ${Object.values(key).join('/')}`;
          if (row === null) rows.delete(place);
          else rows.set(place, row);
        }
        sizes.push(told.length);
        after = String(body.next ?? itemsOf(body).at(-1)?.number ?? after);
        part = String(body.part ?? '');
        if (body.next === null) return;
      }
    },
  };
}

/** The register's own rows, but for what proves something by being known. */
async function original(): Promise<Map<string, Answer>> {
  const behind = lookBehind(server.address);
  const rows = new Map<string, Answer>();
  for (const table of registeredNames)
    for (const row of await behind.all<Answer>(`select * from "${table}"`)) {
      const { verifyCode: _, ...told } = row;
      rows.set(`${table} ${registered[table].key.map((name) => row[name]).join('/')}`, told);
    }
  await behind.close();
  return rows;
}

test('another system keeps a copy of the register by the changes alone', async () => {
  const headers = bearer(await tokenOf('viewer', 'changes'));
  const copy = copyOf(headers, '&limit=40');
  await copy.follow();
  await startTitle('310118102201', '2026-02-01', 'china-leisure-village');
  await undoLast();
  await startTitle('310118104230', '2026-02-02', 'china-leisure-village');
  await copy.follow();
  expect(copy.rows.size).toBeGreaterThan(1000);
  expect(copy.rows).toEqual(await original());
});

test('a change of many thousand rows comes in parts to whoever can put them together, and whole to others', async () => {
  const headers = bearer(await tokenOf('viewer', 'changes'));
  const inParts = copyOf(headers, '&limit=40&partial=1');
  await inParts.follow();
  expect(inParts.rows).toEqual(await original());

  const { change, rows } = await writeMuch();
  await inParts.follow();
  expect(inParts.rows).toEqual(await original());
  expect(rows).toBeGreaterThan(12_000);
  expect(Math.max(...inParts.sizes)).toBe(5_000);

  const whole = await answer(await api(`/changes?rows=1&after=${change - 1}`, headers));
  expect(itemsOf(whole)[0]?.rows).toHaveLength(rows);
  expect(whole).not.toHaveProperty('part');
  const first = await answer(await api(`/changes?rows=1&partial=1&after=${change - 1}`, headers));
  expect(faultsOf('Changes', first)).toEqual([]);
  expect([first.next, typeof first.part]).toEqual([change - 1, 'string']);
});

test.each([
  ['of another change', () => part([1, 'village', '310118102201'])],
  ['that is none', () => 'abc'],
  ['of a table that is not registered', () => part([6, 'session', 'x'])],
  ['of half a key', () => part([6, 'statistic', '310118102201'])],
  ['with a text for a year', () => part([6, 'statistic', '310118102201', 'x'])],
])('a part %s is refused, rather than passing for the end', async (_, made) => {
  const headers = bearer(await tokenOf('viewer', 'changes'));
  const refused = await api(`/changes?rows=1&partial=1&after=5&part=${made()}`, headers);
  expect([refused.status, (await answer(refused)).errors]).toEqual([422, [expect.objectContaining({ path: 'part' })]]);
});

const part = ([change, table, ...key]: [number, string, ...string[]]) =>
  Buffer.from(JSON.stringify([change, table, key])).toString('base64url');

/** One change of every kind of row: ledgers of all villages and a hundred and fifty years, some of them there before. */
async function writeMuch(): Promise<{ change: number; rows: number }> {
  const db = openDatabase(server.address);
  const villages = await db.selectFrom('village').select('code').execute();
  const at = new Date('2026-11-30T02:00:00Z');
  const { change, result } = await recordChange(db, { kind: 'import', account: null, at }, async (trx, number) => {
    const ended = await trx.selectFrom('statistic').select('year').execute();
    await trx.deleteFrom('statistic').where('year', '<', 2022).execute();
    await trx.updateTable('statistic').set({ households: 7, change: number }).execute();
    await trx.updateTable('village').set({ industry: '茭白', change: number }).execute();
    const years = Array.from({ length: 150 }, (_, nth) => 2100 + nth);
    for (const { code } of villages)
      await trx
        .insertInto('statistic')
        .values(years.map((year) => ({ villageCode: code, year, origin: 'demo' as const, change: number })))
        .execute();
    return ended.length + villages.length + villages.length * years.length;
  });
  await db.destroy();
  return { change: change ?? 0, rows: result ?? 0 };
}

async function undoLast() {
  const behind = lookBehind(server.address);
  const last = await behind.pluck('select max(number) from change');
  await behind.close();
  const undone = await post(`${server.url}/changes/${last}`, { intent: 'undo', reason: '测试' }, cookies.district);
  expect([undone.status, undone.headers.get('location')]).toEqual([302, expect.stringContaining('saved=')]);
}
