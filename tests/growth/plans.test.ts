/** No page reads a whole table that grows: every statement of every list, page and answer is asked how it would be run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCalendar, renewCalendar } from '#app/certificates/open-calendar.server.ts';
import { exportCsv } from '#app/exchange/export-sheets.server.ts';
import { listKinds, rowKinds } from '#app/exchange/kinds.ts';
import type { ListKey } from '#app/exchange/row-kind.ts';
import { templateSheets } from '#app/exchange/template-sheets.server.ts';
import { readGauges } from '#app/upkeep/gauges.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { type Db, fromSqlite } from '#db/client.server.ts';
import { openReaders } from '#db/readers.server.ts';
import { asKnownAt, questions, receipts, town, unasked } from './questions.ts';
import { sizeOf } from './size.ts';
import { historyWalks, manyRows, shapeOf, sortings, wholeReads } from './statements.ts';
import { type Asker, ask, type Question, signInAll } from './walk.ts';
import { writeRegister } from './write-register.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'register-plans-'));
let sqlite: SQLite.Database;
let db: Db;
let noted: string[] = [];

beforeAll(async () => {
  const file = path.join(folder, 'register.sqlite');
  await writeRegister(`file:${file}`, sizeOf('10'));
  sqlite = new SQLite(file, { verbose: (statement) => noted.push(String(statement)) });
  signInAll(sqlite, ['district', 'zhujiajiao', 'g0001n']);
  db = fromSqlite(sqlite);
}, 600_000);
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

/** Rows that a page may take out of the database: a town’s titles with their steps are the most. */
const mostRows = 1_000;
/** What tallies hold of the days of two years to come, however large the register: six categories of some hundred days. */
const mostDays = 4_000;
/** Rows of an export’s part, a thousand, with what hangs on each of them. */
const mostOfPart = 5_000;

/** Reads of a statement that are too many. */
function readsOf(statement: string, most: number): string[] {
  const rows = statement.includes('"tallySum" p') ? mostDays : most;
  return [...wholeReads(sqlite, statement), ...manyRows(sqlite, statement, rows)];
}

test('every route is asked, or it is said why not', () => {
  const routes = Object.keys(import.meta.glob('/app/routes/*.tsx')).map((file) => path.basename(file, '.tsx'));
  const asked = new Set(questions.map(({ route }) => route));
  expect(routes.filter((route) => !asked.has(route) && !(route in unasked))).toEqual([]);
  expect(Object.keys(unasked).filter((route) => asked.has(route) || !routes.includes(route))).toEqual([]);
});

const said = ({ route, params, search = '', asker = 'public' }: Question) =>
  `${route}${params ? ` ${Object.values(params)}` : ''}${search} (${asker satisfies Asker})`;

/** What was asked since it was looked last, by its shape. */
const notedByShape = () =>
  new Map(noted.filter((each) => /^\s*(select|with)/i.test(each)).map((each) => [shapeOf(each), each]));

/** Reads of some work's statements that are too many, each with what is read for. */
async function readsOfWork(most: number, work: () => Promise<unknown>): Promise<string[]> {
  noted = [];
  await work();
  return [...notedByShape()].flatMap(([shape, statement]) =>
    readsOf(statement, most).map((read) => `${read} ‹ ${shape}`),
  );
}

/** The statements of a page by their shapes. */
async function statementsOf(question: Question): Promise<Map<string, string>> {
  noted = [];
  await ask(db, question).catch((error) => {
    // Nobody has what some ask for, or it does not stand so that the page opens: it was looked for all the same.
    if (error instanceof Response && error.status < 500) return;
    throw new Error(said(question), { cause: error });
  });
  return notedByShape();
}

test('no statement reads a whole table that grows', { timeout: 300_000 }, async () => {
  const found = new Map<string, Set<string>>();
  for (const question of questions) {
    for (const [shape, statement] of await statementsOf(question))
      for (const read of readsOf(statement, mostRows))
        found.set(said(question), (found.get(said(question)) ?? new Set()).add(`${read} ‹ ${shape}`));
  }
  expect([...found].map(([place, reads]) => [place, ...reads].join('\n  '))).toEqual([]);
});

test.each(Object.keys(listKinds) as ListKey[])('an export of %s reads its rows in parts', async (kind) => {
  const { number: change } = await chainHead(db);
  const scope = { town: null, producer: null };
  const reads = await readsOfWork(mostOfPart, async () => {
    for await (const _ of exportCsv(kind, { register: db, asOf: '2026-11-24', change, search: {}, scope }));
  });
  expect(reads).toEqual([]);
});

test.each(Object.values(rowKinds))('a template of $key looks at its town alone', async (kind) => {
  const { number: change } = await chainHead(db);
  const asked = { register: db, asOf: '2026-11-24', change, scope: { town, producer: null }, year: 2024 };
  const reads = await readsOfWork(mostOfPart, async () => {
    for (const sheet of await templateSheets(kind, asked)) for await (const _ of sheet.rows);
  });
  expect(reads).toEqual([]);
});

test.each(['district', 'zhujiajiao', 'g0001n'])(
  'a calendar of %s holds no more than anybody reads',
  async (username) => {
    const token = await renewCalendar(db, { username, at: new Date('2026-11-24T00:00:00Z') });
    const asked = { token, today: '2026-11-24', href: (id: string) => id };
    expect(await readsOfWork(mostRows, () => openCalendar(db, asked))).toEqual([]);
  },
);

test('nor do measures of operators read every certificate', async () => {
  const places = { databaseUrl: `file:${sqlite.name}`, backupFolder: folder, backupAt: '02:30' };
  const readAll = () => readGauges(openReaders(db, null), places, new Date('2026-11-24T00:00:00Z'));
  expect(await readsOfWork(mostRows, readAll)).toEqual([]);
});

test('a page of a receipt is taken from the beginning of an index, and nothing is sorted for it', async () => {
  for (const question of receipts)
    for (const statement of (await statementsOf(question)).values())
      if (/ limit \+?\d+/.test(statement))
        expect([said(question), ...sortings(sqlite, statement)]).toEqual([said(question)]);
});

test('as known at any change, no statement goes through a history', { timeout: 120_000 }, async () => {
  const last = Number(sqlite.prepare('select max(number) from change').pluck().get());
  const found: string[] = [];
  for (const question of [last - 100, last - 5_000, last / 2, 5_000].map(Math.floor).flatMap(asKnownAt))
    for (const [shape, statement] of await statementsOf(question))
      for (const walk of historyWalks(sqlite, statement)) found.push(`${said(question)}: ${walk} ‹ ${shape}`);
  expect(found).toEqual([]);
});
