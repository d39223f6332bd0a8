import { reads } from '#app/http/guard.server.ts';
import { answerPdf } from '#app/http/pdf.server.ts';
import { renderReport, reportFileName } from '#app/reports/report.pdf.server.ts';
import { ReportQuery } from '#app/reports/report.schema.ts';
import { getReport } from '#app/reports/report.server.ts';
import { kindOf, timesOf } from '#app/reports/report-times.ts';

export const loader = reads('public.read', (visit) => {
  const { present, params, url, view, context, now } = visit;
  const kind = kindOf(params.kind);
  const { town } = ReportQuery.parse(Object.fromEntries(url.searchParams));
  const times = timesOf(kind, view);
  return answerPdf(visit, async () => {
    const printing = { ...times, generatedAt: now, publicUrl: context.config.publicUrl };
    const report = await getReport(present, { kind, town }, printing);
    return {
      pdf: await renderReport(context.typst, report),
      name: reportFileName(report, times.asOf, times.change),
    };
  });
});
