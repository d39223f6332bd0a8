/**
 * Which files the register keeps beside a step: PDF, JPEG and PNG of at most 10 MB. What a file is called and what the
 * browser says of it count for nothing: the bytes are looked at.
 */
export const largestAttachment = 10 * 1024 * 1024;
export const attachmentHint = 'PDF、JPEG 或 PNG，不超过 10 MB';

const extensions = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' } as const;
export type AttachmentType = keyof typeof extensions;

export function isAttachmentType(mediaType: string | undefined): mediaType is AttachmentType {
  return mediaType !== undefined && Object.hasOwn(extensions, mediaType);
}

/** Whether bytes that begin like a file of this type are one from beginning to end, as far as a glance can tell. */
export function isWhole(type: AttachmentType, bytes: Uint8Array): boolean {
  switch (type) {
    case 'application/pdf':
      return isWholePdf(bytes);
    case 'image/png':
      return isWholePng(bytes);
    case 'image/jpeg':
      return isWholeJpeg(bytes);
  }
}

/** What may be shown on a public page. */
export const isPictureType = (type: string | undefined): type is 'image/jpeg' | 'image/png' =>
  type === 'image/jpeg' || type === 'image/png';
export const pictureHint = 'JPEG 或 PNG，每张不超过 10 MB';

const longestName = 80;
const longestRead = 1000;

/**
 * A file's name fit to be kept and shown: without folders, control characters and marks that turn the direction of
 * writing, at most 80 characters, and with the ending that its content has.
 */
export function cleanName(name: string, type: AttachmentType): string {
  // Cut before it is looked at: a name of endless blanks would be searched from each of them.
  const last = name.slice(-longestRead).normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>:"|?*]/gu, '').trim();
  const stem = plain.replace(/\.[^.]*$/, '').replace(/^[.\s]+|[.\s]+$/g, '');
  const ending = extensions[type];
  return `${[...stem].slice(0, longestName - ending.length - 1).join('') || '附件'}.${ending}`;
}

/** The header at the very beginning, and the trailer that every PDF ends with near its end. */
function isWholePdf(bytes: Uint8Array): boolean {
  const tail = latin(bytes.subarray(Math.max(0, bytes.length - 2048)));
  return /^%PDF-[12]\.\d/.test(latin(bytes.subarray(0, 8))) && tail.includes('startxref') && tail.includes('%%EOF');
}

interface Size {
  width: number;
  height: number;
}

/** More than scanners at 600 dpi and cameras of phones make of a page; a browser that unpacks it still has memory left. */
const mostPixels = 50_000_000;

/** The width and height of a whole picture that no office's computer should have to unpack; null of any other file. */
export function oversize(type: AttachmentType, bytes: Uint8Array): Size | null {
  const size = type === 'image/png' ? sizeOfPng(bytes) : type === 'image/jpeg' ? frameOfJpeg(bytes) : null;
  return size !== null && size.width * size.height > mostPixels ? size : null;
}

/** As the first chunk says. */
function sizeOfPng(bytes: Uint8Array): Size {
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The chunk that gives the size comes first, and the one that ends the image comes last. */
function isWholePng(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  if (bytes.length < 45 || latin(bytes.subarray(12, 16)) !== 'IHDR') return false;
  const { width, height } = sizeOfPng(bytes);
  const hasArea = width > 0 && height > 0;
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (latin(bytes.subarray(at + 4, at + 8)) === 'IEND') return hasArea;
    at += 12 + view.getUint32(at);
  }
  return false;
}

/** Its segments lead to a frame with a size and on to the image's data, and the end marker is there. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  const frame = frameOfJpeg(bytes);
  return frame !== null && frame.width > 0 && frame.height > 0 && hasEndOfImage(bytes);
}

/** The last frame before the image's data, which is the one that is unpacked; null where the segments lead to none. */
function frameOfJpeg(bytes: Uint8Array): Size | null {
  const view = viewOf(bytes);
  let frame: Size | null = null;
  let at = 2;
  while (at + 9 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xda) return frame;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Cameras put data of their own behind the end: it is looked for in the whole file, from behind. */
function hasEndOfImage(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at > 0; at -= 1) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return true;
  return false;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
