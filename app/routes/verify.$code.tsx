import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { ProductVerification } from '#app/reports/product-verification.tsx';
import { isDemonstration } from '#app/reports/register.repository.server.ts';
import { VerificationView } from '#app/reports/verification-view.tsx';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';

export const loader = reads('public.read', async ({ register, params, view, context, now }) => {
  const code = params.code ?? '';
  const product = await verifyProduct(register, code, view.today);
  if (product !== null) return { code, product, verification: null, demo: await isDemonstration(register) };
  const { latest } = view;
  const { publicUrl } = context.config;
  return {
    ...{ code, product: null, demo: false },
    verification: await verifyVillageSheet(register, code, { latest, now, publicUrl }),
  };
});

export const meta: MetaFunction = () => [
  { title: '核验 · 青西乡村振兴登记簿' },
  { name: 'robots', content: 'noindex' },
];

export default function Verify() {
  const { code, product, verification, demo } = useLoaderData<typeof loader>();
  if (product !== null) return <ProductVerification code={code} product={product} demo={demo} />;
  return <VerificationView code={code} verification={verification} />;
}
