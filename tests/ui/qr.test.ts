import fc from 'fast-check';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { qrSvg } from '#app/ui/qr.ts';

/** Reads the path back into modules. */
function modules(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) /u.exec(svg)?.[1]);
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return rows;
}

describe('a QR code as SVG', () => {
  it('draws exactly the modules of the code inside four empty ones', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 120 }), (text) => {
        expect(modules(qrSvg(text))).toEqual(encode(text, { ecc: 'M', border: 4 }).data);
      }),
      { numRuns: 30 },
    );
  });

  it('is one crisp path with its own namespace and needs no style', () => {
    const svg = qrSvg('https://dengji.example.cn/verify/7K3M-Q9XP');
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*shape-rendering="crispEdges">/u);
    expect(svg.match(/<path /gu)).toHaveLength(1);
    expect(svg).not.toMatch(/style|width="\d+mm"/u);
    expect(modules(svg).slice(0, 4).flat()).not.toContain(true);
  });

  it('takes a size in millimetres', () => {
    expect(qrSvg('1', { sizeMm: 24 })).toContain(' width="24mm" height="24mm"');
  });
});
