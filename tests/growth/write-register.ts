/**
 * A register of any size, up to a whole country: every row marked as demonstration data, every rule kept, and a history
 * that `verify` accepts. The map:
 *
 *   size.ts            how many counties, towns and villages; codes that are nobody's
 *   village.ts         what happens in one village; titles.ts and produce.ts its titles and its produce
 *   names.ts           names, and how they are typed
 *   loader.ts          changes, sealed as they are made
 *   write-register.ts  this file: the facts, then county by county
 *
 * What lies in a village does not depend on the size of the register, so that what takes longer in a larger one grew.
 */
import SQLite from 'better-sqlite3';
import { makeTallies } from '#app/plan/keep-tallies.server.ts';
import { categories } from '#app/producers/category.ts';
import { databaseFile, fromSqlite, openDatabase } from '#db/client.server.ts';
import { migrate } from '#db/migrate.server.ts';
import type { Version } from '#db/versions.server.ts';
import { seedAccounts } from '#seeds/demo/accounts.ts';
import { randomFor } from '#seeds/demo/random.ts';
import { seedFacts } from '#seeds/facts/facts.ts';
import { type Live, Loader } from './loader.ts';
import { spellInvented, villageName } from './names.ts';
import { demoMark, type Office, type Village } from './place.ts';
import { inventedTowns, type Size, type TownPlace } from './size.ts';
import { writeVillage } from './village.ts';

export interface Written {
  changes: number;
  rows: number;
  /** Loading alone, and with the indexes. */
  loading: number;
  seconds: number;
}

const opening = new Date('2025-01-06T01:00:00Z');
/** The invented changes lie between these instants; what they tell of happened before. */
const [firstAt, lastAt] = [Date.parse('2026-01-05T00:00:00Z'), Date.parse('2026-11-20T00:00:00Z')];
/** More than any village has on the average. */
const changesPerVillage = 48;
/** Rows between two commits. */
const perCommit = 500_000;

/** Writes a register into a file that is not there yet. @param note hears how far it is */
export async function writeRegister(
  file: string,
  size: Size,
  note: (line: string) => void = () => {},
): Promise<Written> {
  const began = performance.now();
  await writeFacts(file);
  // Without a journal, which a driver on its guard does not allow.
  const sqlite = new SQLite(databaseFile(file)).unsafeMode();
  hurry(sqlite);
  for (const { name } of schemaOf(sqlite, 'trigger')) sqlite.exec(`drop trigger "${name}"`);
  const indexes = schemaOf(sqlite, 'index');
  for (const { name } of indexes) sqlite.exec(`drop index "${name}"`);
  const apart = (lastAt - firstAt) / (size.villages * changesPerVillage);
  const loader = new Loader(sqlite, (number) => new Date(Math.min(lastAt, Math.floor(firstAt + number * apart))));
  const said = (what: string) => note(`${size.name}: ${what}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  load(sqlite, loader, size, said);
  const loading = (performance.now() - began) / 1000;
  for (const { sql } of indexes) sqlite.exec(sql);
  said('indexes made');
  const db = fromSqlite(sqlite);
  hurry(sqlite);
  await migrate(db);
  said('names made');
  await makeTallies(db);
  said('tallies made');
  await db.destroy();
  return { changes: loader.number, rows: loader.rows, loading, seconds: (performance.now() - began) / 1000 };
}

/** No assurance against a power cut: what is half written is written again. */
function hurry(sqlite: SQLite.Database): void {
  for (const setting of ['journal_mode = OFF', 'synchronous = OFF', 'foreign_keys = OFF']) sqlite.pragma(setting);
}

async function writeFacts(file: string): Promise<void> {
  const db = openDatabase(file);
  await migrate(db);
  await seedFacts(db, opening);
  await seedAccounts(db, opening);
  await db.destroy();
}

const schemaOf = (sqlite: SQLite.Database, type: 'trigger' | 'index') =>
  sqlite.prepare('select name, sql from sqlite_master where type = ? and sql is not null').all(type) as {
    name: string;
    sql: string;
  }[];

function load(sqlite: SQLite.Database, loader: Loader, size: Size, note: (line: string) => void): void {
  const stated = statedTitles(sqlite);
  let place = 0;
  let committed = 0;
  sqlite.exec('begin');
  for (const [index, town] of [...statedTowns(sqlite), ...inventedTowns(size)].entries()) {
    const villages = openTown(sqlite, loader, town, index, place);
    for (const village of villages) {
      writeVillage(loader, village, { place, stated, others: villages });
      place += 1;
    }
    if (index % Math.ceil(size.towns / size.counties) === 0) writeArea(loader, town, villages);
    loader.settle();
    if (loader.rows - committed < perCommit) continue;
    committed = loader.rows;
    sqlite.exec('commit');
    note(`${place} villages, ${loader.number} changes, ${loader.rows} rows`);
    sqlite.exec('begin');
  }
  sqlite.exec('commit');
}

/** The titles that the facts hold, as `village programme`. */
function statedTitles(sqlite: SQLite.Database): Set<string> {
  return new Set(sqlite.prepare(`select villageCode || ' ' || programmeKey from title`).pluck().all() as string[]);
}

function statedTowns(sqlite: SQLite.Database): TownPlace[] {
  const rows = sqlite.prepare('select code, name from town order by code').all() as { code: string; name: string }[];
  return rows.map((town) => ({ ...town, county: 0, villages: 0, stated: true }));
}

/** The villages of a town: those of the facts, or new ones with the town itself and its account. */
function openTown(sqlite: SQLite.Database, loader: Loader, town: TownPlace, index: number, place: number): Village[] {
  const { code, name } = town;
  const office: Office = { town: code, account: town.stated ? accountOf(sqlite, code) : `zhen${index}` };
  const key = (at: number) => `g${(place + at).toString(36).padStart(4, '0')}`;
  const villageOf = (live: Live, at: number): Village => ({
    ...{
      code: String(live.row.code),
      name: String(live.row.name),
      key: key(at),
      office,
      live,
      nextTitle: 0,
      ended: false,
    },
  });
  let villages: Village[] = [];
  if (town.stated) {
    const rows = sqlite.prepare('select * from village where townCode = ? order by code').all(code) as Version[];
    villages = rows.map((row, at) => villageOf({ table: 'village', row }, at));
  } else {
    loader.record({ kind: 'account-add', account: 'district', town: code, reason: name }, (pen) => {
      const account = {
        username: office.account,
        name: `${name}农业农村办`,
        role: 'town',
        townCode: code,
        producerId: null,
      };
      pen.put('account', { ...account, active: 1, origin: 'demo' });
    });
    loader.record({ kind: 'seed', account: null, town: code, reason: `演示数据：${name}` }, (pen) => {
      pen.put('town', { code, name, shortName: name.replace(/镇$/, ''), ...demoMark });
      villages = namesOf(town, place).map((own, at) => {
        const row = { code: `${code}${200 + at}`, name: own, townCode: code, ...spellInvented(own) };
        return villageOf(pen.put('village', { ...row, retention: 'unconfirmed', ...demoMark }), at);
      });
    });
  }
  writeLocalOutputs(loader, office);
  return villages;
}

/** No two villages of a town bear one name. */
function namesOf({ villages }: TownPlace, place: number): string[] {
  const random = randomFor(`names ${place}`);
  const names = new Set<string>();
  while (names.size < villages) names.add(villageName(random));
  return [...names];
}

function accountOf(sqlite: SQLite.Database, town: string): string {
  return String(sqlite.prepare(`select username from account where role = 'town' and townCode = ?`).pluck().get(town));
}

function writeLocalOutputs(loader: Loader, office: Office): void {
  const random = randomFor(`local ${office.town}`);
  for (const year of [2022, 2023, 2024])
    loader.record({ kind: 'local-output', ...office, reason: `${year}年` }, (pen) => {
      for (const category of categories)
        pen.put('localOutput', {
          townCode: office.town,
          year,
          category,
          tonnes: random.whole(200, 9000),
          note: null,
          ...demoMark,
        });
    });
}

/** A county's area: its first town's first villages, on their way to be named. */
function writeArea(loader: Loader, town: TownPlace, villages: readonly Village[]): void {
  const id = `area-${town.code}`;
  const by = { account: 'district', town: null };
  const name = `演示${town.name}片区`;
  let area: Live | undefined;
  loader.record({ kind: 'area-amend', ...by, reason: name }, (pen) => {
    const own = { id, kind: 'demonstration-zone', name, corridor: null, countsTowardsPlan: 1, note: null };
    area = pen.put('area', { ...own, stage: null, awardYear: null, ...demoMark });
    pen.put('areaTown', { areaId: id, townCode: town.code });
    for (const { code } of villages.slice(0, 6))
      pen.put('areaMember', {
        areaId: id,
        villageCode: code,
        since: '2022-05-01',
        membership: 'confirmed',
        ...demoMark,
      });
  });
  const step = { areaId: id, precision: 'exact', proposedBy: 'district', ...demoMark };
  loader.record({ kind: 'area-advance', ...by, reason: null }, (pen) => {
    if (area) pen.amend(area, { stage: 'applied' });
    pen.put('areaStep', { ...step, sequence: 1, stage: 'applied', day: '2022-06-01', confirmation: null });
  });
}
