import { type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { outcomeQuery } from '#app/changes/outcome.ts';
import { reads, type SignedVisit, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { getOwnProduct } from '#app/products/draft.repository.server.ts';
import { WithdrawProduct } from '#app/products/product.schema.ts';
import { withdrawProduct } from '#app/products/review-product.server.ts';
import { Actions, Button } from '#app/ui/button.tsx';
import { TextField } from '#app/ui/field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

const own = {
  producer: async ({ register, params }: SignedVisit) => (await getOwnProduct(register, params.id)).producerId,
};

export const loader = reads('product.draft', own, async ({ register, params }) => {
  const { id, name } = await getOwnProduct(register, params.id);
  return { id, name };
});

export const action = writes('product.draft', own, async ({ form, register, reader, params, now }) => {
  const id = params.id ?? '';
  const { reason } = form(WithdrawProduct);
  const change = await withdrawProduct(register, { id, reason, account: reader.username, at: now });
  return redirect(paths.product(id, outcomeQuery({ change })));
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? `撤下${data.name}` : '撤下产品');

export default function Withdraw() {
  const { id, name } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const fault = result?.problem.errors.find(({ path }) => path === 'reason')?.message;
  return (
    <Page
      title={`撤下${name}`}
      lead="撤下后不再列在农产品里，原来的页面保留并写明已撤下。"
      width="form"
      crumbs={[{ href: paths.product(id), label: name }]}
    >
      {result && !fault && <Notice tone="error">{result.problem.message}</Notice>}
      <form method="post">
        <TextField
          name="reason"
          label="撤下的原因"
          width="full"
          defaultValue={result?.values.reason ?? ''}
          error={fault}
        />
        <Actions>
          <Button look="danger">撤下</Button>
        </Actions>
      </form>
    </Page>
  );
}
