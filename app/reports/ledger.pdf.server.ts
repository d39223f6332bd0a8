import type { LedgerSheet } from './ledger.server.ts';
import type { Typst } from './typst.server.ts';

/** A ledger as PDF/A-2a, landscape. The same ledger gives the same bytes. Rejects when the pages cannot be set. */
export async function renderLedger(
  typst: Pick<Typst, 'render'>,
  ledger: LedgerSheet,
): Promise<Uint8Array<ArrayBuffer>> {
  const { pdf } = await typst.render('reports/ledger.typ', ledger);
  return pdf;
}
