import { reads } from '#app/http/guard.server.ts';
import { Problem } from '#app/problem.ts';
import { LabelQuery } from '#app/products/label.schema.ts';
import { ownLabels } from '#app/products/label-owner.server.ts';
import { renderLabelSheet } from '#app/products/label-sheet.pdf.server.ts';
import { getProductLabel } from '#app/reports/product-label.server.ts';

/** @throws Problem `invalid` with the one sentence that a file's address can answer */
function labelsAsked(search: URLSearchParams) {
  const asked = LabelQuery.safeParse(Object.fromEntries(search));
  if (asked.success) return asked.data;
  throw new Problem('invalid', `${asked.error.issues[0]?.message ?? '网址有误'}。`);
}

export const loader = reads('label.print', async ({ register, reader, params, url, view, context }) => {
  const { id } = await ownLabels(register, reader, params.id);
  const { today } = view;
  const label = await getProductLabel(register, id, { today, publicUrl: context.config.publicUrl });
  const pdf = await renderLabelSheet(context.typst, label, {
    ...labelsAsked(url.searchParams),
    today,
  });
  return new Response(pdf, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `inline; filename="labels.pdf"; filename*=UTF-8''${encodeURIComponent(`${label.name}标签.pdf`)}`,
      'Cache-Control': 'private, no-cache',
    },
  });
});
