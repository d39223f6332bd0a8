/** Invented ledgers of 2020 to 2025: plausible sizes, slow movement, and the gaps that real ledgers have. */
import type { NewRow } from '#db/tables.ts';
import { type Random, randomFor } from './random.ts';
import { clock, daysAfter, demoMark, type Entry, type Office, offices, placeOf, workday } from './timeline.ts';

const firstYear = 2020;
const lastYear = 2025;
const muPerKm2 = 1500;

type Ledger = Omit<NewRow<'statistic'>, 'change'>;

export function statisticEntries(): Entry[] {
  const villages = offices.flatMap((office) => office.villages.map(({ code }) => ({ code, ledgers: ledgersOf(code) })));
  const ledgers = new Map(villages.map(({ code, ledgers }) => [code, ledgers]));
  const entries: Entry[] = [];
  for (let year = firstYear; year <= lastYear; year += 1)
    for (const [index, office] of offices.entries()) entries.push(yearEntry(office, index, year, ledgers));
  return [...entries, ...corrections.map(correctionEntry)];
}

function yearEntry(office: Office, index: number, year: number, ledgers: Map<string, Ledger[]>): Entry {
  const rows = office.villages.flatMap(({ code }) => ledgers.get(code)?.filter((row) => row.year === year) ?? []);
  const day = year === lastYear ? '2026-03-16' : daysAfter('2025-03-03', (year - firstYear) * 7);
  return {
    at: clock(daysAfter(day, index), `${10 + index}:25`),
    kind: 'statistics-amend',
    account: office.username,
    town: office.town,
    reason: `填报${year}年台账，${rows.length}个村`,
    write: async (trx, change) => {
      await trx
        .insertInto('statistic')
        .values(rows.map((row) => ({ ...row, change })))
        .execute();
    },
  };
}

/** A village's ledgers by year; some years and, for a few villages, all of them are missing. */
function ledgersOf(code: string): Ledger[] {
  const random = randomFor(`ledger ${code}`);
  if (random.happens(0.05)) return [];
  const base = baseOf(random);
  const ledgers: Ledger[] = [];
  for (let year = firstYear; year <= lastYear; year += 1) {
    const ledger = withGaps(ledgerOf(base, year - firstYear, random), random);
    const missing = random.happens(year === lastYear ? 0.25 : 0.05);
    if (!missing) ledgers.push({ villageCode: code, year, ...ledger, ...demoMark });
  }
  return ledgers;
}

interface Base {
  households: number;
  personsPerHousehold: number;
  migrants: number;
  groups: number;
  members: number;
  area: number;
  farmland: number;
  grain: number;
  vegetables: number;
  woodland: number;
  fishpond: number;
  collectiveIncome: number;
  incomePerHead: number;
  incomeGrowth: number;
}

function baseOf(random: Random): Base {
  const area = random.between(1.6, 5.8);
  const farmland = area * muPerKm2 * random.between(0.32, 0.5);
  return {
    households: random.whole(320, 1150),
    personsPerHousehold: random.between(2.7, 3.2),
    migrants: random.between(0.12, 0.7),
    groups: random.whole(8, 26),
    members: random.whole(62, 175),
    area: round(area),
    farmland,
    grain: farmland * random.between(0.42, 0.66),
    vegetables: farmland * random.between(0.06, 0.26),
    woodland: area * muPerKm2 * random.between(0.08, 0.17),
    fishpond: area * muPerKm2 * random.between(0.02, 0.11),
    collectiveIncome: random.between(95, 620),
    incomePerHead: random.between(32_500, 38_500),
    incomeGrowth: random.between(0.05, 0.08),
  };
}

/** The ledger `age` years after the first. */
function ledgerOf(base: Base, age: number, random: Random) {
  const about = (value: number, spread: number) => value * random.between(1 - spread, 1 + spread);
  const households = Math.round(about(base.households * (1 + 0.004 * age), 0.004));
  const registered = Math.round(households * (base.personsPerHousehold - 0.02 * age));
  const migrants = Math.round(about(registered * base.migrants, 0.06));
  const resident = Math.round(registered * random.between(0.74, 0.8)) + migrants;
  return {
    households,
    registeredPopulation: registered,
    residentPopulation: resident,
    migrantPopulation: migrants,
    villageGroups: base.groups,
    partyMembers: base.members + Math.round(age * random.between(0, 1.6)),
    area: base.area,
    farmland: round(base.farmland * (1 - 0.003 * age)),
    grainField: round(about(base.grain * (1 - 0.004 * age), 0.015)),
    vegetableField: round(about(base.vegetables, 0.03)),
    woodland: round(base.woodland * (1 + 0.012 * age)),
    fishpond: round(base.fishpond * (1 - 0.03 * age)),
    collectiveIncome: round(about(base.collectiveIncome * 1.07 ** age, 0.05)),
    incomePerHead: Math.round(base.incomePerHead * (1 + base.incomeGrowth) ** age),
  };
}

/** Leaves single fields uncollected, as offices do. */
function withGaps(ledger: ReturnType<typeof ledgerOf>, random: Random) {
  const gap = <T>(value: T, probability: number) => (random.happens(probability) ? null : value);
  return {
    ...ledger,
    residentPopulation: gap(ledger.residentPopulation, 0.06),
    migrantPopulation: gap(ledger.migrantPopulation, 0.09),
    partyMembers: gap(ledger.partyMembers, 0.04),
    vegetableField: gap(ledger.vegetableField, 0.07),
    woodland: gap(ledger.woodland, 0.05),
    fishpond: gap(ledger.fishpond, 0.1),
    collectiveIncome: gap(ledger.collectiveIncome, 0.05),
    incomePerHead: gap(ledger.incomePerHead, 0.05),
  };
}

interface Correction {
  village: string;
  year: number;
  day: string;
  households: number;
  reason: string;
}

/** Figures that an office put right afterwards. */
const corrections: readonly Correction[] = [
  { village: '张马', year: 2023, day: '2025-05-14', households: -12, reason: '户数更正：原数误含已迁出户' },
  { village: '岑卜', year: 2024, day: '2025-06-11', households: 8, reason: '户数更正：漏计新立户' },
  { village: '东庄', year: 2025, day: '2026-04-22', households: -5, reason: '户数更正：重复登记' },
];

function correctionEntry({ village, year, day, households, reason }: Correction): Entry {
  const { office, code } = placeOf(village);
  return {
    at: clock(workday(day), '16:10'),
    kind: 'statistics-amend',
    account: office.username,
    town: office.town,
    reason,
    write: async (trx, change) => {
      await trx
        .updateTable('statistic')
        .set((eb) => ({ households: eb('households', '+', households), change }))
        .where('villageCode', '=', code)
        .where('year', '=', year)
        .execute();
    },
  };
}

/** To two decimals. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
