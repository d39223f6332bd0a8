import { reads } from '#app/http/guard.server.ts';
import { answerPdf } from '#app/http/pdf.server.ts';
import { renderLedger } from '#app/reports/ledger.pdf.server.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { LedgerQuery } from '#app/reports/report.schema.ts';

export const loader = reads('public.read', (visit) => {
  const { present, params, url, view, context, now } = visit;
  const { town, year } = LedgerQuery.parse(Object.fromEntries(url.searchParams));
  const { asOf, change } = view;
  return answerPdf(visit, async () => {
    const printing = { asOf, change, generatedAt: now, publicUrl: context.config.publicUrl };
    const ledger = await getLedger(present, { key: params.key, town, year }, printing);
    return { pdf: await renderLedger(context.typst, ledger), name: `${ledger.title} ${asOf} 第${change}号.pdf` };
  });
});
