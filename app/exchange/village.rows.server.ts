/** The rows of villages and of their yearly ledgers. */

import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { ledgerFields } from '#app/villages/statistic.fields.ts';
import { findStatistic, type LedgerOfTown, listLedgersAfter } from '#app/villages/statistic.repository.server.ts';
import type { Ledger } from '#app/villages/statistic.schema.ts';
import { profilesOf, type VillageProfile } from '#app/villages/village.repository.server.ts';
import { listVillages, listVillagesAfter, type VillageItem } from '#app/villages/village-list.repository.server.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import { byKeys, byPages, inParts } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const villageRows: RowSource<'villages'> = async function* (db, { asOf, search }) {
  const items = (await hasFewTowns(db))
    ? byPages((page, pageSize) => listVillages(db, { ...search, page }, { asOf, pageSize }))
    : byKeys<VillageItem>((last, limit) => listVillagesAfter(db, search, { asOf, after: last?.code ?? '', limit }));
  for await (const part of inParts(items)) {
    const profiles = await profilesOf(
      db,
      part.map(({ code }) => code),
    );
    for (const item of part) yield villageRow(item, profiles.get(item.code));
  }
};

function villageRow(
  { code, name, town, level, retention, retentionProposal, end }: VillageItem,
  profile: VillageProfile | undefined,
): RowValues {
  const { industry = null, settlements = null, introduction = null } = profile ?? {};
  return {
    ...{ code, name, townCode: town.code, level: level ?? 'none', retention, retentionProposal },
    ...{ industry, settlements, introduction },
    ...{ endKind: end?.kind ?? null, endDay: end?.day ?? null },
  };
}

export const statisticRows: RowSource<'statistics'> = async function* (db, { asOf, search, toFill }) {
  const { year } = search;
  if (!toFill || year === undefined) {
    const ledgers = byKeys<LedgerOfTown>((after, limit) => listLedgersAfter(db, search, { after, limit }));
    for await (const ledger of ledgers) yield ledgerRow(ledger, ledger);
    return;
  }
  // Every village of the year has a row to fill in, also one of which nothing is known yet.
  const villages = VillageQuery.parse({ town: search.town });
  const items = byPages((page, pageSize) => listVillages(db, { ...villages, page }, { asOf, pageSize }));
  for await (const { code, town } of items)
    yield ledgerRow({ villageCode: code, townCode: town.code, year }, await findStatistic(db, code, year));
};

function ledgerRow(
  { villageCode, townCode, year }: Pick<LedgerOfTown, 'villageCode' | 'townCode' | 'year'>,
  ledger: Ledger | undefined,
): RowValues {
  const values = ledgerFields.map((field) => [field, ledger?.[field] ?? null] as const);
  return { villageCode, villageName: villageCode, townCode, year, ...Object.fromEntries(values) };
}
