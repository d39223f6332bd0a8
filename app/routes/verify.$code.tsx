import { createHash } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { scopeOf } from '#app/accounts/policy.rules.ts';
import { reads, type Visit, writes } from '#app/http/guard.server.ts';
import { readUpload } from '#app/http/uploads.server.ts';
import { invalid } from '#app/problem.ts';
import { LedgerVerification } from '#app/reports/ledger-verification.tsx';
import { ProductVerification } from '#app/reports/product-verification.tsx';
import { isDemonstration } from '#app/reports/register.repository.server.ts';
import { type Compared, ReportVerification } from '#app/reports/report-verification.tsx';
import { VerificationView } from '#app/reports/verification-view.tsx';
import { verifyLedger } from '#app/reports/verify-ledger.server.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import { verifyReport } from '#app/reports/verify-report.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';

const askedBy = ({ view, now, context, reader }: Visit) => ({
  ...{ latest: view.latest, now, publicUrl: context.config.publicUrl },
  scope: scopeOf(reader),
});

export const loader = reads('public.read', async (visit) => {
  const { register, params, view } = visit;
  const code = params.code ?? '';
  const nothing = { code, product: null, report: null, ledger: null, verification: null, demo: false };
  const product = await verifyProduct(register, code, view.today);
  if (product !== null) return { ...nothing, product, demo: await isDemonstration(register) };
  const asked = askedBy(visit);
  const report = await verifyReport(register, code, asked);
  if (report !== null) return { ...nothing, report };
  const ledger = await verifyLedger(register, code, asked);
  if (ledger !== null) return { ...nothing, ledger };
  return { ...nothing, verification: await verifyVillageSheet(register, code, asked) };
});

/** Holds a file against the kept prints of the report; keeps nothing of it. */
export const action = writes('public.read', async (visit): Promise<{ compared: Compared; problem?: never }> => {
  const file = await readUpload(visit.wire, 'file');
  if (file === null) throw invalid([{ path: 'file', message: '请选择手中的 PDF 文件' }]);
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  const report = await verifyReport(visit.register, visit.params.code ?? '', askedBy(visit));
  return { compared: { hash, kept: report?.kept.find((each) => each.hash === hash)?.id ?? null } };
});

export const meta: MetaFunction = () => [
  { title: '核验 · 青西乡村振兴登记簿' },
  { name: 'robots', content: 'noindex' },
];

export default function Verify() {
  const { code, product, report, ledger, verification, demo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (product !== null) return <ProductVerification code={code} product={product} demo={demo} />;
  if (report !== null)
    return (
      <ReportVerification
        {...{ code, verification: report }}
        compared={answer && 'compared' in answer ? answer.compared : null}
        refused={answer?.problem?.errors[0]?.message ?? answer?.problem?.message ?? null}
      />
    );
  if (ledger !== null) return <LedgerVerification {...{ code, verification: ledger }} />;
  return <VerificationView code={code} verification={verification ?? { state: 'unknown' }} />;
}
