/** Two programs on one register: what one of them reads or writes, the other leaves alone for as long as it is held. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getImport, listImportRows, readImportFile, takeImport } from '#app/exchange/import.repository.server.ts';
import { type Labour, labourHere } from '#app/exchange/import-job.server.ts';
import { createImportRunner } from '#app/exchange/import-runner.server.ts';
import { keepImport } from '#app/exchange/run-import.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import { seedIfEmpty } from '#seeds/seed.ts';
import { newAddress, seededAt } from '#tests/support/database.ts';

const office = { username: 'liantang', name: '练塘', townCode: '310118103', producerId: null };
const liantang = { ...office, role: 'town' as const };
const begun = new Date('2026-11-24T08:00:00Z');
/** The time that both programs' clocks show. */
let now = begun;
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

let address: string;
let programs: { db: Db; close(): void }[];
beforeEach(async () => {
  now = begun;
  programs = [];
  address = await newAddress();
  const db = openDatabase(address);
  await migrate(db);
  await seedIfEmpty(db, 'demo', seededAt);
  await db.destroy();
});
afterEach(async () => {
  for (const { db, close } of programs) {
    close();
    await db.destroy();
  }
});

/** Starts a program whose work goes on until it is let go. */
async function startProgram() {
  const db = openDatabase(address);
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const labour: Labour = async (job, tell) => {
    await gate;
    return labourHere(db)(job, tell);
  };
  const runner = await createImportRunner({ db, clock: () => now, log: { error: () => {} }, labour });
  programs.push({ db, close: runner.close });
  return { db, letGo, ...runner };
}

const bytes = new TextEncoder().encode('村名,年份,户数\n东庄村,2023,901');

async function beginReading(program: Awaited<ReturnType<typeof startProgram>>) {
  const id = await keepImport(program.db, { name: '台账.csv', bytes }, { reader: liantang, now });
  return { id, ended: program.read(id, liantang) };
}

const stateOf = async (db: Db, id: string) => (await getImport(db, id, liantang)).state;

test('a second program that starts leaves the imports of the first alone, for as long as it says that it holds them', async () => {
  const first = await startProgram();
  const { id, ended } = await beginReading(first);
  const second = await startProgram();
  expect(await stateOf(second.db, id)).toBe('reading');
  for (let minute = 1; minute <= 3; minute += 1) {
    pass(50);
    await first.beat();
    await second.beat();
    expect(await stateOf(second.db, id)).toBe('reading');
  }
  first.letGo();
  await ended;
  expect(await getImport(second.db, id, liantang)).toMatchObject({ state: 'ready', changed: 1 });
});

test('what a program that ended left half done is said to have not happened, a minute later and not before', async () => {
  const first = await startProgram();
  const { id, ended } = await beginReading(first);
  const second = await startProgram();
  pass(60);
  await second.beat();
  expect(await stateOf(second.db, id)).toBe('reading');
  pass(1);
  await second.beat();
  expect(await getImport(second.db, id, liantang)).toMatchObject({
    state: 'interrupted',
    message: expect.stringContaining('什么都没有写入'),
  });
  // Its program was only slow: what it still does is not taken for done.
  first.letGo();
  await ended;
  expect(await stateOf(second.db, id)).toBe('interrupted');
});

test('a program that was only slow writes nothing after its office was told so', async () => {
  const slow = await startProgram();
  const second = await startProgram();
  second.letGo();
  const { id, ended } = await beginReading(second);
  await ended;
  const { number } = await chainHead(second.db);
  await takeImport(slow.db, { id, from: ['ready'], now }, 'writing');
  const written = slow.write(id, liantang, null);
  pass(61);
  await second.beat();
  expect(await stateOf(second.db, id)).toBe('interrupted');
  slow.letGo();
  await written;
  expect(await stateOf(second.db, id)).toBe('interrupted');
  expect((await chainHead(second.db)).number).toBe(number);
});

test('an old import that is read once more keeps its file and its rows', async () => {
  const program = await startProgram();
  program.letGo();
  const { id, ended } = await beginReading(program);
  await ended;
  pass(31 * 86_400);
  await takeImport(program.db, { id, from: ['ready'], now }, 'reading');
  await keepImport(program.db, { name: '别的.csv', bytes }, { reader: liantang, now });
  expect(await readImportFile(program.db, id)).not.toBeNull();
  expect(await listImportRows(program.db, id, { limit: 9, offset: 0 })).toHaveLength(1);
});
