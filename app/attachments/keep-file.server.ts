import type { Db } from '#db/client.server.ts';
import { insertAttachmentIfAbsent } from './attachment.repository.server.ts';
import type { Inspected } from './inspect-upload.server.ts';

/** Keeps a file within the open transaction; gives back what a row refers to it by. */
export async function keepFile(trx: Db, file: Inspected | null, now: Date) {
  if (file === null) return null;
  const { hash, name, mediaType, bytes } = file;
  await insertAttachmentIfAbsent(trx, { hash, mediaType, size: bytes.length, bytes, addedAt: now.toISOString() });
  return { hash, name };
}
