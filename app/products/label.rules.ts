/** Labels of a product: the sheets they are printed on, where each thing stands, and the address in the code. */
import { formatDay } from '#app/ui/format.ts';
import type { ProductTable } from '#db/tables.ts';

/** What a label says. `address` stands in the QR code, which leads a phone to the product's page of verification. */
export interface ProductLabel {
  name: string;
  producer: string;
  /** Town and villages. */
  place: string;
  brand: string | null;
  certificate: { scheme: string; number: string; validTo: string | null } | null;
  code: string;
  address: string;
  demo: boolean;
}

/** Millimetres of the code's side, without its quiet zone: it scans from an arm's length. */
export const codeSide = 24;

/** Beside the code nothing is printed for so many millimetres: four modules of the codes that our addresses make. */
const quiet = 2.85;

/** The edge of the paper that office printers leave white. */
const unprintable = 4.3;

interface LabelSheet {
  words: string;
  /** Millimetres, as the gaps and the label's own sides. */
  page: { width: number; height: number; edge: number };
  columns: number;
  rows: number;
  width: number;
  height: number;
  gap: number;
}

const a4 = { width: 210, height: 297, edge: unprintable };

/** The sizes that shops sell; a label printer takes its paper singly. */
export const labelSheets = {
  '2x5': { words: '99.1 × 57 毫米，A4 每张 10 枚', page: a4, columns: 2, rows: 5, width: 99.1, height: 57, gap: 2.5 },
  '2x7': {
    words: '99.1 × 38.1 毫米，A4 每张 14 枚',
    page: a4,
    columns: 2,
    rows: 7,
    width: 99.1,
    height: 38.1,
    gap: 2.5,
  },
  '3x7': {
    words: '63.5 × 38.1 毫米，A4 每张 21 枚',
    page: a4,
    columns: 3,
    rows: 7,
    width: 63.5,
    height: 38.1,
    gap: 2.5,
  },
  '3x8': { words: '70 × 37 毫米，A4 每张 24 枚', page: a4, columns: 3, rows: 8, width: 70, height: 37, gap: 0 },
  '4x10': {
    words: '52.5 × 29.7 毫米，A4 每张 40 枚',
    page: a4,
    columns: 4,
    rows: 10,
    width: 52.5,
    height: 29.7,
    gap: 0,
  },
  single: {
    ...{ words: '60 × 40 毫米，标签打印机单枚', page: { width: 60, height: 40, edge: 0 } },
    ...{ columns: 1, rows: 1, width: 60, height: 40, gap: 0 },
  },
} as const satisfies Record<string, LabelSheet>;

export type SheetSize = keyof typeof labelSheets;

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where a label stands on its page, and its code and its words with it. */
export interface LabelPlace {
  label: Box;
  code: Box;
  words: Box;
}

/** The labels of a page, row by row; alike but for how far the printer's edge moves what stands on them up or down. */
export function placesOf({ page, columns, rows, width, height, gap }: LabelSheet): LabelPlace[] {
  const left = (page.width - columns * width - (columns - 1) * gap) / 2;
  const top = (page.height - rows * height) / 2;
  const white = { side: Math.max(0, page.edge - left), end: Math.max(0, page.edge - top) };
  return Array.from({ length: columns * rows }, (_, number) => {
    const label = {
      x: left + (number % columns) * (width + gap),
      y: top + Math.floor(number / columns) * height,
      ...{ width, height },
    };
    const centred = (own: number) =>
      Math.min(Math.max(label.y + (height - own) / 2, page.edge), page.height - page.edge - own);
    const code = { x: label.x + Math.max(quiet, white.side), y: centred(codeSide), width: codeSide, height: codeSide };
    const start = code.x + codeSide + quiet;
    const high = height - Math.max(2, white.end + 1);
    const words = {
      x: start,
      y: centred(high),
      width: label.x + width - Math.max(2, white.side) - start,
      height: high,
    };
    return { label, code, words };
  });
}

/**
 * The address in a label's code: of a product with a bar code a GS1 Digital Link, which tills read too.
 *
 * @param publicUrl without a slash at its end
 */
export function labelAddress(
  { verifyCode, gtin }: { verifyCode: string; gtin: string | null },
  publicUrl: string,
): string {
  if (gtin === null) return `${publicUrl}/verify/${verifyCode}`;
  return `${publicUrl}/01/${gtin.padStart(14, '0')}?v=${verifyCode}`;
}

/** A code as people read it aloud: in groups of four. */
export const spacedCode = (code: string) => code.replace(/(.{4})(?=.)/g, '$1 ');

/** A code as people type it: capitals, blanks and hyphens, full-width characters, and o, i, l for the digits they look like. */
export function tidyCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-–—]/g, '');
  return plain.replace(/[oil]/g, (letter) => (letter === 'o' ? '0' : '1'));
}

/** What stands under the name, line by line, and shorter where a small label has no room for all of it. */
export function labelLines({ producer, place, brand, certificate }: Omit<ProductLabel, 'name'>): string[][] {
  const certified =
    certificate === null
      ? []
      : [
          `${certificate.scheme} ${certificate.number}`,
          certificate.validTo === null ? '证书长期有效' : `证书有效期至${formatDay(certificate.validTo)}`,
        ];
  const grown = `产地 ${place}`;
  return [
    [producer, grown, ...(brand === null ? [] : [`品牌 ${brand}`]), ...certified],
    [producer, grown, ...certified],
    [producer, ...certified],
    [producer],
    [],
  ];
}

/** Why labels of a product would not be believed, so that none are printed; null where they would. */
export function labelHindrance({
  status,
  verifyRevoked,
}: Pick<ProductTable, 'status' | 'verifyRevoked'>): string | null {
  if (status === 'unpublished') return '产品还没有通过镇里的审核，通过后才能打印标签。';
  if (status === 'withdrawn') return '产品已撤下，不能打印标签。';
  return verifyRevoked === 1 ? '核验码已停用，不能打印标签。请与镇农业农村办联系。' : null;
}
