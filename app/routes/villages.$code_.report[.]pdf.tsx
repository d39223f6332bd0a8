import { reads } from '#app/http/guard.server.ts';
import { answerPdf } from '#app/http/pdf.server.ts';
import { renderVillageSheet } from '#app/reports/village-report.pdf.server.ts';
import { getVillageSheet } from '#app/reports/village-sheet.server.ts';

/** The sheet as PDF. For the same day and change only the time of making differs, so the client may keep its copy. */
export const loader = reads('public.read', (visit) => {
  const { present, params, view, context, now } = visit;
  const { asOf, change } = view;
  return answerPdf(visit, async () => {
    const printing = { asOf, change, generatedAt: now, publicUrl: context.config.publicUrl };
    const sheet = await getVillageSheet(present, params.code ?? '', printing);
    return { pdf: await renderVillageSheet(context.typst, sheet), name: `${sheet.title} ${asOf} 第${change}号.pdf` };
  });
});
