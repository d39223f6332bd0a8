/**
 * A picture without what a camera writes beside it: where it was taken, when, and by which device. What is needed to
 * show it stays: colours, and which way is up. Bytes are those of a whole JPEG or PNG (`isWhole`).
 */
export function withoutTraces(type: 'image/jpeg' | 'image/png', bytes: Uint8Array): Uint8Array {
  return type === 'image/png' ? plainPng(bytes) : plainJpeg(bytes);
}

const spoken = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

function plainPng(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const type = latin(bytes.subarray(at + 4, at + 8));
    const end = at + 12 + view.getUint32(at);
    if (!spoken.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return joined(kept);
}

const marker = { app0: 0xe0, app1: 0xe1, app2: 0xe2, app15: 0xef, adobe: 0xee, comment: 0xfe, scan: 0xda, end: 0xd9 };

/** Its segments up to the end of the image; what cameras put behind it (previews, films) is left out. */
function plainJpeg(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && view.getUint8(at) === 0xff) {
    const kind = view.getUint8(at + 1);
    if (kind === marker.end) break;
    // Fill bytes may stand before a marker.
    if (kind === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    const segment = bytes.subarray(at, end);
    if (kind === marker.app1) kept.push(...uprightness(segment));
    else if (isNeeded(kind, segment)) kept.push(segment);
    at = end;
    if (kind === marker.scan) {
      at = endOfScan(bytes, end);
      kept.push(bytes.subarray(end, at));
    }
  }
  return joined([...kept, Uint8Array.of(0xff, marker.end)]);
}

/** Segments of the image itself, its colour profile, and how its colours are coded. */
function isNeeded(kind: number, segment: Uint8Array): boolean {
  if (kind === marker.app2) return latin(segment.subarray(4, 15)) === 'ICC_PROFILE';
  if (kind === marker.app0 || kind === marker.adobe) return true;
  return kind !== marker.comment && (kind < marker.app0 || kind > marker.app15);
}

/** In a scan's data 0xff is followed by 0 or a restart marker; another marker ends it. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 1) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/** An Exif segment that says nothing but which way is up; nothing where the picture stands upright. */
function uprightness(segment: Uint8Array): Uint8Array[] {
  const orientation = orientationOf(segment);
  if (orientation === null || orientation === 1) return [];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const exif = [...'Exif\0\0'].map((letter) => letter.charCodeAt(0));
  return [Uint8Array.from([0xff, marker.app1, 0, 2 + exif.length + tiff.length, ...exif, ...tiff])];
}

const orientationTag = 0x0112;

function orientationOf(segment: Uint8Array): number | null {
  if (latin(segment.subarray(4, 10)) !== 'Exif\0\0') return null;
  const tiff = viewOf(segment.subarray(10));
  if (tiff.byteLength < 10) return null;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return null;
  const entries = tiff.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + entries * 12; entry += 12) {
    if (entry + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(entry, little) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
