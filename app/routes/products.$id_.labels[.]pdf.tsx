import { reads } from '#app/http/guard.server.ts';
import { LabelQuery } from '#app/products/label.schema.ts';
import { ownLabels } from '#app/products/label-owner.server.ts';
import { renderLabelSheet } from '#app/products/label-sheet.pdf.server.ts';
import { getProductLabel } from '#app/reports/product-label.server.ts';

export const loader = reads('label.print', async ({ register, reader, params, url, view, context }) => {
  const { id } = await ownLabels(register, reader, params.id);
  const { today } = view;
  const label = await getProductLabel(register, id, { today, publicUrl: context.config.publicUrl });
  const pdf = await renderLabelSheet(context.typst, label, {
    ...LabelQuery.parse(Object.fromEntries(url.searchParams)),
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
