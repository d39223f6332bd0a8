/** What becomes of a certificate: handed in by its producer, answered by its town, suspended or revoked by an office. */
import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { forbidden, invalid, Problem } from '#app/problem.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findPublicCertificate } from './certificate.repository.server.ts';
import { nextEvents } from './certificate.rules.ts';
import type { DecideCertificate, ReviewCertificate, SubmitCertificate } from './certificate.schema.ts';
import {
  findSameNumber,
  getHandedIn,
  insertCertificate,
  insertEvent,
  listEvents,
  listProductsToCertify,
  updateCertificate,
} from './handed-in.repository.server.ts';

interface Author {
  account: string;
  at: Date;
}

/**
 * Hands a certificate in for a product of one's own; it counts nowhere before the town has accepted it.
 *
 * @throws Problem `invalid` where the product or the certificate that it renews is not one's own, or the scan is none
 */
export async function submitCertificate(
  db: Db,
  {
    producerId,
    form,
    upload,
    account,
    at,
  }: Author & { producerId: string; form: SubmitCertificate; upload: Upload | null },
) {
  const { confirmNumber: _, change: __, ...said } = form;
  const { townCode: town } = await getProducer(db, producerId);
  const file = upload && (await inspectUpload(upload));
  const id = newId();
  const request = { kind: 'certificate-submit', account, town, reason: said.number, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    await checkOwn(trx, producerId, said);
    const kept = await keepFile(trx, file, at);
    await writeHandedIn(trx, { id, producerId, said, kept, account, change });
  });
  return { id, change };
}

/** What a certificate says, without what its form asks beside it. */
export type SaidOfCertificate = Omit<SubmitCertificate, 'confirmNumber' | 'change'>;

interface HandingIn {
  id: string;
  producerId: string;
  said: SaidOfCertificate;
  /** The scan of the paper. */
  kept: { hash: string; name: string } | null;
  account: string;
  change: number;
}

/** Writes a certificate that is handed in, checked, as part of a change. */
export async function writeHandedIn(
  trx: Db,
  { id, producerId, said, kept, account, change }: HandingIn,
): Promise<void> {
  const scan = { attachmentHash: kept?.hash ?? null, attachmentName: kept?.name ?? null };
  const waiting = { review: 'submitted', reviewReason: null, submittedBy: account } as const;
  await insertCertificate(trx, {
    id,
    producerId,
    ...said,
    ...scan,
    ...waiting,
    origin: 'entered',
    source: null,
    change,
  });
}

/** Writes a certificate that is handed in anew, checked, as part of a change; without a scan the one before stays. */
export async function writeHandedInAgain(
  trx: Db,
  { id, said, kept, account, change }: Omit<HandingIn, 'producerId'>,
): Promise<void> {
  const scan = kept && { attachmentHash: kept.hash, attachmentName: kept.name };
  const waiting = { review: 'submitted', reviewReason: null, submittedBy: account } as const;
  await updateCertificate(trx, id, { ...said, ...waiting, ...scan, change });
}

/**
 * Checks that a certificate is for a product of its producer and continues one of its accepted certificates.
 *
 * @param id the certificate itself where it is handed in anew: it cannot continue itself
 * @throws Problem `invalid`
 */
export async function checkOwn(
  trx: Db,
  producerId: string,
  { productId, renews }: Pick<SubmitCertificate, 'productId' | 'renews'>,
  id?: string,
): Promise<void> {
  const products = await listProductsToCertify(trx, producerId);
  if (!products.some((product) => product.id === productId))
    throw invalid([{ path: 'productId', message: '请选择本主体的产品' }]);
  if (renews === null) return;
  const before = await findPublicCertificate(trx, renews);
  if (before?.producerId !== producerId || renews === id)
    throw invalid([{ path: 'renews', message: '请选择本主体已通过的证书' }]);
  // A renewal tells the calendar that what it renews needs nothing more: another product's would be forgotten.
  if (before.productId !== productId)
    throw invalid([{ path: 'renews', message: `${before.number} 是${before.productName}的证书，请选择同一产品的` }]);
}

/**
 * The town's answer.
 *
 * @returns the change's number
 * @throws Problem `conflict` where nothing waits any more or the number is accepted already; `forbidden` for one's own
 */
export async function reviewCertificate(
  db: Db,
  { id, answer, account, at }: Author & { id: string; answer: ReviewCertificate },
) {
  const { townCode: town, number } = await getHandedIn(db, id);
  const accepted = answer.intent === 'accept';
  const reason = answer.intent === 'return' ? answer.reason : number;
  const kind = accepted ? 'certificate-accept' : 'certificate-return';
  const { change } = await recordChange(db, { kind, account, town, reason, at }, async (trx, change) => {
    const certificate = await getHandedIn(trx, id);
    if (certificate.review !== 'submitted' || certificate.change > answer.change)
      throw new Problem('conflict', '这张证书已经处理过，或刚被改过。请重新打开查看。');
    if (certificate.submittedBy === account) throw forbidden('不能审核自己提交的证书，请由另一位同事审核。');
    if (accepted && (await findSameNumber(trx, certificate)))
      throw new Problem('conflict', '同一编号的证书已经登记并通过，不能重复登记。');
    const answered = accepted
      ? ({ review: 'accepted', reviewReason: null } as const)
      : ({ review: 'returned', reviewReason: reason } as const);
    await updateCertificate(trx, id, { ...answered, change });
  });
  return change;
}

/**
 * Suspends, resumes or revokes an accepted certificate from a day on.
 *
 * @throws Problem `invalid` where what was decided before does not allow it, or the day lies before it or in the future
 */
export async function decideCertificate(
  db: Db,
  { id, form, account, at }: Author & { id: string; form: DecideCertificate },
) {
  const { townCode: town, number } = await getHandedIn(db, id);
  const request = { kind: 'certificate-event', account, town, reason: `${number}：${form.reason}`, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const certificate = await getHandedIn(trx, id);
    const events = await listEvents(trx, id);
    const last = events.at(-1);
    const today = dayInShanghai(at);
    if (certificate.review !== 'accepted' || !nextEvents(events).includes(form.kind))
      throw invalid([{ path: 'kind', message: '这张证书现在不能作这项处置' }]);
    if (form.day > today) throw invalid([{ path: 'day', message: `日期不能晚于今天（${formatDay(today)}）` }]);
    if (last !== undefined && form.day < last.day)
      throw invalid([{ path: 'day', message: `日期不能早于上一次处置（${formatDay(last.day)}）` }]);
    await insertEvent(trx, {
      certificateId: id,
      sequence: events.length + 1,
      ...form,
      recordedBy: account,
      origin: 'entered',
      source: null,
      change,
    });
  });
  return change;
}
