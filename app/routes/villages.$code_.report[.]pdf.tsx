import { conditionalHeaders, isFresh } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { renderVillageSheet } from '#app/reports/village-report.pdf.server.ts';
import { getVillageSheet } from '#app/reports/village-sheet.server.ts';

/** The sheet as PDF. For the same day and change only the time of making differs, so the client may keep its copy. */
export const loader = reads('public.read', async (visit) => {
  const { register, params, view, context, now } = visit;
  const headers = conditionalHeaders(visit);
  if (isFresh(visit)) return new Response(null, { status: 304, headers });
  const { asOf, change } = view;
  const sheet = await getVillageSheet(register, params.code ?? '', {
    ...{ asOf, change },
    generatedAt: now,
    publicUrl: context.config.publicUrl,
  });
  const pdf = await renderVillageSheet(context.typst, sheet);
  const name = encodeURIComponent(`${sheet.title} ${asOf} 第${change}号.pdf`);
  return new Response(pdf, {
    headers: {
      ...headers,
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="${sheet.code}.pdf"; filename*=UTF-8''${name}`,
    },
  });
});
