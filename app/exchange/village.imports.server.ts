/** What a sheet of villages, or of their ledgers, would write. */

import { writeLedger } from '#app/villages/amend-statistics.server.ts';
import { profileOf } from '#app/villages/amend-village.server.ts';
import { listLedgersAfter } from '#app/villages/statistic.repository.server.ts';
import { checkLedger, isLedgerYear, ledgerOf, type YearLedger } from '#app/villages/statistic.rules.ts';
import type { Ledger } from '#app/villages/statistic.schema.ts';
import { listVillageNames, profilesOf, updateVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { meantVillage, type NamedVillage } from './meant-village.rules.ts';
import { compared, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';

async function villagesByCode(db: Db, within: PlanContext['within']) {
  return new Map((await listVillageNames(db, within)).map((village) => [village.code, village]));
}

export const planVillages: PlanRows = async (db, entries, context) => {
  const villages = await villagesByCode(db, context.within);
  const profiles = await profilesOf(db, [...villages.keys()]);
  const byName = new Map([...villages.values()].map((village) => [`${village.townCode} ${village.name}`, village]));
  return entries.map((entry) => {
    const { says } = entry;
    const code = textOf(says, 'code');
    const name = textOf(says, 'name');
    const village = code === undefined ? byName.get(`${textOf(says, 'townCode')} ${name}`) : villages.get(code);
    if (village === undefined)
      return code === undefined
        ? unknownRow(entry, '没有写明是哪个村，请填区划代码', 'code')
        : unknownRow(entry, `没有代码为 ${code} 的村，请核对。新的村由区里登记`, 'code');
    const meant = { key: village.code, name: village.name, town: village.townCode };
    if (name !== undefined && name !== village.name)
      return refused(entry, meant, [
        { key: 'name', message: `代码是${village.name}的，村名却是“${name}”。更名请在这个村的沿革里登记` },
      ]);
    const foreign = refusedTown(context.kind, context, village.name, village.townCode);
    if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
    const stored = profiles.get(village.code);
    const present = stored ? profileOf(stored) : { introduction: null, industry: null, settlements: null };
    const wanted = over(present, says);
    const write = (trx: Db, change: number) => updateVillage(trx, village.code, { ...wanted, change });
    return compared(entry, { ...meant, present, wanted, problems: [], write });
  });
};

interface MeantLedger {
  entry: Entry;
  village: NamedVillage;
  year: number;
  present: Ledger | null;
  wanted: Ledger;
}

export const planStatistics: PlanRows = async (db, entries, context) => {
  const { reader, today, kind } = context;
  const villages = await villagesByCode(db, context.within);
  const town = reader.role === 'town' ? (reader.townCode ?? undefined) : undefined;
  const ledgers = new Map<string, Map<number, YearLedger>>();
  for (const ledger of await listLedgersAfter(db, { town }, { after: null, limit: Number.MAX_SAFE_INTEGER }))
    yearsOf(ledgers, ledger.villageCode).set(ledger.year, ledger);
  // First what every row of the file wants: whether a value jumps is judged by the years as they will stand.
  const meant = entries.map((entry) => meantLedger(entry, { villages, ledgers, today }));
  const wantedOf = yearsWanted(meant, ledgers);
  return meant.map((one) => {
    if (!('wanted' in one)) return one;
    const { entry, village, year, present, wanted: ledger } = one;
    const row = { key: `${village.code}/${year}`, name: `${village.name} ${year}年`, town: village.townCode };
    const foreign = refusedTown(kind, context, village.name, village.townCode);
    if (foreign) return refused(entry, row, [{ key: null, message: foreign }]);
    const others = wantedOf(village.code).filter((other) => other.year !== year);
    const problems = checkLedger(ledger, year, { others, confirmJump: entry.says.confirmJump === true });
    const write = writerOf({ code: village.code, year, exists: present !== null }, ledger);
    return compared(entry, { ...row, present, wanted: ledger, problems, write });
  });
};

/** Made apart: within the planning it would hold on to every entry of the file for as long as there is a plan. */
const writerOf =
  (place: Parameters<typeof writeLedger>[1], ledger: Ledger) =>
  (trx: Db, change: number): Promise<void> =>
    writeLedger(trx, place, ledger, change);

/** The years of a village as they will stand. Only the last one asked for is kept: there is no room for a copy of every ledger. */
function yearsWanted(
  meant: readonly (MeantLedger | PlannedRow)[],
  ledgers: ReadonlyMap<string, ReadonlyMap<number, YearLedger>>,
): (code: string) => readonly YearLedger[] {
  const byVillage = new Map<string, MeantLedger[]>();
  for (const one of meant) {
    if (!('wanted' in one)) continue;
    const own = byVillage.get(one.village.code);
    if (own) own.push(one);
    else byVillage.set(one.village.code, [one]);
  }
  let last: { code: string; years: readonly YearLedger[] } | null = null;
  return (code) => {
    if (last?.code === code) return last.years;
    const years = new Map(ledgers.get(code));
    for (const { year, wanted } of byVillage.get(code) ?? []) years.set(year, { ...wanted, year });
    last = { code, years: [...years.values()] };
    return last.years;
  };
}

function yearsOf(ledgers: Map<string, Map<number, YearLedger>>, code: string): Map<number, YearLedger> {
  const years = ledgers.get(code) ?? new Map<number, YearLedger>();
  ledgers.set(code, years);
  return years;
}

interface Surroundings {
  villages: ReadonlyMap<string, NamedVillage>;
  ledgers: ReadonlyMap<string, ReadonlyMap<number, YearLedger>>;
  today: string;
}

function meantLedger(entry: Entry, { villages, ledgers, today }: Surroundings): MeantLedger | PlannedRow {
  const village = meantVillage(entry.says, villages);
  if ('problem' in village) return unknownRow(entry, village.problem, village.key);
  const meant = { key: null, name: village.name, town: village.townCode };
  const year = Number(textOf(entry.says, 'year') ?? 0);
  if (year === 0) return refused(entry, meant, [{ key: 'year', message: '请填写年份' }]);
  if (!isLedgerYear(year, today))
    return refused(entry, meant, [{ key: 'year', message: `没有 ${year} 年的台账，请核对年份` }]);
  const stored = ledgers.get(village.code)?.get(year);
  const present = stored ? ledgerOf(stored) : null;
  return { entry, village, year, present, wanted: over(ledgerOf(stored), entry.says) };
}
