import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { listAreas } from '#app/areas/area.repository.server.ts';
import { areaSeenBy, areasOn, narrowAreas } from '#app/areas/area.rules.ts';
import { AreaSearch } from '#app/areas/area.schema.ts';
import { AreaFilters, AreaTable } from '#app/areas/area-table.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const meta: MetaFunction = () => pageTitle('示范片区');

export const loader = reads('public.read', async ({ db, view, url, reader }) => {
  const search = AreaSearch.parse(Object.fromEntries(url.searchParams));
  const rows = narrowAreas(areasOn(await listAreas(db), view.asOf), search);
  return {
    rows: rows.map((row) => ({ ...row, area: areaSeenBy(reader, row.area) })),
    ...{ search, asOf: view.asOf, pin: view.pin },
    towns: await listTownChoices(db, search.town),
    mayStart: may(reader, 'area.amend'),
  };
});

export default function Areas() {
  const { rows, search, towns, asOf, pin, mayStart } = useLoaderData<typeof loader>();
  return (
    <Page
      title="示范片区"
      lead={
        <>
          示范区、示范片区和连片美丽乡村，在 {formatDay(asOf)}走到了哪一步。
          <a href={paths.figure('areas', { ...pin })}>规划新增15个的进展</a>
        </>
      }
      actions={mayStart && <ButtonLink href={paths.areaStart()}>登记示范片区</ButtonLink>}
    >
      <AreaFilters search={search} towns={towns} pin={pin} />
      <p className="mb-3 text-sm text-ink-soft tabular-nums">共 {rows.length} 个</p>
      <AreaTable rows={rows} pin={pin} />
      <ExportLinks
        what={`全部 ${rows.length} 个片区`}
        href={(format) => paths.exported(`areas.${format}`, { ...search, ...pin })}
      />
      <ExportLinks
        what="它们的成员村"
        href={(format) => paths.exported(`area-members.${format}`, { ...search, ...pin })}
      />
    </Page>
  );
}
