import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { BestCertificate } from '#app/certificates/certificate-tags.tsx';
import { pageWithin } from '#app/counting.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { listBrandChoices } from '#app/producers/brand.repository.server.ts';
import { countProducts, listProducts } from '#app/products/product.repository.server.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { ProductCards, ProductFilters } from '#app/products/product-catalogue.tsx';
import { ExportLinks } from '#app/ui/export-links.tsx';
import { formatTotal } from '#app/ui/format.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Pager } from '#app/ui/pager.tsx';
import { listTownChoices } from '#app/villages/town.repository.server.ts';

const pageSize = 24;

export const loader = reads('public.read', async ({ db, url, view }) => {
  const asked = ProductQuery.parse(Object.fromEntries(url.searchParams));
  const total = await countProducts(db, asked, view.asOf);
  const query = { ...asked, page: pageWithin(asked.page, total, pageSize) };
  const products = await listProducts(db, query, view.asOf, pageSize);
  const certificates = await listCertificatesOfProducts(
    db,
    products.map(({ id }) => id),
  );
  return {
    ...{ query, products, total, asOf: view.asOf, pin: view.pin },
    certificates: certificates.map(({ productId, scheme, validFrom, validTo, events }) => ({
      ...{ productId, scheme, validFrom, validTo },
      events: events.map(({ sequence, kind, day }) => ({ sequence, kind, day })),
    })),
    towns: await listTownChoices(db, query.town),
    ...brandsOf(await listBrandChoices(db, { town: query.town, chosen: query.brand }), query.town),
  };
});

/** The brands to choose from, and the one that the asked town stands for. */
function brandsOf(brands: Awaited<ReturnType<typeof listBrandChoices>>, town: string | undefined) {
  const speciality = brands.find(({ specialityOf }) => town !== undefined && specialityOf === town);
  return {
    brands: brands.map(({ id, name }) => ({ id, name })),
    speciality: speciality ? { id: speciality.id, name: speciality.name } : null,
  };
}

export const meta: MetaFunction = () => pageTitle('农产品');

export default function Products() {
  const { query, products, total, certificates, towns, brands, speciality, asOf, pin } = useLoaderData<typeof loader>();
  return (
    <Page title="农产品" lead="经镇里审核的农产品，谁种的、在哪里、证书今天是否有效。">
      <ProductFilters query={query} towns={towns} brands={brands} pin={pin} />
      {speciality && (
        <p className="mb-6">
          本镇的一镇一品：<a href={paths.brand(speciality.id, { ...pin })}>{speciality.name}</a>
        </p>
      )}
      <ProductCards
        products={products}
        pin={pin}
        certificateOf={({ id }) => (
          <BestCertificate certificates={certificates.filter(({ productId }) => productId === id)} asOf={asOf} />
        )}
      />
      <Pager
        total={total}
        page={query.page}
        pageSize={pageSize}
        href={(page) => paths.products({ ...query, page, ...pin })}
        counter="个产品"
      />
      <ExportLinks
        what={`全部 ${formatTotal(total, '个产品')}`}
        href={(format) => paths.exported(`products.${format}`, { ...query, page: undefined, ...pin })}
      />
    </Page>
  );
}
