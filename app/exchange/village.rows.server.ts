/** The rows of villages and of their yearly ledgers. */

import { ledgerFields } from '#app/villages/statistic.fields.ts';
import { findStatistic, type LedgerOfTown, listLedgersAfter } from '#app/villages/statistic.repository.server.ts';
import type { Ledger } from '#app/villages/statistic.schema.ts';
import { profilesOf } from '#app/villages/village.repository.server.ts';
import { listVillages } from '#app/villages/village-list.repository.server.ts';
import { VillageQuery } from '#app/villages/village-query.schema.ts';
import { byKeys, byPages } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const villageRows: RowSource<'villages'> = (db, { asOf, search }) =>
  byPages(async (page, pageSize) => {
    const items = await listVillages(db, { ...search, page }, { asOf, pageSize });
    const profiles = await profilesOf(
      db,
      items.map(({ code }) => code),
    );
    return items.map(({ code, name, town, level, retention, retentionProposal, end }): RowValues => {
      const { industry = null, settlements = null, introduction = null } = profiles.get(code) ?? {};
      return {
        ...{ code, name, townCode: town.code, level: level ?? 'none', retention, retentionProposal },
        ...{ industry, settlements, introduction },
        ...{ endKind: end?.kind ?? null, endDay: end?.day ?? null },
      };
    });
  });

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
