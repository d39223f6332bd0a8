/** Joining: a request waits in its town's inbox and becomes one producer with one account, or goes back with a reason. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { signIn } from '#app/accounts/sign-in.server.ts';
import { createJoinThrottle, createThrottle } from '#app/accounts/throttle.server.ts';
import { askToJoin } from '#app/producers/ask-to-join.server.ts';
import { checkCreditCode, creditCodeDoubts, tidyCreditCode } from '#app/producers/credit-code.rules.ts';
import { AskToJoin } from '#app/producers/join.schema.ts';
import {
  countWaitingRequests,
  getJoinRequest,
  listJoinRequests,
} from '#app/producers/join-request.repository.server.ts';
import { likelyDuplicates, nameLikeness } from '#app/producers/likeness.rules.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { acceptRequest, attachRequest, declineRequest } from '#app/producers/settle-request.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';

const now = new Date('2026-11-24T03:00:00Z');
const by = { account: 'liantang', at: now };

let db: Db;
beforeEach(async () => {
  db = await factsRegister();
});

const wish = (more: Record<string, string> = {}) => ({
  ...{ kind: 'cooperative', name: '练塘某茭白专业合作社', creditCode: '93310118MA1GT0000A', confirmCode: 'on' },
  ...{ townCode: '310118103', person: '某某', phone: '138 0000 0000', username: 'jiaobai' },
  ...{ password: 'seven frogs in rice', repeatPassword: 'seven frogs in rice', consent: 'on' },
  ...more,
});
const ask = (more: Record<string, string> = {}) => askToJoin(db, AskToJoin.parse(wish(more)), { now });
const errorsOf = (more: Record<string, string>) =>
  AskToJoin.safeParse(wish(more)).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('a credit code', () => {
  test('of the standard passes, and any one changed character fails', () => {
    const good = '91350100M000100Y43';
    expect(checkCreditCode(good)).toBe('ok');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
        (place, character) => {
          fc.pre(good[place] !== character);
          expect(checkCreditCode(good.slice(0, place) + character + good.slice(place + 1))).not.toBe('ok');
        },
      ),
    );
  });

  test('is tidied, doubted rather than refused, and may be missing for a family farm alone', () => {
    expect(tidyCreditCode(' ９１３５０１００ m000-100y43 ')).toBe('91350100M000100Y43');
    expect(creditCodeDoubts('91350100M000100Y43', 'cooperative')).toEqual(['合作社的代码一般以 93 开头']);
    expect(errorsOf({ confirmCode: '' })).toEqual(['confirmCode']);
    expect(errorsOf({ creditCode: '12345' })).toContain('creditCode');
    expect(errorsOf({ creditCode: '' })).toContain('creditCode');
    expect(errorsOf({ creditCode: '', kind: 'family-farm' })).toEqual([]);
  });
});

describe('a request', () => {
  test('waits outside the register, and its password is nowhere to be read', async () => {
    const before = await chainHead(db);
    const id = await ask();
    expect(await chainHead(db)).toEqual(before);
    const { passwordHash, state } = await getJoinRequest(db, id);
    expect(state).toBe('waiting');
    expect(passwordHash).toMatch(/^\$argon2id/);
    expect(await listJoinRequests(db, '310118102')).toEqual([]);
    expect(await listJoinRequests(db, '310118103')).toHaveLength(1);
  });

  test('accepted becomes a producer that signs in with the password it chose', async () => {
    const { producerId, change } = await acceptRequest(db, { id: await ask(), ...by });
    expect(change).not.toBeNull();
    expect(await getProducer(db, producerId)).toMatchObject({ name: '练塘某茭白专业合作社', townCode: '310118103' });
    const given = {
      username: 'jiaobai',
      password: 'seven frogs in rice',
      address: '1',
      device: null,
      secret: 's',
      now,
    };
    expect(
      await signIn(
        db,
        createThrottle(db, () => now),
        given,
      ),
    ).toHaveProperty('token');
    expect((await db.selectFrom('joinRequest').select('passwordHash').execute())[0]?.passwordHash).toBeNull();
    expect(await verifyChain(db)).toBeNull();
    const chained = JSON.stringify(await db.selectFrom('producer').selectAll().execute());
    expect(chained).not.toContain('13800000000');
  });

  test('waits behind those before it: the list begins with the hundred that wait longest', async () => {
    await ask();
    const [row] = await db.selectFrom('joinRequest').selectAll().execute();
    if (row === undefined) throw new Error('nobody asked');
    const at = (place: number) => new Date(now.getTime() + place * 60_000).toISOString();
    const others = Array.from({ length: 104 }, (_, place) => ({
      ...{ ...row, id: `request${String(place).padStart(5, '0')}`, submittedAt: at(104 - place) },
      // The last four were settled, the last of them last.
      ...(place >= 100 && { state: 'declined' as const, settledAt: at(place) }),
    }));
    await db.insertInto('joinRequest').values(others).execute();
    const listed = await listJoinRequests(db, '310118103');
    expect(listed.map(({ submittedAt }) => submittedAt)).toEqual([
      ...[at(0), ...Array.from({ length: 99 }, (_, place) => at(place + 5))],
      ...[at(1), at(2), at(3), at(4)],
    ]);
    expect(await countWaitingRequests(db, '310118103')).toBe(101);
    expect(await listJoinRequests(db, null)).toEqual(listed);
  });

  test('declined can be corrected and sent again, once', async () => {
    const id = await ask();
    await declineRequest(db, { id, reason: '名称请按执照填写', ...by });
    expect((await getJoinRequest(db, id)).reason).toBe('名称请按执照填写');
    expect(await ask({ again: id, name: '更正后的合作社' })).toBe(id);
    expect(await getJoinRequest(db, id)).toMatchObject({ state: 'waiting', name: '更正后的合作社', reason: null });
    await expect(ask({ again: id })).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('is settled once, whoever clicks twice', async () => {
    const id = await ask();
    await acceptRequest(db, { id, ...by });
    await expect(acceptRequest(db, { id, ...by })).rejects.toMatchObject({ kind: 'conflict' });
    await expect(declineRequest(db, { id, reason: 'x', ...by })).rejects.toMatchObject({ kind: 'conflict' });
    expect(await db.selectFrom('producer').selectAll().execute()).toHaveLength(1);
  });

  test('of a code that is registered gets an account there, and never a second row', async () => {
    const { producerId } = await acceptRequest(db, { id: await ask(), ...by });
    const again = await ask({ username: 'jiaobai2' });
    await expect(acceptRequest(db, { id: again, ...by })).rejects.toMatchObject({ kind: 'conflict' });
    await attachRequest(db, { id: again, producerId, ...by });
    expect(await db.selectFrom('producer').selectAll().execute()).toHaveLength(1);
    expect(await db.selectFrom('account').selectAll().where('producerId', '=', producerId).execute()).toHaveLength(2);
  });

  test('with a taken username is told so, and from one address only so many come', async () => {
    await ask();
    await expect(ask()).rejects.toMatchObject({ errors: [{ path: 'username' }] });
    const throttle = createJoinThrottle(db, () => now);
    for (let sent = 0; sent < 10; sent += 1) await throttle.count('10.0.0.1');
    await expect(throttle.count('10.0.0.1')).rejects.toMatchObject({ kind: 'too-many' });
    await expect(throttle.count('10.0.0.2')).resolves.toBeUndefined();
  });
});

describe('likely duplicates', () => {
  const known = (name: string, creditCode: string | null = null) => ({ name, creditCode });

  test('are of the same code, or of a name alike but for place and form', () => {
    const producers = [
      known('上海青浦练东茭白专业合作社'),
      known('商榻水产合作社'),
      known('毫不相干', '93310118MA1GT0000A'),
    ];
    const found = likelyDuplicates(known('练东茭白农民专业合作社', '93310118MA1GT0000A'), producers);
    expect(found.map(({ producer, sameCode }) => [producer.name, sameCode])).toEqual([
      ['毫不相干', true],
      ['上海青浦练东茭白专业合作社', false],
    ]);
  });

  test('likeness is the same both ways, and whole for a name with itself', () => {
    const name = fc.string({ unit: fc.constantFrom(...'练东茭白金泽稻米合作社家庭农场'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(nameLikeness(one, other)).toBeCloseTo(nameLikeness(other, one));
        expect(nameLikeness(one, one)).toBe(1);
      }),
    );
  });
});

test('a contact is taken only with consent, and who gives none is told where else to go', async () => {
  const { consent: _, ...without } = wish();
  const [issue] = AskToJoin.safeParse(without).error?.issues ?? [];
  expect(issue).toMatchObject({ path: ['consent'], message: expect.stringContaining('当面登记') });
  expect(errorsOf({})).toEqual([]);
});
