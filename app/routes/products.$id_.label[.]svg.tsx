import { reads } from '#app/http/guard.server.ts';
import { drawLabel } from '#app/products/label-drawing.server.tsx';
import { ownLabels } from '#app/products/label-owner.server.ts';
import { getProductLabel } from '#app/reports/product-label.server.ts';

export const loader = reads('label.print', async ({ register, reader, params, view, context }) => {
  const { id } = await ownLabels(register, reader, params.id);
  const { publicUrl } = context.config;
  const label = await getProductLabel(register, id, { today: view.today, publicUrl });
  return new Response(drawLabel(label), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': `inline; filename="label.svg"; filename*=UTF-8''${encodeURIComponent(`${label.name}标签.svg`)}`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'private, no-cache',
    },
  });
});
