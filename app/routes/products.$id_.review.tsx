import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { findDraft, getOwnProduct } from '#app/products/draft.repository.server.ts';
import { changedFields } from '#app/products/draft.rules.ts';
import { draftChoices } from '#app/products/open-draft.server.ts';
import { ReviewProduct } from '#app/products/product.schema.ts';
import { ProductReview } from '#app/products/product-review.tsx';
import { reviewProduct } from '#app/products/review-product.server.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = {
  town: async ({ register, params }: SignedVisit) => (await getOwnProduct(register, params.id)).townCode,
};

export const loader = reads('product.review', ofTown, async ({ register, params, view }) => {
  const product = await getOwnProduct(register, params.id);
  const draft = await findDraft(register, product.id);
  if (draft?.state !== 'submitted') throw notFound('待审核的登记');
  const { regionalBrands, ownBrands, bases } = await draftChoices(register, product.producerId);
  const names = Object.fromEntries([...regionalBrands, ...ownBrands].map(({ id, name }) => [id, name]));
  const ticked: string[] = JSON.parse(draft.bases);
  const { category, name, variety, regionalBrandId, brandId, season, packaging, description, gtin } = draft;
  return {
    proposed: { category, name, variety, regionalBrandId, brandId, season, packaging, description, gtin },
    bases: bases.filter(({ id }) => ticked.includes(id)).map((base) => base.name),
    changed: product.status === 'public' ? changedFields(product, draft) : [],
    ...{ names, producerName: product.producerName, latest: view.latest },
  };
});

export const action = writes('product.review', ofTown, async ({ form, register, reader, params, now }) => {
  const id = params.id ?? '';
  const answer = form(ReviewProduct);
  const change = await reviewProduct(register, { id, answer, account: reader.username, at: now });
  return redirect(answer.intent === 'accept' ? paths.product(id, outcomeQuery({ change })) : paths.desk());
});

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  pageTitle(data ? `审核${data.proposed.name}` : '审核产品');

export default function ReviewProductPage() {
  const { proposed, producerName, ...rest } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  return (
    <Page
      title={proposed.name}
      kicker={`审核产品登记 · ${producerName}`}
      crumbs={[{ href: paths.desk(), label: '待办' }]}
    >
      <ProductReview proposed={proposed} {...rest} problem={problem?.errors[0]?.message ?? problem?.message ?? null} />
    </Page>
  );
}
