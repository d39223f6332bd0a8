/** Looking into a PDF with poppler, zbar and qpdf, as a reader's own programs would. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs `use` with the PDF as a file in a folder of its own, which is gone afterwards. */
function withFile<T>(pdf: Uint8Array, use: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'sheet-'));
  try {
    const file = path.join(folder, 'sheet.pdf');
    writeFileSync(file, pdf);
    return use(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function output(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The text that a reader would copy, page after page, layout kept. */
export const pdfText = (pdf: Uint8Array): string => withFile(pdf, (file) => output('pdftotext', '-layout', file, '-'));

/** The text without any blanks: a name that the layout breaks over two lines is found all the same. */
export const pdfCharacters = (pdf: Uint8Array): string =>
  withFile(pdf, (file) => output('pdftotext', '-raw', file, '-')).replace(/\s/gu, '');

export const pdfInfo = (pdf: Uint8Array): string => withFile(pdf, (file) => output('pdfinfo', file));

/** The tree of tags, with the text of each. */
export const pdfStructure = (pdf: Uint8Array): string =>
  withFile(pdf, (file) => output('pdfinfo', '-struct-text', file));

/** Each font with what pdffonts says of it: embedded, subset, mapped to Unicode. */
export function pdfFonts(pdf: Uint8Array): { name: string; embedded: boolean; unicode: boolean }[] {
  const [, , ...lines] = withFile(pdf, (file) => output('pdffonts', file))
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [name = '', ...rest] = line.split(/\s+/u);
    const [embedded, , unicode] = rest.filter((word) => word === 'yes' || word === 'no');
    return { name, embedded: embedded === 'yes', unicode: unicode === 'yes' };
  });
}

/** What a phone reads from a page, as coarse as its dots an inch. */
export const pdfQrCode = (pdf: Uint8Array, page: number, dots = 100): string =>
  withFile(pdf, (file, folder) => {
    const picture = path.join(folder, 'page');
    output('pdftoppm', '-r', String(dots), '-png', '-singlefile', '-f', String(page), file, picture);
    return output('zbarimg', '--quiet', '--raw', `${picture}.png`).trim();
  });

interface Part {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a phone reads that is held over one part of the first page after the other; millimetres. */
export const pdfQrCodesIn = (pdf: Uint8Array, parts: readonly Part[], dots: number): string[] =>
  withFile(pdf, (file, folder) => {
    output('pdftoppm', '-r', String(dots), '-gray', '-singlefile', file, path.join(folder, 'page'));
    const page = readFileSync(path.join(folder, 'page.pgm'));
    const pictures = parts.map((part, number) => {
      const picture = path.join(folder, `part-${number}.pgm`);
      writeFileSync(picture, cut(page, part, dots / 25.4));
      return picture;
    });
    return output('zbarimg', '--quiet', '--raw', ...pictures)
      .trim()
      .split('\n');
  });

/** A part of a grey picture (PGM). */
function cut(picture: Buffer, { x, y, width, height }: Part, scale: number): Buffer {
  const [head = '', across] = /^P5\s+(\d+)\s+\d+\s+\d+\s/.exec(picture.toString('latin1', 0, 60)) ?? [];
  const [left, top, columns, rows] = [x, y, width, height].map((length) => Math.floor(length * scale));
  const lines = Array.from({ length: rows ?? 0 }, (_, row) => {
    const start = head.length + ((top ?? 0) + row) * Number(across) + (left ?? 0);
    return picture.subarray(start, start + (columns ?? 0));
  });
  return Buffer.concat([Buffer.from(`P5\n${columns} ${rows}\n255\n`), ...lines]);
}

/** The document's objects as JSON, for looking at its inside. */
export const pdfObjects = (pdf: Uint8Array): string => withFile(pdf, (file) => output('qpdf', '--json', file));

/** What the file says that it conforms to: `2A` for PDF/A-2a. */
export function pdfClaim(pdf: Uint8Array): string {
  const metadata = Buffer.from(pdf).toString('latin1');
  const [, part = ''] = /<pdfaid:part>(\d)</.exec(metadata) ?? [];
  const [, level = ''] = /<pdfaid:conformance>(\w)</.exec(metadata) ?? [];
  return part + level;
}

/** What qpdf finds wrong with the file; empty where nothing is. */
export const pdfFaults = (pdf: Uint8Array): string[] =>
  withFile(pdf, (file) =>
    output('qpdf', '--check', file)
      .split('\n')
      .filter((line) => /warning|error/i.test(line) && !line.startsWith('No syntax') && !/^errors that/.test(line)),
  );

/** The bookmarks, each with its depth: 0 for the outermost. */
export function pdfBookmarks(pdf: Uint8Array): { title: string; depth: number }[] {
  interface Outline {
    title: string;
    kids: Outline[];
  }
  const { outlines } = JSON.parse(withFile(pdf, (file) => output('qpdf', '--json=1', '--json-key=outlines', file))) as {
    outlines: Outline[];
  };
  const flat = (nodes: Outline[], depth: number): { title: string; depth: number }[] =>
    nodes.flatMap(({ title, kids }) => [{ title, depth }, ...flat(kids, depth + 1)]);
  return flat(outlines, 0);
}
