import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may, reachesProducer } from '#app/accounts/policy.rules.ts';
import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { CertificateTable } from '#app/certificates/certificate-list.tsx';
import { listRecentChanges } from '#app/changes/change.repository.server.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { RecentChanges } from '#app/changes/recent-changes.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getPublicProduct, listBasesOfProduct } from '#app/products/product.repository.server.ts';
import { picturesOf } from '#app/products/product.schema.ts';
import { ProductFacts } from '#app/products/product-facts.tsx';
import { ProductGallery } from '#app/products/product-picture.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const loader = reads('public.read', async ({ db, present, reader, params, url, view }) => {
  const product = await getPublicProduct(db, params.id);
  const certificates = await listCertificatesOfProducts(db, [product.id]);
  return {
    product,
    bases: await listBasesOfProduct(db, product.id),
    certificates: certificates.map((certificate) => ({
      ...certificate,
      state: certificateStateOn(certificate, certificate.events, view.asOf),
    })),
    pictures: picturesOf(product.pictures),
    history: reachesProducer(reader, product)
      ? await listRecentChanges(present, reader, { owner: 'product', id: product.id }, view.change)
      : null,
    mine: may(reader, 'product.draft', product.producerId),
    office: may(reader, 'product.review', product.townCode),
    ...{ pin: view.pin, outcome: readOutcome(url.searchParams), signedIn: reader !== null },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.product.name ?? '农产品');

export default function ProductPage() {
  const { product, bases, certificates, pictures, history, mine, office, outcome, signedIn, pin } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={product.name}
      kicker={product.townName}
      crumbs={[{ href: paths.products({ ...pin }), label: '农产品' }]}
      actions={
        <>
          {(mine || office) && product.status === 'public' && (
            <ButtonLink href={paths.productLabels(product.id)}>打印标签</ButtonLink>
          )}
          {mine && <ButtonLink href={paths.productEdit(product.id)}>修改登记</ButtonLink>}
          {mine && product.status === 'public' && (
            <ButtonLink href={paths.productWithdraw(product.id)}>撤下</ButtonLink>
          )}
          {office && <ButtonLink href={paths.productStanding(product.id)}>管理</ButtonLink>}
        </>
      }
    >
      <OutcomeNotice outcome={outcome} signedIn={signedIn} />
      {product.status === 'withdrawn' && (
        <Notice tone="warning" title="已撤下">
          {product.withdrawnReason}
        </Notice>
      )}
      <ProductGallery pictures={pictures} name={product.name} />
      <Panel title="产品资料">
        <ProductFacts product={product} bases={bases} pin={pin} />
      </Panel>
      <Panel title="证书">
        <CertificateTable certificates={certificates} pin={pin} empty="没有登记证书。" />
      </Panel>
      {history && (
        <Panel title="最近的变更" id="history" actions={<a href={paths.changes({ product: product.id })}>全部变更</a>}>
          <RecentChanges changes={history} />
        </Panel>
      )}
    </Page>
  );
}
