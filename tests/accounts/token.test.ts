/** Tokens of other systems: what one opens, and everything that ends it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { makeToken, openToken } from '#app/accounts/make-token.server.ts';
import { addAccount, resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import { listTokens, revokeToken } from '#app/accounts/token.repository.server.ts';
import { mostTokens } from '#app/accounts/token.schema.ts';
import type { Db } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';

const now = new Date('2026-11-24T01:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const manager = { by: null, now };

let db: Db;
let token: string;
const make = () => makeToken(db, { name: '区数据平台', scope: 'changes', days: 30 }, { username: 'office', now });
beforeEach(async () => {
  db = await factsRegister();
  const account = { username: 'office', name: '镇办', role: 'town', townCode: '310118102' } as const;
  await addAccount(db, { ...account, password: 'correct horse battery' }, manager);
  token = await make();
});

test('a token reads as its account, and a copy of the database does not hold it', async () => {
  const { reader, scope } = await openToken(db, token, days(29));
  expect({ ...reader, scope }).toEqual({
    ...{ username: 'office', name: '镇办', role: 'town', townCode: '310118102', producerId: null, scope: 'changes' },
  });
  expect(JSON.stringify(await db.selectFrom('apiToken').selectAll().execute())).not.toContain(token);
  expect((await listTokens(db, 'office', now.toISOString()))[0]?.lastUsedAt).toBe(days(29).toISOString());
});

describe('a token opens nothing', () => {
  const refused = (text: string, at: Date = now) =>
    expect(openToken(db, text, at)).rejects.toMatchObject({ kind: 'not-signed-in' });

  test('that was never given out', () => refused(`${token}x`));
  test('once its days are over', () => refused(token, days(30)));
  test('once its owner stopped it, and nobody else can', async () => {
    const [{ id = '' } = {}] = await listTokens(db, 'office', now.toISOString());
    await revokeToken(db, { id, username: 'somebody', at: now.toISOString() });
    await openToken(db, token, now);
    await revokeToken(db, { id, username: 'office', at: now.toISOString() });
    await refused(token);
  });
  test('while its account is closed', async () => {
    await switchAccount(db, { ...manager, username: 'office', active: 0 });
    await refused(token);
  });
  test('after its account was given a new password', async () => {
    await resetPassword(db, { ...manager, username: 'office', password: 'another horse battery' });
    await refused(token);
  });
});

test('an account has a handful of tokens at most', async () => {
  for (let count = 1; count < mostTokens; count += 1) await make();
  await expect(make()).rejects.toMatchObject({ kind: 'invalid' });
  const other = await makeToken(db, { name: '别的', scope: 'read', days: 30 }, { username: 'another', now });
  expect(other).not.toBe(token);
});
