import { createHash } from 'node:crypto';
import { invalid } from '#app/problem.ts';
import {
  type AttachmentType,
  attachmentHint,
  cleanName,
  isAttachmentType,
  isPictureType,
  isWhole,
  largestAttachment,
  oversize,
  pictureHint,
} from './attachment.rules.ts';
import { withoutTraces } from './picture.rules.ts';

/** A file as it came in. */
export interface Upload {
  name: string;
  bytes: Uint8Array;
}

/** A file that may be kept. */
export interface Inspected extends Upload {
  hash: string;
  mediaType: AttachmentType;
}

/**
 * Looks at what a file really is.
 *
 * @throws Problem `invalid` at the field `attachment`: too large, not one of the three kinds, broken, or of too many pixels
 */
export async function inspectUpload({ name, bytes }: Upload): Promise<Inspected> {
  if (bytes.length > largestAttachment) throw refused('附件超过 10 MB，请压缩或拆分后再上传');
  const mediaType = await mediaTypeOf(bytes);
  if (!isAttachmentType(mediaType)) throw refused(`附件只收 ${attachmentHint}。改后缀名不能改变文件的类型`);
  if (!isWhole(mediaType, bytes)) throw refused('附件打不开：文件不完整或已损坏，请重新导出后上传');
  refuseOversize(mediaType, bytes, 'attachment');
  return { name: cleanName(name, mediaType), bytes, hash: hashOf(bytes), mediaType };
}

/**
 * The same for a picture that is to be shown, without what the camera wrote beside it.
 *
 * @throws Problem `invalid` at the field `pictures`
 */
export async function inspectPicture({ name, bytes }: Upload): Promise<Inspected> {
  const mediaType = await mediaTypeOf(bytes);
  const fits = bytes.length <= largestAttachment && isPictureType(mediaType) && isWhole(mediaType, bytes);
  if (!fits) throw invalid([{ path: 'pictures', message: `“${name}”不能用作照片，只收完整的 ${pictureHint}` }]);
  refuseOversize(mediaType, bytes, 'pictures');
  const plain = withoutTraces(mediaType, bytes);
  return { name: cleanName(name, mediaType), bytes: plain, hash: hashOf(plain), mediaType };
}

/** By its content. The library, of thirty files, is loaded with the first upload. */
async function mediaTypeOf(bytes: Uint8Array): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  return (await fileTypeFromBuffer(bytes))?.mime;
}

/** A few kilobytes can unpack to gigabytes in the browser of whoever looks at it. */
function refuseOversize(mediaType: AttachmentType, bytes: Uint8Array, path: string): void {
  const size = oversize(mediaType, bytes);
  if (size === null) return;
  const message = `图片有 ${size.width} × ${size.height} 像素，超过 5000 万像素，请缩小后再上传`;
  throw invalid([{ path, message }]);
}

const refused = (message: string) => invalid([{ path: 'attachment', message }]);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
