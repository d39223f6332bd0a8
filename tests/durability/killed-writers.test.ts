/** What was answered is there, nothing is half there: writers killed at random moments, and two that write at once. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { isOnPostgres, newAddress } from '#tests/support/database.ts';
import { type Answered, buildWriter, Writer } from './writers.ts';

const kills = 100;

/** A kill comes up to so many milliseconds after so many answers: a slow machine is killed in the same places. */
const latest = { answers: 6, milliseconds: 15 };

let address: string;
beforeAll(buildWriter);
beforeEach(async () => {
  address = await newAddress();
  const db = openDatabase(address);
  await migrate(db);
  await seedIfEmpty(db, 'demo', new Date('2026-11-24T02:00:00Z'));
  await db.destroy();
});

/** What the register says of the changes after a number. */
async function changesAfter(number: number) {
  const db = openDatabase(address);
  const changes = await db.selectFrom('change').selectAll().where('number', '>', number).orderBy('number').execute();
  await db.destroy();
  return changes;
}

/** A seeded sequence: a run that failed can be repeated. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** On PostgreSQL whatever a killed program had asked for is still done to its end, by the server. */
async function endedForServer(): Promise<void> {
  if (!isOnPostgres) return;
  const db = openDatabase(address);
  const busy = async () =>
    (
      await sql`select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`.execute(db)
    ).rows.length;
  while ((await busy()) > 0) await setTimeout(1);
  await db.destroy();
}

async function headOf(): Promise<number> {
  const db = openDatabase(address);
  const { number } = await chainHead(db);
  await db.destroy();
  return number;
}

async function fault() {
  const db = openDatabase(address);
  const found = await verifyChain(db);
  await db.destroy();
  return found;
}

test(`${kills} writers killed at random moments lose nothing that was answered and leave nothing half done`, async () => {
  const seed = Number(process.env.DURABILITY_SEED ?? Date.now() % 1_000_000);
  process.stdout.write(`DURABILITY_SEED=${seed}\n`);
  const random = randomFrom(seed);
  let head = await headOf();
  let [answers, imports, unanswered] = [0, 0, 0];
  let next = new Writer(address, 'w0', 1000);
  for (let round = 1; round <= kills; round += 1) {
    const writer = next;
    await writer.go();
    next = new Writer(address, `w${round}`, 1000);
    await writer.hasAnswered(Math.floor(random() * latest.answers));
    await setTimeout(random() * latest.milliseconds);
    await writer.kill();
    await endedForServer();
    const { answered } = writer;
    const made = await changesAfter(head);
    // At most the one that was under way was made without being answered.
    expect(made.length - answered.length, `round ${round}`).toBeOneOf([0, 1]);
    expect(made.slice(0, answered.length).map(({ number }) => number)).toEqual(answered.map(({ change }) => change));
    expect(made.every(({ hash }) => hash !== null)).toBe(true);
    head += made.length;
    answers += answered.length;
    imports += made.filter(({ kind }) => kind === 'import').length;
    unanswered += made.length - answered.length;
    // A change half there stays so: all of them are looked at in the end.
    if (round % 100 === 0) expect(await fault()).toBeNull();
  }
  await next.kill();
  process.stdout.write(`${answers} changes answered, ${imports} imports, ${unanswered} made but not answered\n`);
  expect(await fault()).toBeNull();
  expect(Math.min(answers, imports)).toBeGreaterThan(10);
}, 400_000);

test('two programs writing to one register at once lose and double nothing', async () => {
  const before = await headOf();
  const writers = ['one', 'two'].map((word) => new Writer(address, word, 150));
  await Promise.all(writers.map((writer) => writer.go()));
  await Promise.all(writers.map((writer) => writer.end()));
  const answered: Answered[] = writers.flatMap((writer) => writer.answered);
  const made = await changesAfter(before);
  expect(answered.map(({ change }) => change).sort((a, b) => a - b)).toEqual(made.map(({ number }) => number));
  expect(new Set(answered.map(({ change }) => change)).size).toBe(answered.length);
  expect(await fault()).toBeNull();
}, 120_000);
