import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageWithin } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { LedgerExport } from '#app/villages/ledger-export.tsx';
import { listLedgerYears } from '#app/villages/statistic.repository.server.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';
import { countVillages, listVillages } from '#app/villages/village-list.repository.server.ts';
import { VillageFilters, VillageTable, villagesHref } from '#app/villages/village-list.tsx';
import { VillageQuery } from '#app/villages/village-query.schema.ts';

const pageSize = 20;

export const loader = reads('public.read', async ({ db, url, view }) => {
  const asked = VillageQuery.parse(Object.fromEntries(url.searchParams));
  const total = await countVillages(db, asked, view.asOf);
  const query = { ...asked, page: pageWithin(asked.page, total, pageSize) };
  const items = await listVillages(db, query, { asOf: view.asOf, pageSize });
  return {
    query,
    items,
    total,
    towns: await listTownChoices(db, query.town),
    years: await listLedgerYears(db),
    pin: view.pin,
  };
});

export const meta: MetaFunction = () => pageTitle('村庄');

export default function Villages() {
  const { query, items, total, towns, years, pin } = useLoaderData<typeof loader>();
  return (
    <Page title="村庄" lead="朱家角、练塘、金泽三镇的行政村。等级按业务日期当天已确认的命名计算。">
      <VillageFilters query={query} pin={pin} towns={towns} />
      <VillageTable items={items} query={query} pin={pin} />
      <Pager
        total={total}
        page={query.page}
        pageSize={pageSize}
        href={(page) => villagesHref({ query, pin }, { page })}
        counter="个村"
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '个村')}`}
        href={(format) => paths.exported(`villages.${format}`, { ...query, page: undefined, ...pin })}
      />
      <LedgerExport town={query.town} years={years} pin={pin} />
    </Page>
  );
}
