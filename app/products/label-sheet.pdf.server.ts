import type { Typesetter } from '#app/http/context.server.ts';
import { qrSvg } from '#app/ui/qr.ts';
import { labelLines, labelSheets, type ProductLabel, placesOf, type SheetSize, spacedCode } from './label.rules.ts';

interface Printing {
  size: SheetSize;
  /** Labels at the beginning of the sheet that are used already. */
  skip: number;
  /** The document's own day, `YYYY-MM-DD`. */
  today: string;
}

/** One sheet of labels as PDF. The same label, sheet and day give the same bytes. */
export async function renderLabelSheet(
  typst: Typesetter,
  label: ProductLabel,
  { size, skip, today }: Printing,
): Promise<Uint8Array<ArrayBuffer>> {
  const { page } = labelSheets[size];
  const { pdf } = await typst.render('products/label-sheet.typ', {
    ...{ label, page, lines: labelLines(label), code: spacedCode(label.code), documentDate: today },
    ...{ qr: qrSvg(label.address, { bare: true }), places: placesOf(labelSheets[size]).slice(skip) },
  });
  return pdf;
}
