/**
 * A ZIP file as a stream (PKWARE APPNOTE 6.3): each part is packed while it is made, so that memory stays flat whatever
 * the size. Sizes follow their part in a data descriptor. No clock: the same parts are the same bytes.
 */
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface Part {
  path: string;
  chunks: AsyncIterable<string> | Iterable<string>;
}

interface Packed {
  path: Buffer;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** Sizes follow the part (bit 3), names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980, the first day that the format knows. */
const firstDay = 0x0021;
const largest = 0xffff_ffff;

/** @throws Error where the file would pass 4 GiB, which the plain format cannot say */
export async function* zipOf(parts: AsyncIterable<Part> | Iterable<Part>): AsyncGenerator<Uint8Array> {
  const directory: Packed[] = [];
  let offset = 0;
  for await (const { path, chunks } of parts) {
    const entry: Packed = { path: Buffer.from(path), offset, crc: 0, packed: 0, size: 0 };
    const head = record(0x0403_4b50, 'HHHHHIIIHH', [20, flags, deflated, 0, firstDay, 0, 0, 0, entry.path.length, 0]);
    yield Buffer.concat([head, entry.path]);
    const deflate = createDeflateRaw({ level: 5 });
    // An error while the part is made destroys `deflate`, and so reaches whoever reads it.
    pipeline(Readable.from(measured(chunks, entry)), deflate, () => {});
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      entry.packed += chunk.length;
      yield chunk;
    }
    yield record(0x0807_4b50, 'III', [entry.crc, entry.packed, entry.size]);
    offset += head.length + entry.path.length + entry.packed + 16;
    if (offset > largest || entry.size > largest) throw new Error('a ZIP file without extensions ends at 4 GiB');
    directory.push(entry);
  }
  const entries = Buffer.concat(directory.map(directoryEntry));
  yield entries;
  yield record(0x0605_4b50, 'HHHHIIH', [0, 0, directory.length, directory.length, entries.length, offset, 0]);
}

async function* measured(chunks: Part['chunks'], entry: Packed): AsyncGenerator<Buffer> {
  for await (const text of chunks) {
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

function directoryEntry({ path, offset, crc, packed, size }: Packed): Buffer {
  const fields = [20, 20, flags, deflated, 0, firstDay, crc, packed, size, path.length, 0, 0, 0, 0, 0, offset];
  return Buffer.concat([record(0x0201_4b50, 'HHHHHHIIIHHHHHII', fields), path]);
}

/** A record of little-endian numbers after its signature: H of two bytes, I of four. */
function record(signature: number, shape: string, fields: readonly number[]): Buffer {
  const widths = [...shape].map((letter) => (letter === 'H' ? 2 : 4));
  const buffer = Buffer.alloc(4 + widths.reduce((sum, width) => sum + width, 0));
  let at = buffer.writeUInt32LE(signature, 0);
  for (const [index, width] of widths.entries()) at = buffer.writeUIntLE(fields[index] ?? 0, at, width);
  return buffer;
}
