/**
 * Every address of the running register, as everybody: whatever stands in the path, behind the question mark, in the
 * headers or as the method, the answer is no fault, comes at once and says in Chinese what is wrong.
 */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BODY_LIMIT } from '#app/http/body-limit.server.ts';
import type { Answer, Question } from './ask.ts';
import { edgesByName } from './edges.ts';
import { effort, plainText, runs, saySeed, wellFormed, wirePart } from './nasty.ts';
import { readPage } from './page.ts';
import { openStand, readers, type Stand } from './stand.ts';
import { expectHelp, judge } from './verdict.ts';
import { leaveWork } from './waiting-work.ts';
import { routes, type Walk, walkAll } from './walk.ts';

let stand: Stand;
let walk: Walk;
const edges = await edgesByName();

beforeAll(async () => {
  saySeed();
  stand = await openStand();
  walk = await walkAll(stand, await leaveWork(stand));
});
afterAll(() => stand.server.stop());

/** Addresses that no page shows: a bar code that is on no label, a calendar whose address is a secret, the way out. */
const unshown = ['/01/:gtin', '/calendar/:file', '/logout'];

test('every route has a page that somebody finds, and no link leads nowhere', () => {
  expect(routes.map(({ route }) => route).filter((route) => !walk.places.has(route))).toEqual(unshown);
  expect(walk.dead).toEqual([]);
});

const text = plainText.map((value) => encodeURIComponent(wellFormed(value)));
const strange = fc.oneof(wirePart, text);

/** A name and a value behind the question mark: such as the register's own links have, or any. */
const queryPart = fc.gen().map((gen) => {
  const more = ['asOf', 'change', 'page', 'kept', 'next', 'saved', 'cursor', 'limit'];
  const names = fc.constantFrom(...walk.queries.keys(), ...edges.keys(), ...more);
  const name = gen(() => fc.oneof({ weight: 8, arbitrary: names }, { weight: 1, arbitrary: wirePart }));
  const known = [...(walk.queries.get(name) ?? []), ...(edges.get(name) ?? [])];
  const usual = known.map((value) => encodeURIComponent(wellFormed(value)));
  return `${name}=${gen(() => (usual.length > 0 ? fc.oneof(strange, fc.constantFrom(...usual)) : strange))}`;
});

const query = fc
  .array(queryPart, { minLength: 1, maxLength: 4 })
  // Longer than a server takes from anybody; that is asked below.
  .map((parts) => parts.join('&').slice(0, 12_000));

const reader = fc.constantFrom(...readers);

describe.each(routes.filter(({ route }) => route !== '/logout'))('$route', ({ route, writes }) => {
  const patience = 60_000 * effort;
  const ask = async (who: (typeof readers)[number], question: Question) => {
    const send = () => stand.ask(who, question);
    const answer = await send();
    await judge(answer, send, question.path);
    return answer;
  };
  const addresses = () => [...(walk.places.get(route) ?? [route.replaceAll(/:\w+/g, 'x')])];

  test('takes any question', { timeout: patience }, async () => {
    const [address = route] = addresses();
    const separator = address.includes('?') ? '&' : '?';
    await fc.assert(
      fc.asyncProperty(reader, query, async (who, asked) => {
        await ask(who, { path: address + separator + asked });
      }),
      runs(4),
    );
    expect(stand.faults()).toEqual([]);
  });

  test('takes any path', { timeout: patience }, async () => {
    const parameters = route.split('/').filter((part) => part.startsWith(':'));
    if (parameters.length === 0) return;
    await fc.assert(
      fc.asyncProperty(
        reader,
        fc.array(strange, { minLength: parameters.length, maxLength: parameters.length }),
        async (who, parts) => {
          const rest = [...parts];
          await ask(who, { path: route.replaceAll(/:\w+/g, () => rest.shift() ?? '') });
        },
      ),
      runs(3),
    );
    expect(stand.faults()).toEqual([]);
  });

  test('says in its own frame that it takes no form', { timeout: patience }, async () => {
    const [path = route] = addresses();
    if (writes || path.startsWith('/api/')) return;
    const answer = await ask('liantang', { path, method: 'POST', body: 'name=x', headers: formHeaders });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    expectFrame(answer);
  });

  test('takes any method and header', { timeout: patience }, async () => {
    const [path = route] = addresses();
    await fc.assert(
      fc.asyncProperty(reader, strangeRequest, async (who, { method, headers }) => {
        await ask(who, { path, method, headers });
      }),
      runs(2),
    );
    expect(stand.faults()).toEqual([]);
  });
});

const formHeaders = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'text/html' };

/** The register's own page, as who is signed in sees it, with the number of the request. */
function expectFrame({ headers, body }: Answer): void {
  const { text } = readPage(body);
  expect(text).toMatch(/练塘镇.*退出/s);
  expect(text).toContain(headers['x-request-id']);
  expect(text).toContain('这次没有保存');
}

describe('a form that is too large', () => {
  const body = Buffer.alloc(BODY_LIMIT + 1);

  test.each(['/imports', '/login/code', '/villages', '/exports/villages.csv', '/nowhere'])('%s', async (path) => {
    const answer = await stand.ask('liantang', { path, method: 'POST', body, headers: formHeaders });
    expect(answer.status).toBeOneOf([413, 405]);
    expectFrame(answer);
  });

  test('is a problem document for a program', async () => {
    const headers = { ...formHeaders, Accept: 'application/json' };
    const answer = await stand.ask('liantang', { path: '/imports', method: 'POST', body, headers });
    expect(answer.status).toBe(413);
    expectHelp(answer);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });
});

const headerText = fc.oneof(
  fc.constantFrom(
    '',
    '*',
    '*/*',
    'W/"1',
    '"',
    'bytes=0-',
    'bytes=9-1',
    'text/csv;q=x',
    'text/html;q=0',
    ';;;',
    ',,,',
    'gzip;q=0, *;q=0',
  ),
  fc.constantFrom(
    'Bearer',
    'Bearer x',
    'Basic !!',
    `Bearer ${'a'.repeat(3000)}`,
    'register=',
    'register=%',
    'register="',
    '=',
    ';',
    'register=x; register=y',
  ),
  fc.constantFrom(
    'a'.repeat(6000),
    '\xe9\xff',
    '127.0.0.1',
    'evil.example',
    'evil.example:99999',
    '[::1',
    'a b',
    'Thu, 99 Foo 2026',
    '-1',
    '1e9',
  ),
);

const strangeRequest = fc.record({
  method: fc.constantFrom(
    'GET',
    'GET',
    'GET',
    'HEAD',
    'OPTIONS',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'TRACE',
    'PROPFIND',
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      ...[
        'Accept',
        'Accept-Encoding',
        'Accept-Language',
        'Authorization',
        'Cookie',
        'If-None-Match',
        'If-Modified-Since',
      ],
      ...[
        'Range',
        'Host',
        'Origin',
        'Referer',
        'User-Agent',
        'X-Forwarded-For',
        'X-Forwarded-Host',
        'X-Forwarded-Proto',
      ],
      ...['Content-Type', 'Sec-Fetch-Site', 'Purpose', 'X-Remix-Reload', 'X-HTTP-Method-Override'],
    ),
    headerText,
    { maxKeys: 3 },
  ),
});

describe('a request that is no request', () => {
  test.each([
    ['an address longer than a server takes', `GET /villages?q=${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
    ['a header that is none', 'GET / HTTP/1.1\r\nHost x\r\n\r\n'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['two lengths', 'POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na'],
    ['a method that is none', 'GOT / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('is told so in Chinese: %s', async (_, bytes) => {
    const said = await exchange(bytes);
    expect(said).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(said).toMatch(/[\u4e00-\u9fff]{4,}.*。/);
  });

  test('a client that goes away in the middle leaves no trace', async () => {
    const head =
      'POST /join HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900\r\n\r\n--b\r\n';
    await exchange(head, 50);
    expect((await stand.get('public', '/join')).status).toBe(200);
    expect(stand.faults()).toEqual([]);
  });
});

/** What a server says to bytes; hangs up by itself after so many milliseconds. */
function exchange(bytes: string, patience = 2_000): Promise<string> {
  const { port } = new URL(stand.server.url);
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (piece) => {
      said += piece.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
    setTimeout(() => socket.destroy(), patience);
  });
}

describe('what is no page', () => {
  test.each([
    '/no-such-page',
    '/villages/310118102999',
    '/changes/999999',
    '/api/v1/nothing',
    '/reports/kept/x/report.pdf',
  ])('says so, with its number: %s', async (path) => {
    const answer = await stand.get('district', path);
    expect(answer.status).toBe(404);
    expectHelp(answer);
  });
});
