/** A right that is taken away holds at once: while a form is open, a stream goes on, or an import waits to be written. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { switchAccount } from '#app/accounts/manage-account.server.ts';
import { insertSession, revokeSession, standsStill } from '#app/accounts/session.repository.server.ts';
import { getImport, takeImport } from '#app/exchange/import.repository.server.ts';
import { createImportRunner } from '#app/exchange/import-runner.server.ts';
import { keepImport } from '#app/exchange/run-import.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { RowPatch } from '#db/tables.ts';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { demoRegister, seededAt } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const now = seededAt;
const username = 'liantang';
const liantang = { username, name: '练塘', role: 'town', townCode: '310118103', producerId: null } as const;

describe('an import that waits to be written', () => {
  const session = 'of this office';
  let db: Db;
  let id: string;
  let head: number;
  let runner: Awaited<ReturnType<typeof createImportRunner>>;

  beforeEach(async () => {
    db = await demoRegister();
    const at = now.toISOString();
    const times = { createdAt: at, lastSeenAt: at, endsAt: '2099-01-01T00:00:00.000Z', revokedAt: null };
    await insertSession(db, { tokenHash: session, username, device: null, ...times });
    runner = await createImportRunner({ db, clock: () => now, log: { error: () => {} } });
    const bytes = new TextEncoder().encode('村名,年份,户数,耕地（亩）\n东庄村,2023,901,');
    id = await keepImport(db, { name: '台账.csv', bytes }, { reader: liantang, now });
    await runner.read(id, liantang);
  });

  const write = async () => {
    head = (await chainHead(db)).number;
    await takeImport(db, { id, from: ['ready'], now }, 'writing');
    await runner.write(id, liantang, session);
    return getImport(db, id, liantang);
  };
  const amend = (patch: RowPatch<'account'>) =>
    recordChange(db, { kind: 'account-amend', account: null, at: now }, (trx, change) =>
      trx
        .updateTable('account')
        .set({ ...patch, change })
        .where('username', '=', username)
        .execute(),
    );

  test('is written while its office stands', async () => {
    expect(await write()).toMatchObject({ state: 'applied', appliedChange: head + 1 });
  });

  test.each<[string, () => Promise<unknown>]>([
    ['the account was disabled', () => switchAccount(db, { username, active: 0, by: 'district', now })],
    ['the account was moved to another town', () => amend({ townCode: '310118104' })],
    ['the account was given another role', () => amend({ role: 'viewer', townCode: null })],
    ['the session was ended', () => revokeSession(db, session, now.toISOString())],
  ])('is not once %s, and says why', async (_, take) => {
    await take();
    const left = await write();
    expect(left).toMatchObject({ state: 'ready', appliedChange: null, message: expect.stringContaining('没有写入') });
    expect((await chainHead(db)).number).toBe(head);
  });

  test('somebody unknown never stood', async () => {
    expect(await standsStill(db, { ...liantang, username: 'nobody' }, null)).toBe(false);
    expect(await standsStill(db, liantang, 'no such session')).toBe(false);
  });
});

describe('over HTTP', () => {
  let server: Server;
  let behind: Behind;
  let district: string;
  beforeAll(async () => {
    server = await startServer();
    behind = lookBehind(server.address);
    district = await signIn(server.url, 'district');
  });
  afterAll(async () => {
    await behind.close();
    await server.stop();
  });
  const accounts = (fields: Record<string, string>) => post(`${server.url}/admin/accounts`, fields, district);
  const changes = () => behind.pluck('select count(*) from change');

  test('a form that is open is refused when its account was disabled, and nothing of it is kept for anybody', async () => {
    const jinze = await signIn(server.url, 'jinze');
    const village = String(await behind.pluck("select code from village where townCode = '310118104'"));
    const address = `${server.url}/villages/${village}/edit`;
    expect((await get(address, jinze)).status).toBe(200);
    await accounts({ intent: 'disable', username: 'jinze' });
    const before = await changes();
    const sent = await post(address, { name: '改了的村名', change: '1' }, jinze);
    expect(sent.headers.get('location')).toMatch(/^\/login/);
    expect([await changes(), await behind.pluck('select count(*) from keptForm')]).toEqual([before, 0]);
    await accounts({ intent: 'enable', username: 'jinze' });
    expect((await get(address, jinze)).headers.get('location'), 'the old session stays shut').toMatch(/^\/login/);
  });

  test('an open event stream ends', async () => {
    const cookie = await signIn(server.url, username);
    await behind.all(
      `insert into import (id, account, role, townCode, fileName, size, bytes, state, startedAt, sheets, added, changed, unchanged, refused)
       values ('waits', ?, 'town', '310118103', 'x.csv', 1, ?, 'reading', '2026-11-24', '[]', 0, 0, 0, 0)`,
      ...[username, Buffer.from('a')],
    );
    const stream = await get(`${server.url}/imports/waits/progress`, cookie);
    const reader = stream.body?.getReader();
    const pieces: string[] = [];
    const begun = Date.now();
    let taken = 0;
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      pieces.push(new TextDecoder().decode(piece.value));
      if (pieces.length !== 2) continue;
      await accounts({ intent: 'disable', username });
      taken = Date.now();
    }
    expect(pieces.join('')).toContain('event: progress');
    expect(pieces.length, 'events after it was taken away').toBeLessThanOrEqual(3);
    expect(Date.now() - taken).toBeLessThan(1500);
    expect(taken - begun).toBeGreaterThan(0);
    expect((await get(`${server.url}/imports/waits/progress`, cookie)).headers.get('location')).toMatch(/^\/login/);
  });
});
