import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { VerificationView } from '#app/reports/verification-view.tsx';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';

export const loader = reads('public.read', async ({ register, params, view, context, now }) => {
  const code = params.code ?? '';
  const { latest } = view;
  const { publicUrl } = context.config;
  return { code, verification: await verifyVillageSheet(register, code, { latest, now, publicUrl }) };
});

export const meta: MetaFunction = () => [
  { title: '核验 · 青西乡村振兴登记簿' },
  { name: 'robots', content: 'noindex' },
];

export default function Verify() {
  const { code, verification } = useLoaderData<typeof loader>();
  return <VerificationView code={code} verification={verification} />;
}
