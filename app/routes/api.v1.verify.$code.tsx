import { answerJson } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';

export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { register, params, view, context, now } = visit;
    const { latest } = view;
    const code = params.code ?? '';
    const product = await verifyProduct(register, code, view.today);
    if (product !== null) return { code, kind: 'product', ...product };
    const found = await verifyVillageSheet(register, code, { latest, now, publicUrl: context.config.publicUrl });
    if (found.state === 'unknown') return { code, state: found.state };
    const { state, village, asOf, change, printedAt, differences, printed } = found;
    return {
      code,
      state,
      kind: 'village-sheet',
      title: printed.title,
      village,
      asOf,
      change,
      at: printedAt,
      differences,
    };
  }),
);
