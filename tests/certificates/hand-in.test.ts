/** Certificates handed in count only once the town has accepted them, and no longer when they are suspended. */
import { beforeEach, describe, expect, test } from 'vitest';
import { getAttachment } from '#app/attachments/attachment.repository.server.ts';
import { amendCertificate } from '#app/certificates/amend-certificate.server.ts';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { DecideCertificate, SubmitCertificate } from '#app/certificates/certificate.schema.ts';
import { decideCertificate, reviewCertificate, submitCertificate } from '#app/certificates/hand-in.server.ts';
import { getHandedIn, listHandedIn } from '#app/certificates/handed-in.repository.server.ts';
import { getFigure } from '#app/plan/receipt.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-24T04:00:00Z');
const asOf = '2026-11-24';
// 演示淀峰葡萄 has no certificate in the demonstration.
const producerId = 'demo-dianfeng';
const scan = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
);

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const said = (more: Record<string, string> = {}) => ({
  ...{
    productId: 'demo-dianfeng-2',
    scheme: 'green-a',
    number: 'ｌｂ-15-26110012345a',
    validFrom: '2026年11月1日',
    validTo: '2029-10-31',
  },
  ...{ approvedOutput: '150', change: '1' },
  ...more,
});
const errorsOf = (more: Record<string, string>) =>
  SubmitCertificate.safeParse(said(more)).error?.issues.map(({ path }) => path.join('.')) ?? [];
const submit = (more: Record<string, string> = {}, account = 'someone') =>
  submitCertificate(db, {
    producerId,
    form: SubmitCertificate.parse(said(more)),
    upload: { name: '证书.pdf', bytes: scan },
    account,
    at,
  });
const review = async (id: string, intent: 'accept' | 'return' = 'accept', account = 'zhujiajiao') => {
  const change = (await chainHead(db)).number;
  return reviewCertificate(db, {
    id,
    account,
    at,
    answer: intent === 'accept' ? { intent, change } : { intent, change, reason: '请核对编号' },
  });
};
const rate = async () => (await getFigure(db, 'green-rate', { asOf })).numerator ?? 0;
const shown = async () => (await listCertificates(db)).map(({ id }) => id);

describe('what is handed in', () => {
  test('is checked against its scheme: an unusual number is confirmed, an end is asked for where there is one', () => {
    expect(errorsOf({})).toEqual([]);
    expect(errorsOf({ number: '任意' })).toEqual(['confirmNumber']);
    expect(errorsOf({ number: '任意', confirmNumber: 'on' })).toEqual([]);
    expect(errorsOf({ validTo: '' })).toEqual(['validTo']);
    expect(errorsOf({ validTo: '2026-10-31' })).toEqual(['validTo']);
    expect(errorsOf({ validTo: '2029-02-30' })).toEqual(['validTo']);
    expect(errorsOf({ scheme: 'gi-product', number: '甲', validTo: '' })).toEqual([]);
  });

  test('counts once the town has accepted it, and is public only then', async () => {
    const before = await rate();
    const { id } = await submit();
    expect([await rate(), (await shown()).includes(id)]).toEqual([before, false]);
    expect((await listHandedIn(db, { waitingFor: '310118102' })).map((each) => each.id)).toContain(id);
    await review(id);
    expect(await rate()).toBeCloseTo(before + 150, 6);
    expect((await getHandedIn(db, id)).number).toBe('LB-15-26110012345A');
    expect(await shown()).toContain(id);
    expect(await verifyChain(db)).toBeNull();
  });

  test('is not accepted by who handed it in, nor twice under one number, and goes back with a reason', async () => {
    const { id } = await submit({}, 'zhujiajiao');
    await expect(review(id)).rejects.toMatchObject({ kind: 'forbidden' });
    await review(id, 'accept', 'district');
    await expect(review(id, 'accept', 'district')).rejects.toMatchObject({ kind: 'conflict' });
    const twin = await submit();
    await expect(review(twin.id)).rejects.toMatchObject({ kind: 'conflict' });
    await review(twin.id, 'return');
    expect(await getHandedIn(db, twin.id)).toMatchObject({ review: 'returned', reviewReason: '请核对编号' });
  });

  test('is corrected and handed in anew until it is accepted, and keeps its scan', async () => {
    const { id } = await submit();
    await review(id, 'return');
    const amend = async (more: Record<string, string> = {}, loadedAt?: number) =>
      amendCertificate(db, {
        ...{ id, account: 'someone', at, upload: null },
        form: SubmitCertificate.parse(said({ change: String(loadedAt ?? (await chainHead(db)).number), ...more })),
      });
    await expect(amend({}, 1)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(amend({ renews: id })).rejects.toMatchObject({ errors: [{ path: 'renews' }] });
    await amend({ number: 'LB-15-26110099999A' });
    const corrected = { number: 'LB-15-26110099999A', review: 'submitted', reviewReason: null };
    expect(await getHandedIn(db, id)).toMatchObject({ ...corrected, attachmentName: '证书.pdf' });
    await review(id);
    await expect(amend()).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('is for one’s own product and continues one’s own certificate', async () => {
    await expect(submit({ productId: 'demo-coop-1' })).rejects.toMatchObject({ errors: [{ path: 'productId' }] });
    await expect(submit({ renews: 'demo-coop-1-c1' })).rejects.toMatchObject({ errors: [{ path: 'renews' }] });
    await expect(submit({ renews: 'demo-dianfeng-1-c1' })).rejects.toMatchObject({
      errors: [{ path: 'renews', message: expect.stringContaining('请选择同一产品的') }],
    });
    const own = { productId: 'demo-dianfeng-1', renews: 'demo-dianfeng-1-c1' };
    expect((await submit(own)).change).not.toBeNull();
  });

  test('keeps its scan from the public and from other towns', async () => {
    const { id } = await submit();
    const hash = (await getHandedIn(db, id)).attachmentHash ?? '';
    expect((await getAttachment(db, hash, { kind: 'town', town: '310118102' })).name).toBe('证书.pdf');
    expect((await getAttachment(db, hash, { kind: 'all' })).name).toBe('证书.pdf');
    for (const scope of [
      { kind: 'none' },
      { kind: 'town', town: '310118104' },
      { kind: 'producer', producer: 'demo-coop' },
    ] as const)
      await expect(getAttachment(db, hash, scope)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('an office decides', () => {
  const decide = (kind: string, day: string, id = 'demo-wangjin-1-c2') =>
    decideCertificate(db, {
      id,
      form: DecideCertificate.parse({ kind, day, reason: '抽检' }),
      account: 'zhujiajiao',
      at,
    });

  test('suspended takes its tonnes out of the rate from that day, resumed brings them back', async () => {
    const before = await rate();
    await decide('suspended', '2026-11-20');
    const suspended = await rate();
    expect(suspended).toBeLessThan(before);
    expect((await getFigure(db, 'green-rate', { asOf: '2026-11-19' })).numerator).toBe(before);
    await decide('resumed', asOf);
    expect(await rate()).toBe(before);
  });

  test('in order, and not about the future', async () => {
    await expect(decide('resumed', asOf)).rejects.toMatchObject({ errors: [{ path: 'kind' }] });
    await expect(decide('suspended', '2026-11-25')).rejects.toMatchObject({ errors: [{ path: 'day' }] });
    await decide('suspended', '2026-11-20');
    await expect(decide('revoked', '2026-11-19')).rejects.toMatchObject({ errors: [{ path: 'day' }] });
    await decide('revoked', asOf);
    await expect(decide('resumed', asOf)).rejects.toMatchObject({ errors: [{ path: 'kind' }] });
  });
});
