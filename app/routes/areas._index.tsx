import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { areaSeenBy } from '#app/areas/area.rules.ts';
import { AreaPageQuery } from '#app/areas/area.schema.ts';
import { countAreas, listAreasOfPage } from '#app/areas/area-list.repository.server.ts';
import { AreaFilters, AreaTable } from '#app/areas/area-table.tsx';
import { pageWithin } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatDay, formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

export const meta: MetaFunction = () => pageTitle('示范片区');

const pageSize = 100;

export const loader = reads('public.read', async ({ db, view, url, reader }) => {
  const { asOf, pin } = view;
  const { page: asked, ...search } = AreaPageQuery.parse(Object.fromEntries(url.searchParams));
  const total = await countAreas(db, search, asOf);
  const page = pageWithin(asked, total, pageSize);
  const rows = await listAreasOfPage(db, search, { asOf, offset: (page - 1) * pageSize, limit: pageSize });
  return {
    rows: rows.map((row) => ({ ...row, area: areaSeenBy(reader, row.area) })),
    ...{ search, asOf, pin, page, total },
    towns: await listTownChoices(db, search.town),
    mayStart: may(reader, 'area.amend'),
  };
});

export default function Areas() {
  const { rows, page, total, search, towns, asOf, pin, mayStart } = useLoaderData<typeof loader>();
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
      <AreaTable rows={rows} pin={pin} />
      <Pager
        {...{ total, page, pageSize }}
        href={(next) => paths.areas({ ...search, page: next, ...pin })}
        counter="个"
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '个')}片区`}
        href={(format) => paths.exported(`areas.${format}`, { ...search, ...pin })}
      />
      <ExportLinks
        what="它们的成员村"
        href={(format) => paths.exported(`area-members.${format}`, { ...search, ...pin })}
      />
    </Page>
  );
}
