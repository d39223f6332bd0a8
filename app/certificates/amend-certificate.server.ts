import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { SubmitCertificate } from './certificate.schema.ts';
import { checkOwn, writeHandedInAgain } from './hand-in.server.ts';
import { getHandedIn } from './handed-in.repository.server.ts';

/** An accepted certificate stands as its town accepted it. */
export const acceptedAlready = '这张证书已经通过，不能再改。';

interface Amendment {
  id: string;
  form: SubmitCertificate;
  /** A scan in place of the one before; null keeps that. */
  upload: Upload | null;
  account: string;
  at: Date;
}

/**
 * Hands a certificate in anew that its town has not accepted, corrected where it was returned.
 *
 * @returns the change's number
 * @throws Problem `conflict` for one that is accepted, or was answered since the form was loaded; `invalid` as
 *   handing in
 */
export async function amendCertificate(db: Db, { id, form, upload, account, at }: Amendment): Promise<number | null> {
  const { confirmNumber: _, change: loadedAt, ...said } = form;
  const { townCode: town } = await getHandedIn(db, id);
  const file = upload && (await inspectUpload(upload));
  const request = { kind: 'certificate-submit', account, town, reason: said.number, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const present = await getHandedIn(trx, id);
    if (present.review === 'accepted') throw new Problem('conflict', `${acceptedAlready}内容有误请联系镇农业农村办。`);
    if (present.change > loadedAt)
      throw new Problem('conflict', '您填写期间，这张证书已被答复或修改。请重新打开查看。');
    await checkOwn(trx, present.producerId, said, id);
    const kept = await keepFile(trx, file, at);
    await writeHandedInAgain(trx, { id, said, kept, account, change });
  });
  return change;
}
