import type { Typst } from './typst.server.ts';
import type { VillageSheet } from './village-sheet.ts';

/**
 * A village's sheet as PDF/A-2a. The same sheet gives the same bytes; of two that differ only in `foot.generatedAt` only
 * the foot differs. Rejects when the pages cannot be set.
 */
export async function renderVillageSheet(
  typst: Pick<Typst, 'render'>,
  sheet: VillageSheet,
): Promise<Uint8Array<ArrayBuffer>> {
  const { pdf } = await typst.render('reports/village-report.typ', sheet);
  return pdf;
}
