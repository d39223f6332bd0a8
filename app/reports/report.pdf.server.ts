import type { Booklet, ReportSheet } from './report-sheet.ts';
import type { Typst } from './typst.server.ts';

const templates = { booklet: 'reports/booklet.typ', brief: 'reports/brief.typ' } as const;

/** The name of a report's file. */
export const reportFileName = ({ title }: Pick<ReportSheet, 'title'>, asOf: string, change: number) =>
  `${title} ${asOf} 第${change}号.pdf`;

/**
 * A report as PDF/A-2a. The same report gives the same bytes; of two that differ only in `foot.generatedAt` only the
 * foot and the cover differ. Rejects when the pages cannot be set.
 */
export async function renderReport(
  typst: Pick<Typst, 'render'>,
  report: Booklet | ReportSheet,
): Promise<Uint8Array<ArrayBuffer>> {
  const template = report.kind in templates ? templates[report.kind as keyof typeof templates] : 'reports/report.typ';
  const { pdf } = await typst.render(template, report);
  return pdf;
}
