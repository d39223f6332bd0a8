/**
 * A replica answers readers, and nobody can tell by what he is shown, but by its age: whatever befalls it, no reader sees less
 * than he has seen.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amendVillage } from '#app/villages/amend-village.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { startServer } from '#tests/support/server.ts';
import { Browser, type Crew, metricsToken, on, registerOn, startCrew, until } from './crew.ts';

const village = '310118103209';
const page = `/villages/${village}`;
const json = `/api/v1/villages/${village}`;

let crew: Crew;
let writer: Browser;
const server = (place: number) => {
  const found = crew.servers[place % crew.servers.length];
  if (!found) throw new Error('no server');
  return found;
};
beforeAll(async () => {
  crew = await startCrew();
  writer = await new Browser().signIn(server(0), 'liantang');
  const { headers } = await new Browser().ask(server(0), json);
  newest = Number(/\d+/.exec(headers.get('etag') ?? '')?.[0]);
});
afterAll(() => crew.stop());

let written = 0;
let newest = 0;

/** The town's own hand. @returns how often it has written by now */
async function amend(place = written): Promise<number> {
  const industry = `第 ${written + 1} 次填写的产业`;
  const fields = { change: String(newest), introduction: '', settlements: '', industry };
  const answer = await writer.ask(server(place), `${page}/edit`, fields);
  newest = Number(/saved=(\d+)/.exec(answer.headers.get('location') ?? '')?.[1]);
  expect(newest).toBeGreaterThan(0);
  written += 1;
  return written;
}

/** How often the town had written by what a page shows. */
const toldBy = (text: string) => Number(/第 (\d+) 次填写的产业/.exec(text)?.[1] ?? 0);

const seenBy = async (browser: Browser, place = 0, path = page) => toldBy(await browser.read(server(place), path));
const metrics = async () =>
  (await fetch(`${server(0).url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })).text();
const isFollowing = async () => /register_replica_lag_changes 0/.test(await metrics());

test('behind, it answers who has seen no more than it, and the primary everybody else', async () => {
  const before = await amend();
  await until(isFollowing);
  expect(await seenBy(new Browser())).toBe(before);
  await on(crew.replica, 'select pg_wal_replay_pause()');
  const after = await amend();

  // Who wrote sees it, whichever program he asks; a stranger gets what the replica has.
  expect([await seenBy(writer, 0), await seenBy(writer, 1), await seenBy(writer, 1, json)]).toEqual([
    after,
    after,
    after,
  ]);
  expect([await seenBy(new Browser(), 0), await seenBy(new Browser(), 1, json)]).toEqual([before, before]);
  // The same address, kept or not, in any order: each by what he has seen.
  for (const [seen, told] of [
    [1, before],
    [newest, after],
    [1, before],
    [newest, after],
  ] as const)
    for (const path of [page, json]) {
      expect(await seenBy(new Browser(seen), 0, path)).toBe(told);
    }
  // Whoever is sent a link to what is new finds it, and has then seen it.
  const sent = new Browser();
  expect(await seenBy(sent, 0, `${page}?change=${newest}`)).toBe(after);
  expect(await seenBy(sent, 1)).toBe(after);
  expect(await metrics()).toMatch(/register_replica_lag_changes 1\n/);

  await on(crew.replica, 'select pg_wal_replay_resume()');
  await until(isFollowing);
  for (const reader of [new Browser(), sent, writer]) expect(await seenBy(reader)).toBe(after);
});

test('lagging, killed and coming back under readers and writers: no error, nobody sees less than before', async () => {
  let isOver = false;
  const complaints: string[] = [];
  const readers = await Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      number % 2 === 0 ? new Browser() : new Browser().signIn(server(number), 'viewer'),
    ),
  );
  const reading = readers.map(async (reader, number) => {
    let seen = 0;
    for (let turn = number; !isOver; turn += 1) {
      try {
        const told = await seenBy(reader, turn, turn % 3 === 0 ? json : page);
        if (told < seen) complaints.push(`reader ${number} saw ${told} after ${seen}`);
        seen = told;
      } catch (error) {
        complaints.push(String(error));
      }
    }
    return seen;
  });
  const write = async (times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      const mine = await amend();
      const told = await seenBy(writer, turn);
      if (told !== mine) complaints.push(`the writer saw ${told} after ${mine}`);
    }
  };
  for (let round = 0; round < 3; round += 1) {
    await write(4);
    await on(crew.replica, 'select pg_wal_replay_pause()');
    await write(4);
    await on(crew.replica, 'select pg_wal_replay_resume()');
    await crew.replica.kill();
    await write(4);
    await crew.replica.start();
    await until(isFollowing);
  }
  isOver = true;
  expect(Math.max(...(await Promise.all(reading)))).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
}, 240_000);

test('promoted, it answers nobody any more, and takes the primary’s place where it is told to', async () => {
  const before = await amend();
  await until(isFollowing);
  const old = new Browser();
  expect(await seenBy(old)).toBe(before);
  await on(crew.replica, 'select pg_promote()');
  const promoted = openDatabase(registerOn(crew.replica));
  const { number: loadedAt } = await chainHead(promoted);
  const profile = { introduction: null, settlements: null, industry: '第 999 次填写的产业' };
  await amendVillage(promoted, { code: village, profile, loadedAt, left: [], account: 'liantang', at: new Date() });
  const after = await amend();
  for (const reader of [old, new Browser(), writer])
    expect([await seenBy(reader, 0), await seenBy(reader, 1)]).toEqual([after, after]);
  expect(await (await fetch(`${server(0).url}/readyz`)).text()).toContain('alarm: replica-off');
  expect(await metrics()).toMatch(/register_replica_up 0\n/);

  await crew.primary.kill();
  const successor = await startServer({
    DATABASE_URL: registerOn(crew.replica),
    DATABASE_READ_URL: registerOn(crew.primary),
  });
  for (const reader of [old, new Browser()]) expect(toldBy(await reader.read(successor, page))).toBe(999);
  expect(await verifyChain(promoted)).toBeNull();
  await promoted.destroy();
  await successor.stop();
}, 120_000);
