/**
 * How long an answer takes must not tell what exists. Time is never asserted here: counted is the work that takes it, the
 * questions to the database by their kind and the passwords that are hashed, and it is the same in either case.
 */
import * as argon2 from '@node-rs/argon2';
import type { KyselyPlugin, PluginTransformQueryArgs } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openToken } from '#app/accounts/make-token.server.ts';
import { addAccount, switchAccount } from '#app/accounts/manage-account.server.ts';
import { scopeOf } from '#app/accounts/policy.rules.ts';
import { signIn } from '#app/accounts/sign-in.server.ts';
import { createThrottle } from '#app/accounts/throttle.server.ts';
import { openCalendar } from '#app/certificates/open-calendar.server.ts';
import { getImport } from '#app/exchange/import.repository.server.ts';
import { keepImport } from '#app/exchange/run-import.server.ts';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import { verifyReport } from '#app/reports/verify-report.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';

// The very functions, and who called them.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

const now = new Date('2026-11-24T03:00:00Z');
const secret = 'a secret for tests';

let register: Db;
let db: Db;
let asked: string[];
beforeEach(async () => {
  register = await demoRegister();
  asked = [];
  const counting: KyselyPlugin = {
    transformQuery({ node }: PluginTransformQueryArgs) {
      asked.push(node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  db = register.withPlugin(counting);
});

/** What was done for an answer, and how it ended for whoever asked. */
async function workOf(work: () => Promise<unknown>) {
  asked.length = 0;
  vi.mocked(argon2.hash).mockClear();
  vi.mocked(argon2.verify).mockClear();
  const said = await work().then(
    () => 'done',
    (error: Error) => error.message,
  );
  const [hashed, verified] = [argon2.hash, argon2.verify].map((each) => vi.mocked(each).mock.calls.length);
  return { said, asked: [...asked], hashed, verified };
}

describe('signing in', () => {
  const attempt = (username: string, password: string) => () =>
    signIn(
      db,
      createThrottle(db, () => now),
      { username, password, address: '10.0.0.1', device: null, secret, now },
    );

  test('looks at one password, whether or not there is such an account, or it is closed', async () => {
    // Once before: the hash that stands in for an absent one is made once.
    await workOf(attempt('nobody', 'a wrong password'));
    const wrongPassword = await workOf(attempt('liantang', 'a wrong password'));
    expect(wrongPassword).toMatchObject({ said: expect.stringContaining('不正确'), verified: 1, hashed: 0 });
    expect(await workOf(attempt('nobody-at-all', 'a wrong password'))).toEqual(wrongPassword);
    await switchAccount(register, { username: 'jinze', active: 0, by: 'district', now });
    expect(await workOf(attempt('jinze', 'a wrong password'))).toEqual(wrongPassword);
    expect(await workOf(attempt('jinze', 'qingxi-demo-2025'))).toEqual(wrongPassword);
  });
});

describe('asking to join', () => {
  const ask = (more: Record<string, string>) => () => {
    const wish = {
      ...{ kind: 'cooperative', name: '练塘某茭白专业合作社', creditCode: '93310118MA1GT0000A', confirmCode: 'on' },
      ...{ townCode: '310118103', person: '某某', phone: '138 0000 0000', username: 'jiaobai' },
      ...{ password: 'seven frogs in rice', repeatPassword: 'seven frogs in rice', consent: 'on' },
      ...more,
    };
    return askToJoin(db, AskToJoin.parse(wish), { now });
  };

  test('does the same for a name or a code that is registered as for one that is not', async () => {
    const { name, creditCode } = await register
      .selectFrom('producer')
      .select(['name', 'creditCode'])
      .where('creditCode', 'is not', null)
      .executeTakeFirstOrThrow();
    const unknown = await workOf(ask({ username: 'first' }));
    expect(unknown).toMatchObject({ said: 'done', hashed: 1 });
    expect(await workOf(ask({ username: 'second', name, creditCode: creditCode ?? '' }))).toEqual(unknown);
  });

  test('with a username that is taken does not tell whether an account has it, or another request', async () => {
    await workOf(ask({ username: 'waiting' }));
    const waits = await workOf(ask({ username: 'waiting' }));
    await addAccount(
      register,
      { username: 'standing', name: '某', role: 'viewer', townCode: null, password: 'seven frogs in rice' },
      { by: 'district', now },
    );
    expect(waits.said).not.toBe('done');
    expect(await workOf(ask({ username: 'standing' }))).toEqual(waits);
  });
});

describe('a code that was never given out', () => {
  const publicUrl = 'http://127.0.0.1:3000';
  const verify = (code: string) => async () => {
    const latest = (await chainHead(register)).number;
    const product = await verifyProduct(db, code, '2026-11-24');
    const report = await verifyReport(db, code, { latest, now, publicUrl, scope: scopeOf(null) });
    const sheet = await verifyVillageSheet(db, code, { latest, now, publicUrl });
    expect([product, report, sheet.state]).toEqual([null, null, 'unknown']);
  };

  test.each([
    ['a village', 'v310118102232-20251231-9-000000000000', 'v310118102999-20251231-9-000000000000'],
    ['a town', 'rb310118102-20251231-9-000000000000', 'rb310118999-20251231-9-000000000000'],
    ['a product', 'zzzzzzzzzzz0', 'zzzzzzzzzzz1'],
  ])('is worth the same work for %s that there is and for one that there is not', async (_, real, none) => {
    expect(await workOf(verify(real))).toEqual(await workOf(verify(none)));
  });
});

describe('what opens something by being known', () => {
  test('is looked for once, and nothing else is done for a wrong one', async () => {
    const calendar = (token: string) => () => openCalendar(db, { token, today: '2026-11-24', href: (id) => id });
    expect(await workOf(calendar('x'.repeat(43)))).toMatchObject({ asked: ['SelectQueryNode'] });
    expect(await workOf(() => openToken(db, 'qingxi_nothing', now))).toMatchObject({ asked: ['SelectQueryNode'] });
  });
});

test('a file of another office takes what one takes that there is not', async () => {
  const office = { username: 'liantang', name: '练塘', townCode: '310118103', producerId: null, role: 'town' } as const;
  const other = { ...office, username: 'jinze', townCode: '310118104' };
  const id = await keepImport(
    register,
    { name: 'a.csv', bytes: new TextEncoder().encode('村名') },
    { reader: office, now },
  );
  expect(await workOf(() => getImport(db, id, office))).toMatchObject({ said: 'done' });
  expect(await workOf(() => getImport(db, id, other))).toEqual(await workOf(() => getImport(db, 'none', other)));
});
