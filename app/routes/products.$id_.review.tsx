import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { findDraft, getOwnProduct, listBaseIds } from '#app/products/draft.repository.server.ts';
import { changedFields, mayReview } from '#app/products/draft.rules.ts';
import { contentOf, draftChoices } from '#app/products/open-draft.server.ts';
import { ReviewProduct } from '#app/products/product.schema.ts';
import { ProductReview } from '#app/products/product-review.tsx';
import { reviewProduct } from '#app/products/review-product.server.ts';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import type { ProductContent } from '#db/tables.ts';

const ofTown = {
  town: async ({ register, params }: SignedVisit) => (await getOwnProduct(register, params.id)).townCode,
};

export const loader = reads('product.review', ofTown, async ({ register, reader, params, view }) => {
  const product = await getOwnProduct(register, params.id);
  const draft = await findDraft(register, product.id);
  if (draft?.state !== 'submitted') throw notFound('待审核的登记');
  const chosen = [draft.regionalBrandId, product.regionalBrandId];
  const { regionalBrands, ownBrands, bases } = await draftChoices(register, product.producerId, chosen);
  const nameOf = (id: string) => bases.find((base) => base.id === id)?.name ?? id;
  const shown = (content: ProductContent, ids: readonly string[]) => ({
    ...contentOf(content),
    bases: ids.map(nameOf),
  });
  const proposed = shown(draft, JSON.parse(draft.bases));
  const accepted = product.status === 'unpublished' ? null : shown(product, await listBaseIds(register, product.id));
  return {
    ...{ proposed, accepted, changed: accepted ? changedFields(accepted, proposed) : [] },
    names: Object.fromEntries([...regionalBrands, ...ownBrands].map(({ id, name }) => [id, name])),
    ...{ producerName: product.producerName, latest: view.latest, own: !mayReview(draft, reader.username) },
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
  const { producerName, ...rest } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const problem = result?.problem;
  return (
    <Page
      title={rest.proposed.name}
      kicker={`审核产品登记 · ${producerName}`}
      crumbs={[{ href: paths.desk(), label: '待办' }]}
    >
      <ProductReview
        {...rest}
        values={result?.values ?? {}}
        problem={problem?.errors[0]?.message ?? problem?.message ?? null}
      />
    </Page>
  );
}
