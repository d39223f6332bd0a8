import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listBrands } from '#app/producers/brand.repository.server.ts';
import { BrandQuery } from '#app/producers/brand.schema.ts';
import { EnterpriseBrands, IndustryStrip, RegionalBrands, SpecialityTable } from '#app/producers/brand-list.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { listTowns } from '#app/villages/village.repository.server.ts';

export const loader = reads('public.read', async ({ db, url, view, reader }) => {
  const query = BrandQuery.parse(Object.fromEntries(url.searchParams));
  return {
    ...{ query, pin: view.pin },
    brands: await listBrands(db, query),
    towns: await listTowns(db),
    mayStart: may(reader, 'brand.amend'),
  };
});

export const meta: MetaFunction = () => pageTitle('品牌');

export default function Brands() {
  const { brands, towns, query, pin, mayStart } = useLoaderData<typeof loader>();
  const regional = brands.filter(({ kind }) => kind === 'regional');
  return (
    <Page
      title="品牌"
      lead="区域公用品牌带动产业，产业里有企业品牌，企业品牌落在生产基地上。"
      actions={mayStart && <ButtonLink href={paths.brandStart()}>登记品牌</ButtonLink>}
      crumbs={[{ href: paths.producers({ ...pin }), label: '经营主体' }]}
    >
      <IndustryStrip current={query.category} pin={pin} />
      <Panel title="区域公用品牌">
        <RegionalBrands brands={regional} pin={pin} />
      </Panel>
      <Panel title="企业品牌">
        <EnterpriseBrands brands={brands.filter(({ kind }) => kind === 'enterprise')} pin={pin} />
      </Panel>
      {query.category === undefined && (
        <Panel title="一镇一品">
          <SpecialityTable brands={regional} towns={towns} pin={pin} />
        </Panel>
      )}
      <ExportLinks what="这些品牌" href={(format) => paths.exported(`brands.${format}`, { ...query, ...pin })} />
    </Page>
  );
}
