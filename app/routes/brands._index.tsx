import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { pageWithin, totalOf } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { countBrands, listBrandsOfPage, listSpecialities } from '#app/producers/brand.repository.server.ts';
import { BrandPageQuery } from '#app/producers/brand.schema.ts';
import { EnterpriseBrands, IndustryStrip, RegionalBrands, SpecialityTable } from '#app/producers/brand-list.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 100;

export const loader = reads('public.read', async ({ db, url, view, reader }) => {
  const { page: asked, ...query } = BrandPageQuery.parse(Object.fromEntries(url.searchParams));
  const counts = await countBrands(db, query);
  const total = totalOf(counts);
  const page = pageWithin(asked, total, pageSize);
  // Of a country's towns no page shows each.
  const towns = await listTownChoices(db, undefined);
  return {
    ...{ query, page, total, towns, pin: view.pin },
    brands: await listBrandsOfPage(db, query, { counts, offset: (page - 1) * pageSize, limit: pageSize }),
    specialities: await listSpecialities(
      db,
      towns.map(({ code }) => code),
    ),
    mayStart: may(reader, 'brand.amend'),
  };
});

export const meta: MetaFunction = () => pageTitle('品牌');

export default function Brands() {
  const { brands, specialities, towns, query, page, total, pin, mayStart } = useLoaderData<typeof loader>();
  const regional = brands.filter(({ kind }) => kind === 'regional');
  const enterprise = brands.filter(({ kind }) => kind === 'enterprise');
  const isWhole = total <= pageSize;
  return (
    <Page
      title="品牌"
      lead="区域公用品牌带动产业，产业里有企业品牌，企业品牌落在生产基地上。"
      actions={mayStart && <ButtonLink href={paths.brandStart()}>登记品牌</ButtonLink>}
      crumbs={[{ href: paths.producers({ ...pin }), label: '经营主体' }]}
    >
      <IndustryStrip current={query.category} pin={pin} />
      {(isWhole || regional.length > 0) && (
        <Panel title="区域公用品牌">
          <RegionalBrands brands={regional} pin={pin} />
        </Panel>
      )}
      {(isWhole || enterprise.length > 0) && (
        <Panel title="企业品牌">
          <EnterpriseBrands brands={enterprise} pin={pin} />
        </Panel>
      )}
      {!isWhole && (
        <Pager
          total={total}
          page={page}
          pageSize={pageSize}
          href={(next) => paths.brands({ ...query, page: next, ...pin })}
          counter="个品牌"
        />
      )}
      {query.category === undefined && towns.length > 0 && (
        <Panel title="一镇一品">
          <SpecialityTable brands={specialities} towns={towns} pin={pin} />
        </Panel>
      )}
      <ExportLinks what="这些品牌" href={(format) => paths.exported(`brands.${format}`, { ...query, ...pin })} />
    </Page>
  );
}
