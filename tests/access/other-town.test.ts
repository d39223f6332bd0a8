/**
 * No sequence of actions by one town's users changes a byte of another town's rows, or reveals one that is not public.
 * Each form is taken as its rightful owner gets it, so that only the door stands between it and the register.
 */
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import { acceptRequest } from '#app/producers/settle-request.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { keysOfTables } from '#db/copy.server.ts';
import { formsOf, idsOf, routesOf, type TownIds } from '#tests/support/attacker.ts';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const own = '310118102';
const other = '310118103';
const password = 'seven frogs in rice';

/** Stands in everything of the other town that is not public; the attackers know the first half. */
const known = 'ZZQ';
const secret = '7f3a9c';
const marked = (what: string) => `${known}${what}${secret}`;

let server: Server;
let behind: Behind;
let routes: { read: string[]; written: string[] };
let theirs: TownIds;
let ours: TownIds;
const cookies: Record<string, string> = {};
const attackers = ['zhujiajiao', 'coop', 'stranger'] as const;
const cookieOf = (who: string) => cookies[who] ?? '';

beforeAll(async () => {
  server = await startServer();
  behind = lookBehind(server.address);
  await fillOtherTown();
  for (const who of ['district', 'zhujiajiao', 'liantang', 'coop']) cookies[who] = await signIn(server.url, who);
  cookies.rival = await signIn(server.url, 'rival', password);
  await fillByForms();
  routes = await routesOf(path.resolve('build/server/server-build.js'));
  theirs = await idsOf(behind, other, 'rival');
  ours = await idsOf(behind, own, 'coop');
}, 60_000);
afterAll(async () => {
  await behind.close();
  await server.stop();
});

const at = (address: string) => server.url + address;

/** A producer of the other town, and a request that waits there. */
async function fillOtherTown(): Promise<void> {
  const db = openDatabase(server.address);
  const now = new Date();
  const wish = (more: Record<string, string>) =>
    AskToJoin.parse({
      ...{ kind: 'family-farm', creditCode: '', townCode: other, phone: '13812345678' },
      ...{ password, repeatPassword: password, ...more },
    });
  const asked = await askToJoin(
    db,
    wish({ name: '练塘另一家家庭农场', username: 'rival', person: marked('contact') }),
    { now },
  );
  await acceptRequest(db, { id: asked, account: 'liantang', at: now });
  await askToJoin(db, wish({ name: marked('farm'), username: 'waiting', person: marked('person') }), { now });
  await db.destroy();
}

async function fillByForms(): Promise<void> {
  const change = String(await behind.pluck('select max(number) from change'));
  const producer = String(await behind.pluck("select producerId from account where username = 'rival'"));
  const base = { intent: 'amend', villageCode: '310118103274', crop: '稻米', area: '10', change };
  expect((await post(at(`/producers/${producer}/bases/new`), base, cookieOf('rival'))).status).toBe(302);
  const grown = await behind.pluck('select id from base where producerId = ?', producer);
  const product = {
    [`base-${grown}`]: 'on',
    ...{ season: '10月', variety: '青香软粳' },
    category: 'grain',
    name: marked('rice'),
    description: marked('description'),
    change,
  };
  const saved = await post(at('/products/new'), { intent: 'submit', ...product }, cookieOf('rival'));
  expect(saved.status).toBe(302);
  const draft = await post(
    at('/products/new'),
    { intent: 'save', ...product, name: marked('draft') },
    cookieOf('rival'),
  );
  expect(draft.status).toBe(302);
  const body = new FormData();
  body.append('file', new File(['村名,年份,户数,耕地（亩）\n东庄村,2023,901,'], `${marked('file')}.csv`));
  const headers = { cookie: cookieOf('liantang'), origin: server.url, 'sec-fetch-site': 'same-origin' };
  const brought = await fetch(at('/imports'), { method: 'POST', redirect: 'manual', headers, body });
  expect(brought.status).toBe(302);
}

/** Every row that speaks of the other town, but for those of other producers, who may grow in its villages. */
async function theirRows(): Promise<string[]> {
  const passing = ['session', 'credential', 'keptForm', 'importRow'];
  const rows: string[] = [];
  for (const [table] of keysOfTables)
    if (!passing.includes(table)) for (const row of await rowsOf(table)) rows.push(`${table} ${row}`);
  return rows.sort();
}

async function rowsOf(table: string): Promise<string[]> {
  return (await behind.all(`select * from "${table}"`))
    .map((row) => JSON.stringify(row))
    .filter((row) => theirs.all.some((id) => row.includes(`"${id}"`)))
    .filter((row) => {
      const producer = /"producerId":"([^"]+)"/.exec(row)?.[1];
      return producer === undefined || theirs.producers.includes(producer);
    });
}

/** One's own account is nobody else's, and signing out would end the attack. */
const ofTowns = (route: string) => !/^\/(login|logout|account)/.test(route);
const writeTargets = () =>
  routes.written.filter(ofTowns).flatMap((route) => theirs.addresses(route).map((address) => ({ route, address })));

/** The forms of a page as the first of the rightful owners gets them. */
async function rightfulForms(address: string): Promise<Record<string, string>[]> {
  for (const who of ['rival', 'liantang', 'district']) {
    const page = await get(at(address), cookieOf(who));
    const forms = page.status === 200 ? formsOf(await page.text()) : [];
    if (forms.length > 0) return forms;
  }
  return [];
}

const garbage = fc.constantFrom('改了', '9', '2024-05-01', 'accept', 'x', '');
const action = fc.record({
  who: fc.constantFrom(...attackers),
  /** Which address, which of its forms, and whether it is sent to the other town's address or to the attacker's own. */
  place: fc.nat(10_000),
  form: fc.nat(5),
  smuggled: fc.boolean(),
  field: fc.nat(30),
  value: fc.option(garbage, { nil: null }),
});

async function act({
  who,
  place,
  form,
  smuggled,
  field,
  value,
}: typeof action extends fc.Arbitrary<infer A> ? A : never) {
  const targets = writeTargets();
  const { route, address } = targets[place % targets.length] ?? { route: '/', address: '/' };
  const forms = await rightfulForms(address);
  const fields = { ...forms[form % Math.max(forms.length, 1)] };
  const names = Object.keys(fields);
  const name = names[field % Math.max(names.length, 1)];
  if (value !== null && name !== undefined) fields[name] = value;
  // What the attacker types himself may be shown to him again.
  for (const [each, typed] of Object.entries(fields)) fields[each] = typed.replaceAll(secret, '');
  // The attacker's own address, while the form speaks of the other town's rows.
  const to = smuggled ? (ours.addresses(route)[0] ?? address) : address;
  const answer = await post(at(to), fields, cookieOf(who));
  expect(answer.status, `${who} ${to}`).toBeLessThan(500);
  expect(await answer.text(), `${who} ${to}`).not.toContain(secret);
}

describe('one town’s users', () => {
  test('change nothing of another town, whatever they send, in whatever order', async () => {
    const before = await theirRows();
    expect(before.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 5 }), async (actions) => {
        for (const each of actions) await act(each);
        expect(await theirRows()).toEqual(before);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 180_000);

  test('every form of the other town, sent as it is, is refused', async () => {
    const before = await theirRows();
    for (const { address } of writeTargets())
      for (const form of await rightfulForms(address))
        for (const who of attackers) await post(at(address), form, cookieOf(who));
    expect(await theirRows()).toEqual(before);
  }, 180_000);

  test.each(attackers)(
    '%s reads nothing of it that is not public, by whatever address',
    async (who) => {
      for (const route of routes.read) {
        for (const address of theirs.addresses(route)) {
          const answer = await get(at(address), cookieOf(who));
          expect(answer.status, address).toBeLessThan(500);
          expect(await answer.text(), address).not.toContain(secret);
        }
      }
    },
    120_000,
  );

  const lists = [
    ...[
      '/villages',
      '/titles',
      '/areas',
      '/products',
      '/producers',
      '/brands',
      '/certificates',
      '/outputs',
      '/changes',
    ],
    ...['/imports', '/reports', '/desk', '/producers/requests', '/exports/products.csv', '/exports/producers.csv'],
    ...['/api/v1/products', '/api/v1/producers', '/api/v1/certificates', '/outputs/exports/outputs.csv'],
  ];
  test.each(attackers)('%s learns by no search and no count that it is there', async (who) => {
    const answerTo = async (list: string, word: string) => {
      const query = new URLSearchParams({ q: word, village: word, producer: theirs.producer, product: theirs.draft });
      const answer = await get(at(`${list}?${query}`), cookieOf(who));
      const text = (await answer.text()).replaceAll(word, 'WORD').replace(/[0-9a-f-]{36}/g, 'REQUEST');
      return `${answer.status} ${text.replaceAll(encodeURIComponent(word), 'WORD')}`;
    };
    for (const list of lists) expect(await answerTo(list, `${known}rice`), list).toBe(await answerTo(list, 'ZZX0nix'));
  });

  test.each(attackers)(
    '%s is told the same of a row that is not public and of one that does not exist',
    async (who) => {
      const told = async (address: string, method: 'get' | 'post') => {
        const answer = await (method === 'get'
          ? get(at(address), cookieOf(who))
          : post(at(address), {}, cookieOf(who)));
        return answer.status;
      };
      for (const route of [...new Set([...routes.read, ...routes.written])])
        for (const id of theirs.hidden(route)) {
          const methods = routes.written.includes(route) ? (['get', 'post'] as const) : (['get'] as const);
          for (const method of methods) {
            const real = route.replace(':id', id);
            const none = route.replace(':id', 'zzzz0zzzz0zz');
            expect([real, method, await told(real, method)]).toEqual([real, method, await told(none, method)]);
          }
        }
    },
  );

  test('a token and a calendar reach as far as their account, and no further', async () => {
    const made = await post(
      at('/account/tokens'),
      { intent: 'make', name: 'x', scope: 'changes', days: '30' },
      cookieOf('zhujiajiao'),
    );
    const token = /qingxi_[\w-]+/.exec(await made.text())?.[0] ?? '';
    expect(token).not.toBe('');
    const headers = { authorization: `Bearer ${token}` };
    for (const list of ['products', 'producers', 'certificates', 'changes', 'changes?rows=1', 'villages']) {
      const answer = await fetch(at(`/api/v1/${list}`), { headers });
      expect(await answer.text(), list).not.toContain(secret);
    }
    expect(
      (await fetch(at('/desk'), { headers, redirect: 'manual' })).headers.get('location'),
      'pages know no tokens',
    ).toMatch(/^\/login/);
    const calendar = await post(at('/account/calendar'), { intent: 'renew' }, cookieOf('zhujiajiao'));
    const address = /\/calendar\/[\w-]+\.ics/.exec(await calendar.text())?.[0] ?? '';
    const events = await (await fetch(at(address))).text();
    expect(events).toContain('BEGIN:VCALENDAR');
    for (const id of theirs.certificates) expect(events).not.toContain(id);
  });

  test('the same forms do write when their owners send them: the refusals above meant something', async () => {
    const writing = new Set<string>();
    for (const { route, address } of writeTargets()) {
      if (writing.size >= 8) break;
      if (route === '/admin/accounts') continue;
      for (const form of await rightfulForms(address)) {
        const before = await theirRows();
        for (const who of ['rival', 'liantang', 'district'])
          if (
            (await post(at(address), { ...form, households: '777', name: '改过的名称' }, cookieOf(who))).status === 302
          )
            break;
        if ((await theirRows()).join() !== before.join()) writing.add(route);
      }
    }
    expect([...writing].length).toBeGreaterThanOrEqual(8);
  }, 120_000);
});
