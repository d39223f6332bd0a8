import { scopeOf } from '#app/accounts/policy.rules.ts';
import { answerJson } from '#app/http/api.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { verifyLedger } from '#app/reports/verify-ledger.server.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import { verifyReport } from '#app/reports/verify-report.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';

export const loader = reads('public.read', (visit) =>
  answerJson(visit, async () => {
    const { register, params, view, context, reader, now } = visit;
    const { latest } = view;
    const code = params.code ?? '';
    const product = await verifyProduct(register, code, view.today);
    if (product !== null) return { code, kind: 'product', ...product };
    const asking = { latest, now, publicUrl: context.config.publicUrl };
    const report = await verifyReport(register, code, { ...asking, scope: scopeOf(reader) });
    if (report !== null) {
      const { state, title, kind, town, asOf, change, sealedAt, differences, kept } = report;
      const files = kept.map(({ hash, madeAt }) => ({ hash, madeAt }));
      return { code, state, kind: 'report', report: kind, title, town, asOf, change, at: sealedAt, differences, files };
    }
    const ledger = await verifyLedger(register, code, asking);
    if (ledger !== null) {
      const { scope: _, latest: __, sealedAt, ...told } = ledger;
      return { code, kind: 'ledger', ...told, at: sealedAt };
    }
    const found = await verifyVillageSheet(register, code, asking);
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
