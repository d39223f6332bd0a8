import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { labelHindrance } from '#app/products/label.rules.ts';
import { LabelForm } from '#app/products/label-form.tsx';
import { ownLabels } from '#app/products/label-owner.server.ts';
import { getProductLabel } from '#app/reports/product-label.server.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';

export const loader = reads('label.print', async ({ register, reader, params, view, context }) => {
  const { id, name, ...product } = await ownLabels(register, reader, params.id);
  const hindrance = labelHindrance(product);
  if (hindrance !== null) return { id, name, hindrance, code: '', address: '' };
  const { publicUrl } = context.config;
  const { code, address } = await getProductLabel(register, id, { today: view.today, publicUrl });
  return { id, name, hindrance, code, address };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => pageTitle(data ? `${data.name}的标签` : '标签');

export default function Labels() {
  const { id, name, hindrance, code, address } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`${name}的标签`}
      lead="买的人扫标签上的码，就能看到谁种的、在哪里种的、证书当天是否有效。"
      width="form"
      crumbs={[{ href: paths.product(id), label: name }]}
    >
      {hindrance === null ? (
        <LabelForm id={id} code={code} address={address} />
      ) : (
        <Notice tone="warning">{hindrance}</Notice>
      )}
    </Page>
  );
}
