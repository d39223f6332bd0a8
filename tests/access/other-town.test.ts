/**
 * No sequence of actions by one town's users changes a byte of another town's rows, or reveals one that is not public.
 * `every-command.test.ts` asks each command by itself.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { get, post } from '#tests/support/server.ts';
import { attackers, known, owners, routes, secret, TwoTowns } from './two-towns.ts';

let towns: TwoTowns;
beforeAll(async () => {
  towns = await TwoTowns.open();
}, 60_000);
afterAll(() => towns.close());

const at = (address: string) => towns.at(address);
const cookieOf = (who: string) => towns.cookieOf(who);

/** One's own account is nobody else's, and signing out would end the attack. */
const written = routes.written.filter((route) => !/^\/(login|logout|account)/.test(route));
const writeTargets = () => written.flatMap((route) => towns.targetsOf(route));

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
  const forms = await towns.formsFor(owners, address);
  const fields = { ...forms[form % Math.max(forms.length, 1)] };
  const names = Object.keys(fields);
  const name = names[field % Math.max(names.length, 1)];
  if (value !== null && name !== undefined) fields[name] = value;
  // What the attacker types himself may be shown to him again.
  for (const [each, typed] of Object.entries(fields)) fields[each] = typed.replaceAll(secret, '');
  // The attacker's own address, while the form speaks of the other town's rows.
  const to = smuggled ? (towns.ours.addresses(route)[0] ?? address) : address;
  const answer = await post(at(to), fields, cookieOf(who));
  expect(answer.status, `${who} ${to}`).toBeLessThan(500);
  expect(await answer.text(), `${who} ${to}`).not.toContain(secret);
}

describe('one town’s users', () => {
  test('change nothing of another town, whatever they send, in whatever order', async () => {
    const before = await towns.theirRows();
    expect(before.length).toBeGreaterThan(100);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 5 }), async (actions) => {
        for (const each of actions) await act(each);
        expect(await towns.theirRows()).toEqual(before);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 180_000);

  test.each(attackers)(
    '%s reads nothing of it that is not public, by whatever address',
    async (who) => {
      for (const route of routes.read) {
        for (const address of towns.theirs.addresses(route)) {
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
      const query = new URLSearchParams({
        q: word,
        village: word,
        producer: towns.theirs.producer,
        product: towns.theirs.draft,
      });
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
        for (const id of towns.theirs.hidden(route)) {
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
    for (const id of towns.theirs.certificates) expect(events).not.toContain(id);
  });

  test('the same forms do write when their owners send them: the refusals above meant something', async () => {
    const writing = new Set<string>();
    for (const { route, address } of writeTargets()) {
      if (writing.size >= 8) break;
      if (route === '/admin/accounts') continue;
      for (const form of await towns.formsFor(owners, address)) {
        const before = await towns.theirRows();
        for (const who of ['rival', 'liantang', 'district'])
          if (
            (await post(at(address), { ...form, households: '777', name: '改过的名称' }, cookieOf(who))).status === 302
          )
            break;
        if ((await towns.theirRows()).join() !== before.join()) writing.add(route);
      }
    }
    expect([...writing].length).toBeGreaterThanOrEqual(8);
  }, 120_000);
});
