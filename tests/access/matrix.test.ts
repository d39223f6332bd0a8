/**
 * Every route × role × town × method, asked over HTTP of the running program. What is expected is written here by hand:
 * a route that is missing from the table fails, and so does a row whose route is gone.
 */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

/**
 * Who may. `all`: everybody. `signed`: whoever is signed in. `office`: the district and the towns' offices, each with its
 * own rows. `town`: the district, and an office in its own town.
 * `reach`: whose scope reaches the town; to others it does not exist. `district`: the district alone. `hidden`: the
 * district, and to other accounts the page does not exist. `producer`: a producer, with its own rows. `own`: the producer
 * whose row it is. `ticket`: whoever has just given a right password, which nobody here has. `ours`: the town's office alone, and to other offices it does not exist. `care`: that producer, the district, and the office of its town.
 */
type Who =
  | 'all'
  | 'signed'
  | 'office'
  | 'town'
  | 'reach'
  | 'district'
  | 'hidden'
  | 'producer'
  | 'own'
  | 'ours'
  | 'ticket'
  | 'care';

const table: Record<string, { read: Who; write?: Who }> = {
  '/': { read: 'all' },
  '/login': { read: 'all', write: 'all' },
  '/login/code': { read: 'ticket', write: 'ticket' },
  '/logout': { read: 'all', write: 'all' },
  '/account': { read: 'signed', write: 'signed' },
  '/account/second-factor': { read: 'signed', write: 'signed' },
  '/account/calendar': { read: 'signed', write: 'signed' },
  '/account/tokens': { read: 'signed', write: 'signed' },
  '/calendar/:file': { read: 'all' },
  '/desk': { read: 'signed' },
  '/outputs': { read: 'signed' },
  '/outputs/exports/:file': { read: 'signed' },
  '/changes/exports/:file': { read: 'signed' },
  '/exports/:file': { read: 'all' },
  '/imports/template.xlsx': { read: 'office' },
  '/outputs/:year': { read: 'producer', write: 'producer' },
  '/outputs/:year/review/:producer': { read: 'town', write: 'town' },
  '/outputs/:year/local/:town': { read: 'town', write: 'town' },
  '/admin/accounts': { read: 'hidden', write: 'hidden' },
  '/admin/backups': { read: 'hidden', write: 'hidden' },
  '/admin/health': { read: 'hidden' },
  '/villages': { read: 'all' },
  '/villages/:code': { read: 'all' },
  '/villages/:code/report': { read: 'all' },
  '/villages/:code/report.pdf': { read: 'all' },
  '/villages/:code/history': { read: 'reach' },
  '/villages/:code/edit': { read: 'town', write: 'town' },
  '/villages/:code/retention': { read: 'town', write: 'town' },
  '/villages/:code/statistics/:year': { read: 'town', write: 'town' },
  '/villages/:code/lineage': { read: 'district', write: 'district' },
  '/titles': { read: 'all' },
  '/titles/new': { read: 'office', write: 'town' },
  '/titles/:id': { read: 'all' },
  '/titles/:id/advance': { read: 'town', write: 'town' },
  '/titles/:id/steps/:sequence': { read: 'town', write: 'town' },
  '/titles/:id/confirm': { read: 'district', write: 'district' },
  '/areas': { read: 'all' },
  '/areas/new': { read: 'office', write: 'office' },
  '/areas/:id': { read: 'all' },
  '/areas/:id/edit': { read: 'town', write: 'town' },
  '/areas/:id/members': { read: 'town', write: 'town' },
  '/areas/:id/advance': { read: 'town', write: 'town' },
  '/areas/:id/steps/:sequence': { read: 'town', write: 'town' },
  '/areas/:id/confirm': { read: 'district', write: 'district' },
  '/attachments/:hash': { read: 'reach' },
  '/plan': { read: 'all' },
  '/plan/:key/target': { read: 'district', write: 'district' },
  '/plan/:key/method': { read: 'district', write: 'district' },
  '/plan/:key/observations/:year': { read: 'district', write: 'district' },
  '/plan/:key/observations/:year/confirm': { read: 'district', write: 'district' },
  '/figures/:key': { read: 'all' },
  '/verify': { read: 'all' },
  '/verify/statement.json': { read: 'all' },
  '/verify/:code': { read: 'all', write: 'all' },
  '/reports': { read: 'all', write: 'office' },
  '/reports/:kind': { read: 'all' },
  '/reports/:kind/report.pdf': { read: 'all' },
  '/reports/kept/:id/report.pdf': { read: 'all' },
  '/imports': { read: 'office', write: 'office' },
  '/imports/:id': { read: 'ours', write: 'ours' },
  '/imports/:id/progress': { read: 'ours' },
  '/imports/:id/errors.xlsx': { read: 'ours' },
  '/reports/ledgers/:key': { read: 'all' },
  '/reports/ledgers/:key/ledger.pdf': { read: 'all' },
  '/reports/ledgers/:key/ledger.xlsx': { read: 'all' },
  '/changes': { read: 'signed' },
  '/changes/:number': { read: 'reach', write: 'town' },
  '/join': { read: 'all', write: 'all' },
  '/join/:id': { read: 'all' },
  '/producers/requests': { read: 'office' },
  '/producers/requests/:id': { read: 'town', write: 'town' },
  '/producers': { read: 'all' },
  '/producers/:id': { read: 'all' },
  '/producers/:id/edit': { read: 'town', write: 'town' },
  '/producers/:id/members': { read: 'town', write: 'town' },
  '/producers/:id/contact': { read: 'own', write: 'own' },
  '/producers/:id/bases/:base': { read: 'own', write: 'own' },
  '/producers/:id/brands/:brand': { read: 'own', write: 'own' },
  '/brands': { read: 'all' },
  '/brands/new': { read: 'office', write: 'office' },
  '/brands/:id': { read: 'all' },
  '/brands/:id/edit': { read: 'town', write: 'town' },
  '/products': { read: 'all' },
  '/products/:id': { read: 'all' },
  '/products/new': { read: 'producer', write: 'producer' },
  '/products/:id/edit': { read: 'own', write: 'own' },
  '/products/:id/withdraw': { read: 'own', write: 'own' },
  '/products/:id/review': { read: 'town', write: 'town' },
  '/products/:id/standing': { read: 'town', write: 'town' },
  '/products/:id/labels': { read: 'care' },
  '/products/:id/labels.pdf': { read: 'care' },
  '/products/:id/label.svg': { read: 'care' },
  '/pictures/:hash': { read: 'all' },
  '/01/:gtin': { read: 'all' },
  '/certificates': { read: 'all' },
  '/certificates/:id': { read: 'all' },
  '/certificates/new': { read: 'producer', write: 'producer' },
  '/certificates/:id/edit': { read: 'own', write: 'own' },
  '/certificates/:id/review': { read: 'town', write: 'town' },
  '/certificates/:id/decide': { read: 'town', write: 'town' },
  '/api': { read: 'all' },
  '/api/openapi.json': { read: 'all' },
  '/open-data': { read: 'all' },
  '/open-data.jsonld': { read: 'all' },
  '/api/v1/producers': { read: 'all' },
  '/api/v1/products': { read: 'all' },
  '/api/v1/certificates': { read: 'all' },
  '/api/v1/progress': { read: 'all' },
  '/api/v1/figures/:key': { read: 'all' },
  '/api/v1/indicators': { read: 'all' },
  '/api/v1/villages': { read: 'all' },
  '/api/v1/villages/:code': { read: 'all' },
  '/api/v1/areas': { read: 'all' },
  '/api/v1/titles': { read: 'all' },
  '/api/v1/changes': { read: 'signed' },
  '/api/v1/verify/:code': { read: 'all' },
};

const towns = { zhujiajiao: '310118102', liantang: '310118103', jinze: '310118104' };
const readers = ['public', 'viewer', 'coop', 'zhujiajiao', 'liantang', 'jinze', 'district'] as const;
type ReaderName = (typeof readers)[number];

const isOffice = (name: ReaderName): name is keyof typeof towns => Object.hasOwn(towns, name);

/** What the answer must be, of the rows of one town. `ok` is whatever a permitted reader may get. */
function expected(who: Who, reader: ReaderName, town: string): 'ok' | 'sign-in' | 403 | 404 {
  if (who === 'all') return 'ok';
  if (reader === 'public' || who === 'ticket') return 'sign-in';
  // `coop` is a producer of the first town; the rows of the others are another's.
  if (who === 'producer') return reader === 'coop' ? 'ok' : 403;
  if (who === 'care' && reader === 'coop' && town === towns.zhujiajiao) return 'ok';
  if (who === 'own') return reader === 'coop' && town === towns.zhujiajiao ? 'ok' : 403;
  if (who === 'ours' && reader === 'district') return 404;
  if (who === 'signed' || reader === 'district') return 'ok';
  if (who === 'district') return 403;
  if (who === 'hidden') return 404;
  if (who === 'office') return isOffice(reader) ? 'ok' : 403;
  const own = isOffice(reader) && towns[reader] === town;
  if (who === 'ours') return own ? 'ok' : isOffice(reader) ? 404 : 403;
  if (who === 'reach') return own || reader === 'viewer' ? 'ok' : 404;
  return own ? 'ok' : 403;
}

let server: Server;
let behind: Behind;
const cookies = new Map<ReaderName, string>([['public', '']]);
const cookieOf = (reader: ReaderName) => cookies.get(reader) ?? '';

beforeAll(async () => {
  server = await startServer();
  behind = lookBehind(server.address);
  for (const reader of readers) if (reader !== 'public') cookies.set(reader, await signIn(server.url, reader));
});
afterAll(async () => {
  await behind.close();
  await server.stop();
});

const pluck = async (query: string, ...values: unknown[]) => String(await behind.pluck(query, ...values));

/** A request to join in the town's inbox, put there where none waits. */
async function requestOf(town: string): Promise<string> {
  await behind.all(
    `insert into joinRequest (id, state, kind, name, townCode, person, phone, username, submittedAt)
     select ?, 'waiting', 'other', 'x', ?, 'x', 'x', ?, '2026-11-24' where not exists (select 1 from joinRequest where townCode = ?)`,
    ...[`request-${town}`, town, `joiner-${town}`, town],
  );
  return pluck('select id from joinRequest where townCode = ?', town);
}

/** A file that the town's office brought in. */
async function importOf(town: string): Promise<string> {
  await behind.all(
    `insert into import (id, account, role, townCode, fileName, size, bytes, state, startedAt, sheets, added, changed, unchanged, refused)
     values (?, 'x', 'town', ?, 'x.csv', 1, ?, 'ready', '2026-11-24', '[]', 0, 0, 0, 0) on conflict do nothing`,
    ...[`import-${town}`, town, Buffer.from('a')],
  );
  return `import-${town}`;
}

/** An area, a producer, a product or a certificate of the town; elsewhere the title. */
async function idOf(route: string, town: string, title: string): Promise<string> {
  const producer = await pluck(
    "select id from producer where townCode = ? and id like 'demo-%' and kind = 'cooperative' order by id",
    town,
  );
  if (route.startsWith('/imports')) return importOf(town);
  if (route.startsWith('/join') || route.startsWith('/producers/requests')) return requestOf(town);
  if (route.startsWith('/producers')) return producer;
  if (route.startsWith('/areas'))
    return pluck("select areaId from areaTown where townCode = ? and areaId like 'demo-%' order by areaId", town);
  if (route.startsWith('/brands')) return pluck('select id from brand where producerId = ?', producer);
  if (route.startsWith('/products'))
    return pluck("select id from product where producerId = ? and status = 'public'", producer);
  if (route.startsWith('/certificates')) return pluck('select id from certificate where producerId = ?', producer);
  return title;
}

/** An address of a route for the rows of one town. */
async function addressOf(route: string, town: string): Promise<string> {
  const village = await pluck('select code from village where townCode = ?', town);
  const title = await pluck(
    'select title.id from title join village on village.code = villageCode where townCode = ?',
    town,
  );
  const change = await pluck("select max(number) from change where town = ? and kind = 'title-advance'", town);
  const parts: Record<string, string> = {
    ...{
      ':id': await idOf(route, town, title),
      ':sequence': '1',
      ':year': '2024',
      ':key': route.includes('/plan/') ? 'indicator-9' : 'coverage',
      ':number': change,
    },
    ':code': route.includes('verify') ? 'v-unknown' : village,
    ...{ ':hash': 'f'.repeat(64), ':base': 'new', ':brand': 'new', ':town': town, ':file': fileOf(route) },
    ':gtin': '00000000000000',
    ':kind': 'brief',
    ':producer': await pluck("select id from producer where townCode = ? and kind = 'cooperative' order by id", town),
  };
  if (route.endsWith('/method')) parts[':key'] = 'green-rate';
  if (route.includes('ledgers')) parts[':key'] = 'villages';
  const address = route.replace(/:[a-z]+/g, (name) => parts[name] ?? name);
  if (route === '/imports/template.xlsx') return `${address}?kind=villages`;
  return route === '/titles/new' ? `${address}?village=${village}` : address;
}

function fileOf(route: string): string {
  if (route.startsWith('/changes')) return 'changes.xlsx';
  if (route.startsWith('/calendar')) return 'x.ics';
  return route.startsWith('/outputs') ? 'outputs.csv' : 'villages.xlsx';
}

/** Names a row of the town, so that the door can judge it, and nothing that could be written. */
const forgedForm = async (town: string) => ({
  villageCode: await pluck('select code from village where townCode = ?', town),
});

function seen(response: Response): 'ok' | 'sign-in' | number {
  const { status } = response;
  if (status === 401) return 'sign-in';
  if (status === 302 && response.headers.get('location')?.startsWith('/login')) return 'sign-in';
  return status === 403 || status === 404 || status >= 500 ? status : 'ok';
}

test('the table names every route of the program, and no other', async () => {
  const build: { routes: Record<string, Route> } = await import(path.resolve('build/server/server-build.js'));
  const guarded = Object.values(build.routes).filter(({ id }) => !['root', 'routes/$', 'routes/api.$'].includes(id));
  const addresses = guarded.map((route) => ({ address: addressOfRoute(route, build.routes), route }));
  expect(addresses.map(({ address }) => address).sort()).toEqual(Object.keys(table).sort());
  for (const { address, route } of addresses) {
    expect(route.module.loader?.permission, address).toEqual(expect.any(String));
    expect(route.module.action?.permission !== undefined, `${address} writes`).toBe(
      table[address]?.write !== undefined,
    );
  }
});

interface Route {
  id: string;
  parentId?: string;
  path?: string;
  module: { loader?: { permission?: string }; action?: { permission?: string } };
}

function addressOfRoute(route: Route, routes: Record<string, Route>): string {
  const parent = route.parentId === undefined ? undefined : routes[route.parentId];
  const above = parent ? addressOfRoute(parent, routes).replace(/\/$/, '') : '';
  return `${above}/${route.path ?? ''}`.replace(/(.)\/$/, '$1');
}

/** No file and no such bar code is in the demonstration, and none of these waits for review: who may look finds nothing. */
const nowhere = new Set([
  ...['/calendar/:file', '/attachments/:hash', '/pictures/:hash', '/01/:gtin'],
  ...['/products/:id/review', '/certificates/:id/review', '/reports/kept/:id/report.pdf'],
]);

describe.each(Object.entries(table))('%s', (route, { read, write }) => {
  test.each(readers)('read by %s', async (reader) => {
    for (const town of Object.values(towns)) {
      const answer = seen(await get(server.url + (await addressOf(route, town)), cookieOf(reader)));
      const wanted = expected(read, reader, town);
      expect(answer, `${town}`).toBe(nowhere.has(route) && wanted === 'ok' ? 404 : wanted);
    }
  });

  if (write === undefined) return;
  test.each(readers)('written by %s', async (reader) => {
    for (const town of Object.values(towns)) {
      const before = await pluck('select count(*) from change');
      const answer = seen(
        await post(server.url + (await addressOf(route, town)), await forgedForm(town), cookieOf(reader)),
      );
      expect(answer, `${town}`).toBe(expected(write, reader, town));
      expect(await pluck('select count(*) from change'), 'an empty form writes nothing').toBe(before);
      // Signing out is permitted to all, and would end the walk.
      if (route === '/logout' && reader !== 'public') cookies.set(reader, await signIn(server.url, reader));
    }
  });
});

test('an address that is no page is 404 for everybody, read or written', async () => {
  for (const reader of readers) {
    expect((await get(`${server.url}/no-such-page`, cookieOf(reader))).status).toBe(404);
    expect((await post(`${server.url}/no-such-page`, {}, cookieOf(reader))).status).toBe(404);
  }
});

test('an address that is none of the interface is told so as a problem, whatever follows /api', async () => {
  for (const address of ['/api/v1/nonsense', '/api/nonsense', '/api/v2/villages', '/api/v1/villages/310118102999']) {
    const response = await get(server.url + address);
    expect(response.status, address).toBe(404);
    expect(response.headers.get('Content-Type'), address).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 404, title: expect.stringContaining('没有找到') });
  }
});

test('every item of the interface says where it comes from', async () => {
  for (const list of ['villages', 'titles', 'areas', 'producers', 'products', 'certificates']) {
    const response = await get(`${server.url}/api/v1/${list}?limit=200`);
    const { items }: { items: { origin?: string }[] } = await response.json();
    expect(items.length, list).toBeGreaterThan(0);
    for (const { origin } of items) expect(['fact', 'demo', 'entered'], list).toContain(origin);
  }
});

test('a page without an action refuses a write instead of failing', async () => {
  for (const route of ['/', '/villages', '/titles', '/desk']) {
    expect((await post(server.url + route, {}, cookieOf('district'))).status, route).toBe(405);
  }
});

test.each([
  ...['/?asOf=nonsense', '/?asOf=2025-02-30', '/?change=0', '/?change=999999', '/?change=1e9', '/villages?page=-1'],
  ...['/villages?sort=__proto__', '/villages?level=x&town=y', '/villages?q=%25%27%22%3B--', '/villages/nonsense'],
  ...[
    '/titles?stage=x&page=abc',
    '/figures/nonsense',
    '/figures/__proto__',
    '/verify/%00',
    '/titles/%F0%9F',
    '/%c0%ae',
  ],
  ...['/api/v1/villages?limit=0', '/api/v1/villages?cursor=!!', '/api/v1/titles?limit=99999', '/api/v1/nonsense'],
  ...['/exports/villages.xlsx?town=x&level=y&year=z', '/exports/..%2Fx.xlsx', '/exports/outputs.xlsx'],
  ...['/imports/template.xlsx', '/imports/template.xlsx?kind=__proto__', '/imports/template.xlsx?kind=titles&year=x'],
  ...['/reports?town=x&kept=y', '/reports/nonsense', '/reports/brief?town=%00', '/reports/brief?asOf=2099-01-01'],
  ...[
    '/reports/__proto__',
    '/reports/booklet/report.pdf?town=x',
    '/reports/kept/x/report.pdf',
    '/reports/ledgers/x',
    '/reports/ledgers/villages?town=x&year=y',
    '/verify/rb000000000-1-1-x',
  ],
  ...['/areas?kind=x&stage=y', '/areas/nonsense', '/api/v1/areas?kind=x', '/areas/shangta/steps/x'],
  ...['/villages/310118102232/statistics/99999', '/villages/310118102232?asOf=0000-00-00', '/changes?before=x&kind=y'],
])('bad input never fails: %s', async (address) => {
  const response = await get(server.url + address, cookieOf('district'));
  expect(response.status).toBeLessThan(500);
  if (response.status >= 400) expect(await response.text()).toMatch(/[\u4e00-\u9fff]{4}/);
});
