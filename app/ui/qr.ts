import { encode } from 'uqr';

/** ISO/IEC 18004 asks for four empty modules on each side; readers fail with less on a busy page. */
const quietZone = 4;

/**
 * A QR code as an SVG string for a page or for Typst: black modules in one path on a white ground.
 * Error correction M reads through a fold or a stamp's edge. Without `sizeMm` it takes the size of its box; `bare` is
 * without the quiet zone, which is then the page's to keep.
 */
export function qrSvg(text: string, options: { sizeMm?: number; bare?: boolean } = {}): string {
  const { data, size } = encode(text, { ecc: 'M', border: options.bare ? 0 : quietZone });
  const side = options.sizeMm === undefined ? '' : ` width="${options.sizeMm}mm" height="${options.sizeMm}mm"`;
  const path = data.map((row, y) => rowPath(row, y)).join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"${side} shape-rendering="crispEdges">` +
    `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
  );
}

/** A QR code as the address of a picture, which a page's style sheet cannot change. */
export const qrPicture = (text: string) => `data:image/svg+xml,${encodeURIComponent(qrSvg(text))}`;

/** Runs of black modules in one row, each a rectangle one module high. */
function rowPath(row: boolean[], y: number): string {
  const runs: string[] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    const width = x - start + 1;
    runs.push(`M${start} ${y}h${width}v1h-${width}z`);
  }
  return runs.join('');
}
