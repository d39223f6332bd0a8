import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { may } from '#app/accounts/policy.rules.ts';
import { readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { townOfBrand } from '#app/producers/amend-brand.server.ts';
import { getBrand, listChainOf } from '#app/producers/brand.repository.server.ts';
import { chainRows } from '#app/producers/brand-chain.rules.ts';
import { BrandChain } from '#app/producers/brand-chain.tsx';
import { protectionText } from '#app/producers/brand-list.tsx';
import { categoryWords } from '#app/producers/category.ts';
import { brandKindWords } from '#app/producers/producer.fields.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';

export const loader = reads('public.read', async ({ db, params, reader, view, url }) => {
  const brand = await getBrand(db, params.id);
  // A page of another day or of an older version is for reading.
  const writer = Object.keys(view.pin).length > 0 ? null : reader;
  const own = brand.producerId !== null && may(writer, 'product.draft', brand.producerId);
  return {
    brand,
    rows: chainRows(await listChainOf(db, brand.id)),
    editHref: may(writer, 'brand.amend', await townOfBrand(db, brand))
      ? paths.brandEdit(brand.id)
      : own && brand.producerId !== null
        ? paths.producerBrand(brand.producerId, brand.id)
        : null,
    ...{ pin: view.pin, outcome: readOutcome(url.searchParams), signedIn: reader !== null },
  };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data?.brand.name ?? '品牌');

export default function BrandPage() {
  const { brand, rows, editHref, pin, outcome, signedIn } = useLoaderData<typeof loader>();
  return (
    <Page
      title={brand.name}
      kicker={brandKindWords[brand.kind]}
      crumbs={[{ href: paths.brands({ ...pin }), label: '品牌' }]}
      actions={editHref && <ButtonLink href={editHref}>编辑品牌</ButtonLink>}
    >
      <OutcomeNotice outcome={outcome} signedIn={signedIn} />
      <Panel title="基本情况">
        <BrandFacts brand={brand} pin={pin} />
      </Panel>
      <Panel title="品牌、产业、主体和基地">
        <BrandChain rows={rows} pin={pin} />
      </Panel>
    </Page>
  );
}

function BrandFacts({ brand, pin }: Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'brand' | 'pin'>) {
  const { kind, category, producerId, producerName, specialityTownName, description, source } = brand;
  const industry = category && <a href={paths.brands({ category, ...pin })}>{categoryWords[category]}</a>;
  const ofKind =
    kind === 'regional'
      ? [
          { label: '保护', value: protectionText(brand) },
          { label: '一镇一品', value: specialityTownName ?? '没有登记' },
        ]
      : [
          {
            label: '经营主体',
            value: producerId && <a href={paths.producer(producerId, { ...pin })}>{producerName}</a>,
          },
        ];
  return (
    <>
      <DefinitionList
        columns={2}
        items={[{ label: '产业', value: industry }, ...ofKind, ...(source ? [{ label: '来源', value: source }] : [])]}
      />
      {description && <p className="mt-3 max-w-prose whitespace-pre-line">{description}</p>}
    </>
  );
}
