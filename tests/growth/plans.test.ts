/** No page reads a whole table that grows: every statement of every list, page and answer is asked how it would be run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorAfter } from '#app/http/cursor.server.ts';
import { type Db, fromSqlite } from '#db/client.server.ts';
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

/** What still reads whole tables, and why. A line that no longer does fails the test, too: it is to be taken out. */
const known: Readonly<Record<string, string>> = {
  'products.new (g0001n)': 'a producer may choose each regional brand, of which a county has a few',
  'products.$id_.edit g0001p0 (g0001n)': 'a producer may choose each regional brand, of which a county has a few',
  'reports.$kind progress (district)': 'a report of all towns is made of all rows',
  'areas._index?&change=20000 (public)': 'one page lists all areas, of which there is about one in a county',
};

const village = { code: '310118102201' };
const town = '310118102';
/** Receipts of all towns: the first page, another, and one as it was known. */
const receipts: Question[] = [
  ...['coverage', 'city-level', 'district-level', 'shangta', 'areas', 'green-rate'].flatMap((key) =>
    ['', '?change=20000', `?cursor=${cursorAfter(key === 'green-rate' ? 'g0001p0' : village.code)}`].map((search) => ({
      ...{ route: 'figures.$key', params: { key }, search },
    })),
  ),
  { route: 'figures.$key', params: { key: 'green-rate' }, search: '?category=grain' },
  { route: 'figures.$key', params: { key: 'green-rate' }, search: '?asOf=2024-01-01&change=20000' },
  ...['', '?change=20000'].map((search) => ({
    ...{ route: 'api.v1.figures.$key', params: { key: 'coverage' }, search },
  })),
];
const titleSearches = [
  ...['', 'stage=listed', 'q=莲湖', `town=${town}`, 'confirmation=pending', 'confirmation=declined'],
  ...['asOf=2022-06-30', 'asOf=2022-06-30&stage=listed&programme=city-beautiful', 'asOf=2022-06-30&awardYear=2022'],
];
const certificateSearches = [
  ...['', 'q=LB-001', 'q=莲湖', `town=${town}`, 'scheme=gi-product'],
  ...['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet'].map((state) => `state=${state}`),
];
/** The same pages as known at an earlier change. */
const asKnownAt = (change: number): Question[] =>
  [
    ...[
      '',
      'q=莲湖',
      `town=${town}`,
      'level=city',
      'sort=name',
      'sort=level',
      'sort=-level&page=9',
      'sort=-retention',
    ].map((search) => ({
      route: 'villages._index',
      search,
    })),
    { route: 'villages.$code', params: village },
    ...[...titleSearches, `town=${town}&asOf=2022-06-30`].map((search) => ({ route: 'titles._index', search })),
    { route: 'api.v1.titles', search: 'stage=listed' },
    { route: 'titles.$id', params: { id: 'g0001t2' } },
    { route: 'areas._index' },
    { route: 'areas.$id', params: { id: 'area-310118102' } },
    ...['', 'q=茭白', `town=${town}`].map((search) => ({ route: 'products._index', search })),
    { route: 'products.$id', params: { id: 'g0001p0' } },
    ...['', 'category=grain'].map((search) => ({ route: 'brands._index', search })),
    ...certificateSearches.map((search) => ({ route: 'certificates._index', search })),
    { route: 'certificates.$id', params: { id: 'g0001p0-c' } },
    ...['coverage', 'city-level', 'areas', 'green-rate'].map((key) => ({
      ...{ route: 'figures.$key', params: { key }, search: `town=${town}` },
    })),
  ].map((question: Question) => ({ ...question, search: `?${question.search ?? ''}&change=${change}` }));
/** When most of the register was written. */
const asKnown = asKnownAt(20_000);
const questions: Question[] = [
  ...asKnown,
  { route: '_index' },
  ...[
    '',
    ...['莲湖', 'lianhu', '村', '1022'].map((q) => `?q=${q}`),
    `?town=${town}`,
    '?level=city',
    '?sort=name',
    ...['?sort=level&page=9', '?sort=-level', '?sort=town', '?sort=retention', '?sort=-retention&page=9'],
    '?retention=retained',
  ].map((search) => ({ route: 'villages._index', search })),
  { route: 'villages.$code', params: village },
  { route: 'villages.$code', params: village, asker: 'district' },
  { route: 'villages.$code_.history', params: village, asker: 'district' },
  { route: 'villages.$code_.edit', params: village, asker: 'district' },
  { route: 'villages.$code_.report', params: village },
  ...['page=400', 'stage=named&page=100', 'programme=city-beautiful&awardYear=2023', ...titleSearches].map(
    (search) => ({
      ...{ route: 'titles._index', search: `?${search}` },
    }),
  ),
  ...['', '?stage=listed', `?asOf=2022-06-30&stage=named&cursor=${cursorAfter(`${village.code} g`)}`].map((search) => ({
    ...{ route: 'api.v1.titles', search },
  })),
  { route: 'titles.$id', params: { id: 'g0001t2' } },
  { route: 'areas._index' },
  { route: 'areas.$id', params: { id: 'area-310118102' } },
  ...['', '?q=合作社', '?q=莲湖', `?town=${town}`].map((search) => ({ route: 'producers._index', search })),
  { route: 'producers.$id', params: { id: 'g0001n' } },
  ...['', '?q=茭白', '?q=莲湖', `?town=${town}`, '?category=grain', '?certificate=valid'].map((search) => ({
    route: 'products._index',
    search,
  })),
  { route: 'products.$id', params: { id: 'g0001p0' } },
  ...[...certificateSearches, 'page=70'].map((search) => ({ route: 'certificates._index', search: `?${search}` })),
  { route: 'certificates.$id', params: { id: 'g0001p0-c' } },
  ...['', '?category=grain', '?page=2'].map((search) => ({ route: 'brands._index', search })),
  { route: 'pictures.$hash', params: { hash: 'a'.repeat(64) }, asker: 'district' },
  ...receipts,
  ...['coverage', 'city-level', 'areas', 'green-rate'].map((key) => ({
    ...{ route: 'figures.$key', params: { key }, search: `?town=${town}` },
  })),
  { route: 'plan._index' },
  { route: 'reports._index' },
  ...['producers._index', 'certificates._index', 'titles._index', 'areas._index', 'brands._index'].map((route) => ({
    ...{ route, asker: 'district' as const },
  })),
  // Forms with what there is to choose from.
  { route: 'join._index' },
  { route: 'titles.new', asker: 'zhujiajiao' },
  { route: 'titles.new', asker: 'district', search: `?village=${village.code}` },
  { route: 'areas.new', asker: 'district' },
  { route: 'areas.$id_.edit', params: { id: 'area-310118102' }, asker: 'district' },
  { route: 'areas.$id_.members', params: { id: 'area-310118102' }, asker: 'district' },
  { route: 'villages.$code_.lineage', params: village, asker: 'district' },
  { route: 'villages.$code_.statistics.$year', params: { ...village, year: '2024' }, asker: 'zhujiajiao' },
  { route: 'outputs.$year_.local.$town', params: { year: '2024', town }, asker: 'zhujiajiao' },
  { route: 'outputs.$year', params: { year: '2024' }, asker: 'g0001n' },
  { route: 'products.new', asker: 'g0001n' },
  { route: 'products.$id_.edit', params: { id: 'g0001p0' }, asker: 'g0001n' },
  { route: 'certificates.new', asker: 'g0001n' },
  { route: 'producers.$id_.bases.$base', params: { id: 'g0001n', base: 'new' }, asker: 'g0001n' },
  { route: 'titles.$id_.advance', params: { id: 'g0001t2' }, asker: 'zhujiajiao' },
  { route: 'plan.$key.target', params: { key: 'coverage' }, asker: 'district' },
  // Rooms of an office.
  { route: 'account', asker: 'zhujiajiao' },
  { route: 'imports._index', asker: 'district' },
  ...(['zhujiajiao', 'district'] as const).map((asker): Question => ({ route: 'producers.requests._index', asker })),
  ...['', '?page=2', '?q=朱家角'].map((search): Question => ({ route: 'admin.accounts', search, asker: 'district' })),
  { route: 'reports.$kind', params: { kind: 'progress' }, search: `?town=${town}`, asker: 'zhujiajiao' },
  { route: 'reports.$kind', params: { kind: 'progress' }, asker: 'district' },
  ...(['district', 'zhujiajiao', 'g0001n'] as const).flatMap((asker) => [
    { route: 'desk', asker },
    { route: '_index', asker },
    { route: 'changes._index', asker },
    { route: 'outputs._index', asker },
  ]),
  { route: 'changes._index', asker: 'district', search: '?village=莲湖村' },
  { route: 'changes._index', asker: 'district', search: '?village=莲' },
  { route: 'changes._index', asker: 'district', search: '?kind=title-confirm' },
  { route: 'changes._index', asker: 'district', search: '?account=zhujiajiao' },
  { route: 'changes._index', asker: 'district', search: '?product=g0001p0' },
  { route: 'changes.$number', asker: 'district', params: { number: '900' } },
  ...['areas', 'certificates', 'indicators', 'producers', 'products', 'progress', 'villages._index'].map((list) => ({
    route: `api.v1.${list}`,
  })),
  { route: 'api.v1.villages._index', search: '?q=莲湖' },
  { route: 'api.v1.villages.$code', params: village },
  { route: 'api.v1.figures.$key', params: { key: 'coverage' }, search: `?town=${town}` },
  { route: 'api.v1.changes', asker: 'district', search: '?after=900' },
];

const said = ({ route, params, search = '', asker = 'public' }: Question) =>
  `${route}${params ? ` ${Object.values(params)}` : ''}${search} (${asker satisfies Asker})`;

/** The statements of a page by their shapes. */
async function statementsOf(question: Question): Promise<Map<string, string>> {
  noted = [];
  await ask(db, question).catch((error) => {
    // Nobody has the picture that is asked for: it is looked for everywhere.
    if (question.route === 'pictures.$hash') return;
    throw new Error(said(question), { cause: error });
  });
  return new Map(noted.filter((each) => /^\s*(select|with)/i.test(each)).map((each) => [shapeOf(each), each]));
}

test('no statement reads a whole table that grows', { timeout: 300_000 }, async () => {
  const found = new Map<string, Set<string>>();
  for (const question of questions) {
    for (const [shape, statement] of await statementsOf(question))
      for (const read of [...wholeReads(sqlite, statement), ...manyRows(sqlite, statement, mostRows)])
        found.set(said(question), (found.get(said(question)) ?? new Set()).add(`${read} ‹ ${shape}`));
  }
  const told = [...found]
    .filter(([place]) => !(place in known))
    .map(([place, reads]) => [place, ...reads].join('\n  '));
  expect(told).toEqual([]);
  expect(Object.keys(known).filter((place) => !found.has(place))).toEqual([]);
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
