import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery, readOutcome } from '#app/changes/outcome.ts';
import { OutcomeNotice } from '#app/changes/outcome-notice.tsx';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { getOwnProduct } from '#app/products/draft.repository.server.ts';
import { SettleStanding } from '#app/products/product.schema.ts';
import { ProductStanding } from '#app/products/product-standing.tsx';
import { withdrawProduct } from '#app/products/review-product.server.ts';
import { settleCode } from '#app/products/settle-code.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const ofTown = {
  town: async ({ register, params }: SignedVisit) => (await getOwnProduct(register, params.id)).townCode,
};

export const loader = reads('product.review', ofTown, async ({ register, params, url }) => {
  const { id, name, status, producerName, verifyCode, verifyRevoked } = await getOwnProduct(register, params.id);
  if (status === 'unpublished') throw notFound('这个产品');
  return { id, name, status, producerName, verifyCode, verifyRevoked, outcome: readOutcome(url.searchParams) };
});

export const action = writes('product.review', ofTown, async ({ form, register, reader, params, now }) => {
  const id = params.id ?? '';
  const decision = form(SettleStanding);
  const maker = { id, account: reader.username, at: now };
  const change =
    decision.intent === 'withdraw'
      ? await withdrawProduct(register, { ...maker, reason: decision.withdrawReason })
      : await settleCode(register, { ...maker, decision });
  return redirect(paths.productStanding(id, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? `管理${data.name}` : '管理产品');

export default function Standing() {
  const { outcome, ...product } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <Page
      title={`管理${product.name}`}
      kicker={product.producerName}
      width="form"
      crumbs={[{ href: paths.product(product.id), label: product.name }]}
    >
      <OutcomeNotice outcome={outcome} signedIn />
      {result && result.problem.errors.length === 0 && <Notice tone="error">{result.problem.message}</Notice>}
      <ProductStanding product={product} values={result?.values ?? {}} problems={result?.problem.errors ?? []} />
    </Page>
  );
}
