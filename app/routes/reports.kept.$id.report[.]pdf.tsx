import { scopeOf } from '#app/accounts/policy.rules.ts';
import { reads } from '#app/http/guard.server.ts';
import { pdfResponse } from '#app/http/pdf.server.ts';
import { reportFileName } from '#app/reports/report.pdf.server.ts';
import { getKeptReport } from '#app/reports/report.repository.server.ts';

/** The very bytes that were kept. */
export const loader = reads('public.read', async ({ register, params, reader }) => {
  const report = await getKeptReport(register, params.id, scopeOf(reader));
  const name = reportFileName(report, report.asOf, report.readAt);
  return pdfResponse(Uint8Array.from(report.bytes), name, { 'Cache-Control': 'private, no-cache' });
});
