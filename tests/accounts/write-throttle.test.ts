/** What an account that was let in may write: nothing that a day of work meets, and an end to what none would. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createWriteThrottle } from '#app/accounts/throttle.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { factsRegister } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const coop = { username: 'coop', name: '合作社', role: 'producer', townCode: null, producerId: 'p1' } as const;
const town = { username: 'jinze', name: '金泽镇', role: 'town', townCode: '310118104', producerId: null } as const;
const tooMany = (words: string) => ({ kind: 'too-many', message: expect.stringContaining(words) });
const megabyte = 1_000_000;

describe('counted', () => {
  let db: Db;
  let now: Date;
  beforeEach(async () => {
    db = await factsRegister();
    now = new Date('2026-11-30T01:00:00Z');
  });
  const throttle = () => createWriteThrottle(db, () => now);
  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000);
  };

  test('300 forms of a producer in an hour pass, of whichever of its accounts, and the next must wait', async () => {
    for (let sent = 0; sent < 300; sent += 1)
      await throttle().count(sent % 2 === 0 ? coop : { ...coop, username: 'coop2' }, []);
    later(48);
    await expect(throttle().count(coop, [])).rejects.toMatchObject(tooMany('请 12 分钟后再试'));
    await expect(throttle().count({ ...coop, producerId: 'p2' }, [])).resolves.toBeUndefined();
    later(12);
    await expect(throttle().count(coop, [])).resolves.toBeUndefined();
  });

  test('forms of an office are written down nowhere', async () => {
    await throttle().count(town, []);
    expect(await db.selectFrom('throttle').selectAll().execute()).toEqual([]);
  });

  test('files by the megabytes that they begin, of a producer within 500 a day, of an office within ten times as much', async () => {
    await throttle().count(coop, [250 * megabyte, 249 * megabyte - 1]);
    await throttle().count(coop, [1]);
    later(3 * 60);
    await expect(throttle().count(coop, [0])).rejects.toMatchObject(tooMany('请 21 小时后'));
    await throttle().count(town, [4_999 * megabyte, 1]);
    await expect(throttle().count(town, [1])).rejects.toMatchObject(tooMany('请 24 小时后'));
    later(21 * 60);
    await expect(throttle().count(coop, [1])).resolves.toBeUndefined();
  });
});

describe('on the pages', () => {
  let server: Server;
  let behind: Db;
  beforeAll(async () => {
    server = await startServer();
    behind = openDatabase(server.address);
  });
  afterAll(async () => {
    await behind.destroy();
    await server.stop();
  });

  test('whoever sent too much gets his form back with what he typed, reads on, and can leave', async () => {
    const cookie = await signIn(server.url, 'coop');
    const { producerId } = await behind
      .selectFrom('account')
      .select('producerId')
      .where('username', '=', 'coop')
      .executeTakeFirstOrThrow();
    const throttle = createWriteThrottle(behind, () => new Date());
    for (let sent = 0; sent < 300; sent += 1) await throttle.count({ ...coop, producerId }, []);

    const own = await behind
      .selectFrom('product')
      .select('id')
      .where('producerId', '=', producerId)
      .executeTakeFirstOrThrow();
    const { number } = await behind
      .selectFrom('change')
      .select('number')
      .where('account', '=', 'coop')
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow();
    const forms = ['/products/new', `/products/${own.id}/withdraw`, '/account/tokens', `/changes/${number}`];
    for (const path of forms) {
      const fields = { name: '打了一半的名称', reason: '打了一半的原因', intent: 'make' };
      const refused = await post(server.url + path, fields, cookie);
      const body = await refused.text();
      expect([path, refused.status, body.includes('提交得太频繁了，请')]).toEqual([path, 429, true]);
      expect(body).toMatch(/打了一半的(名称|原因)/);
    }
    expect((await get(`${server.url}/desk`, cookie)).status).toBe(200);
    expect((await post(`${server.url}/logout`, {}, cookie)).status).toBe(302);
  });

  test('an office that brought in too many files is told so where it chose one', async () => {
    const cookie = await signIn(server.url, 'jinze');
    await createWriteThrottle(behind, () => new Date()).count(town, [5_000 * megabyte]);
    const form = new FormData();
    form.append('file', new File(['村名,年份,户数\n东庄村,2001,7'], '台账.csv', { type: 'text/csv' }));
    const headers = { cookie, origin: server.url, 'sec-fetch-site': 'same-origin' };
    const refused = await fetch(`${server.url}/imports`, { method: 'POST', headers, body: form });
    expect([refused.status, (await refused.text()).includes('一天内上传的文件太多了')]).toEqual([429, true]);
  });
});
