import { insertAttachmentIfAbsent } from '#app/attachments/attachment.repository.server.ts';
import type { Inspected } from '#app/attachments/inspect-upload.server.ts';
import type { Db } from '#db/client.server.ts';

/** Keeps a step's file within the open transaction; gives back what the step refers to it by. */
export async function keepFile(trx: Db, file: Inspected | null, now: Date) {
  if (file === null) return null;
  const { hash, name, mediaType, bytes } = file;
  await insertAttachmentIfAbsent(trx, { hash, mediaType, size: bytes.length, bytes, addedAt: now.toISOString() });
  return { hash, name };
}
