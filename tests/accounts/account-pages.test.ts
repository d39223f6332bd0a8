/** The list of accounts, by pages and by what a username or a name begins with, is that of all accounts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countAccounts, insertAccount, listAccounts } from '#app/accounts/account.repository.server.ts';
import { totalOf } from '#app/counting.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const officesFirst = ['district', 'town', 'viewer', 'producer'];
const beginnings = ['', '', 'z', 'zhu', 'zhujiajiao', '朱', '朱家角', '练塘', 'Z', '%', '没有'];

test('page by page, the list is all accounts that begin so', { timeout: 60_000 }, async () => {
  const db = await demoRegister();
  await recordChange(
    db,
    { kind: 'account-add', account: 'district', reason: '测试', at: new Date() },
    async (trx, change) => {
      for (const [place, name] of ['朱家角镇办', '朱某', 'zhu', '练塘某合作社', '%'].entries())
        await insertAccount(trx, {
          ...{ username: `zhu-${place}`, name, role: 'district' as const, townCode: null, producerId: null },
          ...{ active: 1 as const, origin: 'demo' as const, change },
        });
    },
  );
  const everybody = await db.selectFrom('account').select(['username', 'name', 'role']).execute();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...beginnings),
      fc.integer({ min: 0, max: 12 }),
      fc.integer({ min: 1, max: 8 }),
      async (q, offset, limit) => {
        const key = ({ role, username }: (typeof everybody)[number]) => `${officesFirst.indexOf(role)} ${username}`;
        const sought = everybody
          .filter(({ username, name }) => username.startsWith(q) || name.startsWith(q))
          .sort((a, b) => (key(a) < key(b) ? -1 : 1))
          .map(({ username }) => username);
        const counts = await countAccounts(db, q);
        const listed = await listAccounts(db, q, { counts, offset, limit });
        expect(listed.map(({ username }) => username)).toEqual(sought.slice(offset, offset + limit));
        expect(totalOf(counts)).toBe(sought.length);
      },
    ),
    { numRuns: 60 },
  );
});
