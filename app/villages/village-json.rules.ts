/** Villages as other systems read them (contract, JSON). */

import type { Level } from './level.rules.ts';
import { ledgerFields } from './statistic.fields.ts';
import type { YearLedger } from './statistic.rules.ts';
import type { Village } from './village.repository.server.ts';
import { endOn, nameOn } from './village.rules.ts';
import type { LineageEvent } from './village-event.repository.server.ts';
import type { VillageItem } from './village-list.repository.server.ts';

/** A village in a list. `population` is that of the newest ledger up to the as-of day's year. */
export function villageItemJson(item: VillageItem) {
  const { code, name, town, level, retention, population, end, origin } = item;
  return { code, name, town, level, retention, population, end, origin };
}

function statisticsJson(ledger: YearLedger & Pick<Village, 'origin'>) {
  const json: Record<string, string | number | null> = { year: ledger.year, origin: ledger.origin };
  for (const field of ledgerFields) json[field] = ledger[field];
  return json;
}

interface VillageParts {
  village: Village;
  level: Level | null;
  lineage: readonly LineageEvent[];
  ledgers: readonly (YearLedger & Pick<Village, 'origin'>)[];
  asOf: string;
}

/** One village as of a day: what happened later is left out, and its name is that of the day. */
export function villageJson({ village, level, lineage, ledgers, asOf }: VillageParts) {
  const { code, name, townCode, townName, retention, introduction, industry, settlements, origin, source } = village;
  const own = lineage.filter(({ villageCode }) => villageCode === code);
  const end = endOn(own, asOf);
  return {
    ...{ code, name: nameOn(name, own, asOf), town: { code: townCode, name: townName }, level, retention },
    end: end && { kind: end.kind, day: end.day, successorCode: end.successorCode },
    ...{ introduction, industry, settlements, origin, source },
    lineage: lineage
      .filter(({ day }) => day <= asOf)
      .map(({ villageCode, kind, day, oldName, newName, successorCode, documentNumber }) => ({
        ...{ villageCode, kind, day, oldName, newName, successorCode, documentNumber },
      })),
    statistics: ledgers.filter(({ year }) => year <= Number(asOf.slice(0, 4))).map(statisticsJson),
  };
}
