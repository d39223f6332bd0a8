/** An undo that takes long tells how far it is, to whoever asks, and why it was refused when its asker went on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { getChange } from '#app/changes/change.repository.server.ts';
import { type Job, type Labour, labourHere, labourInThread } from '#app/exchange/import-job.server.ts';
import { createImportRunner } from '#app/exchange/import-runner.server.ts';
import { importFile } from '#app/exchange/run-import.server.ts';
import type { Undoing } from '#app/http/context.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, isOnPostgres } from '#tests/support/database.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const now = new Date('2026-11-24T08:00:00Z');
const office = { username: 'liantang', name: '练塘', townCode: '310118103', producerId: null };
const reader = { ...office, role: 'town' as const };
/** 600 rows of villages of the town: every village of its list over 24 years. */
async function ledgers(db: Db): Promise<string> {
  const villages = await db.selectFrom('village').select('name').where('townCode', '=', '310118103').execute();
  const lines = villages.flatMap(({ name }) =>
    Array.from({ length: 24 }, (_, nth) => `${name},${2000 + nth},${500 + nth},是`),
  );
  return ['村名,年份,户数,变化已核对', ...lines].join('\n');
}

describe('behind the pages', () => {
  let db: Db;
  let change: number;
  let runner: Awaited<ReturnType<typeof createImportRunner>>;
  let letGo: () => void;
  let told: (Undoing | null)[];
  beforeEach(async () => {
    db = await demoRegister();
    const bytes = new TextEncoder().encode(await ledgers(db));
    const written = await importFile(db, { name: '台账.csv', bytes }, { reader, now, write: true });
    change = written.change ?? 0;
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    told = [];
    const labour: Labour = async (job, tell) => {
      await gate;
      return labourHere(db)(job, (progress) => {
        tell(progress);
        told.push(runner.undoing(change));
      });
    };
    runner = await createImportRunner({ db, clock: () => now, log: { error: () => {} }, labour });
  });
  afterEach(() => runner.close());
  const undo = () => runner.undo({ number: change, account: 'liantang', reason: null, at: now });

  test('waits, then counts the rows that it looks at and puts back, and has nothing to say once it is done', async () => {
    expect(runner.undoing(change)).toBeNull();
    const undone = undo();
    expect(runner.undoing(change)).toEqual({ progress: null, refusal: null });
    await expect(undo()).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('正在撤销') });
    letGo();
    expect((await getChange(db, change)).undoneBy).toBeNull();
    const number = await undone;
    expect((await getChange(db, change)).undoneBy).toBe(number);
    const stages = ['comparing', 'writing'].map((stage) =>
      told.flatMap((each) => (each?.progress?.stage === stage ? [each.progress.rows] : [])),
    );
    expect(stages).toEqual([
      [0, 200, 400],
      [0, 200, 400],
    ]);
    expect(runner.undoing(change)).toBeNull();
  });

  test('that is refused keeps the reason, with the rows by name, until it is tried again', async () => {
    const later = await recordChange(db, { kind: 'statistics-amend', account: 'liantang', at: now }, (trx, number) =>
      trx.updateTable('statistic').set({ households: 7, change: number }).where('change', '=', change).execute(),
    );
    letGo();
    await expect(undo()).rejects.toMatchObject({ kind: 'conflict' });
    expect(runner.undoing(change)?.refusal?.details).toMatchObject({
      inTheWay: expect.arrayContaining([expect.objectContaining({ change: later.change })]),
      others: 550,
    });
    const again = undo();
    expect(runner.undoing(change)).toEqual({ progress: null, refusal: null });
    await expect(again).rejects.toMatchObject({ kind: 'conflict' });
  });
});

test('a thread that runs out of memory says of which work', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'register-greedy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const greedy = path.join(folder, 'greedy.mjs');
  writeFileSync(greedy, 'const held = []; for (;;) held.push(Array.from({ length: 1e5 }, Math.random));');
  const told = (job: Job) => labourInThread(greedy, 'file:none')(job, () => {});
  const undo = { number: 1, account: 'liantang', reason: null, at: now };
  await expect(told({ kind: 'undo', undo })).rejects.toMatchObject({
    kind: 'too-large',
    message: expect.stringMatching(/^这号变更.*撤销/),
  });
  await expect(told({ kind: 'read', id: 'x', reader, now })).rejects.toMatchObject({
    message: expect.stringMatching(/^文件的行数太多/),
  });
}, 60_000);

describe('on the pages', () => {
  let server: Server;
  let cookie: string;
  beforeEach(async () => {
    server = await startServer();
    cookie = await signIn(server.url, 'liantang');
  });
  afterEach(() => server.stop());

  const bring = async (text: string) => {
    const form = new FormData();
    form.append('file', new File([text], '台账.csv', { type: 'text/csv' }));
    const headers = { cookie, origin: server.url, 'sec-fetch-site': 'same-origin' };
    const kept = await fetch(`${server.url}/imports`, { method: 'POST', redirect: 'manual', headers, body: form });
    return kept.headers.get('location') ?? '';
  };
  const page = async (path: string) => (await get(server.url + path, cookie)).text();
  const undo = (change: string) => post(server.url + change, { intent: 'undo', reason: '' }, cookie);

  /** An import that is written, and whose undo has been asked for behind a long one. */
  async function pressedBehindALongOne() {
    const own = await bring('村名,年份,户数\n东庄村,2001,7');
    await expect.poll(() => page(own), { timeout: 15_000 }).toContain('可以写入');
    const [, preview = ''] = /name="preview" value="(\d+)"/.exec(await page(own)) ?? [];
    await post(server.url + own, { intent: 'apply', preview }, cookie);
    await expect.poll(() => page(own), { timeout: 15_000 }).toContain('已写入登记簿');
    const [change = ''] = /\/changes\/\d+/.exec(await page(own)) ?? [];
    // Several servers on one database: what one does the others do not see, and say so.
    expect((await page(change)).includes('另一台服务器')).toBe(isOnPostgres);
    await bring(`村名,年份,户数\n${'东庄村,2002,7\n'.repeat(190_000)}`);
    const pressed = await undo(change);
    expect([pressed.status, pressed.headers.get('location')]).toEqual([302, change]);
    return { own, change };
  }

  test('an undo behind a long import shows that it waits, by pages that ask again, and then that it is done', async () => {
    const { own, change } = await pressedBehindALongOne();
    for (const path of [change, own]) {
      const waiting = await page(path);
      expect(waiting).toMatch(/正在等候/);
      expect(waiting).toContain('http-equiv="refresh"');
      expect(waiting).not.toContain('value="undo"');
    }
    expect((await undo(change)).status).toBe(409);
    await expect.poll(() => page(change), { timeout: 120_000, interval: 500 }).toMatch(/由.{0,60}撤销/s);
    expect(await page(own)).toContain('这次导入已撤销');
  }, 180_000);

  test('one that is refused after its asker went on says why on both pages, and can be asked for again', async () => {
    const { own, change } = await pressedBehindALongOne();
    const db = openDatabase(server.address);
    await recordChange(db, { kind: 'statistics-amend', account: 'liantang', at: now }, (trx, number) =>
      trx.updateTable('statistic').set({ households: 8, change: number }).where('year', '=', 2001).execute(),
    );
    await db.destroy();
    for (const path of [change, own]) {
      await expect.poll(() => page(path), { timeout: 120_000, interval: 500 }).toContain('不能整体撤销');
      expect(await page(path)).toContain('value="undo"');
    }
  }, 180_000);
});
