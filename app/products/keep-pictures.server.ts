import { insertAttachmentIfAbsent } from '#app/attachments/attachment.repository.server.ts';
import { inspectPicture, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';

/**
 * Keeps a form's new pictures before anything else and then saves the form: where it is refused they are not lost, and
 * the problem's details name them (`uploadedBefore`).
 *
 * @param save gets the hashes of the new pictures
 * @throws Problem `invalid` at the field `pictures` for a file that is no picture; whatever `save` throws
 */
export async function keepingPictures<T>(
  db: Db,
  { uploads, at }: { uploads: readonly Upload[]; at: Date },
  save: (uploaded: string[]) => Promise<T>,
): Promise<T> {
  const pictures = await Promise.all(uploads.map(inspectPicture));
  for (const { hash, mediaType, bytes } of pictures)
    await insertAttachmentIfAbsent(db, { hash, mediaType, size: bytes.length, bytes, addedAt: at.toISOString() });
  const uploaded = pictures.map(({ hash }) => hash);
  try {
    return await save(uploaded);
  } catch (error) {
    if (!(error instanceof Problem) || error.details !== null) throw error;
    throw new Problem(error.kind, error.message, { errors: error.errors, details: { uploaded } });
  }
}
