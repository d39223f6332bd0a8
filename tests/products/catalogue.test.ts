/** The catalogue as a buyer reads it: what is public, what is found, and that its certificates tell the truth of the day. */
import { beforeAll, describe, expect, test } from 'vitest';
import { listCertificates, listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { coversDay } from '#app/certificates/certificate.rules.ts';
import { getOwnProduct } from '#app/products/draft.repository.server.ts';
import {
  countProducts,
  getPublicProduct,
  listProducts,
  listProductsAfter,
  listProductsOfGtin,
  listProductsOfVillage,
} from '#app/products/product.repository.server.ts';
import { ProductQuery } from '#app/products/product.schema.ts';
import { settleCode } from '#app/products/settle-code.server.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const today = '2026-11-24';
let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});
const ask = (query: object = {}, asOf = today) => listProducts(db, ProductQuery.parse(query), asOf, 500);

describe('the catalogue', () => {
  test('holds what the town accepted, and neither drafts nor what was withdrawn', async () => {
    const shown = new Set((await ask()).map(({ id }) => id));
    const all = await db.selectFrom('product').select(['id', 'status']).execute();
    for (const { id, status } of all) expect(shown.has(id), `${id} ${status}`).toBe(status === 'public');
    await expect(getPublicProduct(db, 'demo-coop-3')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await getPublicProduct(db, 'demo-liantang-4-2')).status).toBe('withdrawn');
  });

  test('finds by name, pinyin, initials and producer, and counts what it lists', async () => {
    for (const q of ['雪米软米', 'xuemi', 'ysxmrm', '商榻', 'ＸＵＥＭＩ'])
      expect(
        (await ask({ q })).map(({ name }) => name),
        q,
      ).toContain('演示雪米软米');
    for (const query of [
      {},
      { category: 'grain' },
      { town: '310118103' },
      { brand: 'liantang-jiaobai' },
      { certificate: 'valid' },
    ])
      expect(await countProducts(db, ProductQuery.parse(query), today)).toBe((await ask(query)).length);
    expect(await ask({ q: '100%_' })).toEqual([]);
  });

  test.each(['2021-12-31', '2023-12-31', '2025-06-15', '2026-08-03', today, '2027-01-17', '2029-01-01'])(
    'on %s tells apart who has a certificate that covers the day, as the rule of certificates does',
    async (day) => {
      const covered = new Set((await ask({ certificate: 'valid' }, day)).map(({ id }) => id));
      const uncovered = new Set((await ask({ certificate: 'none' }, day)).map(({ id }) => id));
      for (const { id } of await ask()) {
        const certificates = await listCertificatesOfProducts(db, [id]);
        const truth = certificates.some((certificate) => coversDay(certificate, certificate.events, day));
        expect([covered.has(id), uncovered.has(id)], id).toEqual([truth, !truth]);
      }
    },
  );

  test('never gives away the code of a label or who handed a certificate in', async () => {
    const codes = await db.selectFrom('product').select('verifyCode').execute();
    const told = JSON.stringify([
      await ask(),
      await listProductsAfter(db, ProductQuery.parse({}), today, { after: '', limit: 200 }),
      await listCertificates(db),
      await listProductsOfVillage(db, '310118102232'),
    ]);
    for (const { verifyCode } of codes) expect(told).not.toContain(verifyCode);
    expect(told).not.toMatch(/submittedBy|attachmentHash|recordedBy/);
  });
});

describe('a label’s code', () => {
  const codeOf = async (id: string) =>
    (await db.selectFrom('product').select('verifyCode').where('id', '=', id).executeTakeFirstOrThrow()).verifyCode;

  test('leads to the product and to the state of its certificates today', async () => {
    const verified = await verifyProduct(db, await codeOf('demo-wangjin-1'), '2027-01-16');
    expect(verified).toMatchObject({ state: 'public', name: '演示王金粳米', villages: ['王金村'] });
    expect(verified?.certificates[0]).toMatchObject({ state: 'ends-soon', validTo: '2027-01-16' });
    const dayAfter = await verifyProduct(db, await codeOf('demo-wangjin-1'), '2027-01-17');
    expect(dayAfter?.certificates.every(({ state }) => state === 'expired')).toBe(true);
  });

  test('of a draft, of nothing and of nonsense leads nowhere', async () => {
    for (const code of [await codeOf('demo-coop-3'), 'zzzzzzzzzzzz', "' or 1=1 --"])
      expect(await verifyProduct(db, code, today)).toBeNull();
  });

  test('that was replaced says so, and the new one leads to the product', async () => {
    const own = await demoRegister();
    const settle = (intent: 'replace' | 'stop' | 'resume') =>
      settleCode(own, {
        ...{ id: 'demo-wangjin-1', account: 'zhujiajiao', at: new Date() },
        decision: { intent, reason: '标签被仿冒' },
      });
    const before = await codeOf('demo-wangjin-1');
    expect(await settle('replace')).toEqual(expect.any(Number));
    const { verifyCode } = await getOwnProduct(own, 'demo-wangjin-1');
    expect(verifyCode).not.toBe(before);
    const stateOf = async (code: string) => (await verifyProduct(own, code, today))?.state;
    expect([await stateOf(before), await stateOf(verifyCode)]).toEqual(['revoked', 'public']);
    await settle('stop');
    expect(await stateOf(verifyCode)).toBe('revoked');
    expect(await settle('stop')).toBeNull();
    await settle('resume');
    expect([await stateOf(before), await stateOf(verifyCode)]).toEqual(['revoked', 'public']);
  });

  test('of a withdrawn product says why', async () => {
    const verified = await verifyProduct(db, await codeOf('demo-liantang-4-2'), today);
    const { withdrawnReason } = await getPublicProduct(db, 'demo-liantang-4-2');
    expect(verified).toMatchObject({ state: 'withdrawn', reason: withdrawnReason });
  });

  test('of a bar code is found in every length that it is written in', async () => {
    const own = await demoRegister();
    await recordChange(own, { kind: 'product-code', account: 'coop', at: new Date() }, async (trx, change) => {
      await trx.updateTable('product').set({ gtin: '96385074', change }).where('id', '=', 'demo-wangjin-1').execute();
      await trx.updateTable('product').set({ gtin: '036000291452', change }).where('id', '=', 'demo-coop-1').execute();
    });
    const found = async (gtin14: string) => (await listProductsOfGtin(own, gtin14)).map(({ id }) => id);
    expect(await found('00000096385074')).toEqual(['demo-wangjin-1']);
    expect(await found('00036000291452')).toEqual(['demo-coop-1']);
    expect(await found('10036000291452')).toEqual([]);
  });

  test('says so when it was stopped', async () => {
    const own = await demoRegister();
    await recordChange(own, { kind: 'product-code', account: 'zhujiajiao', at: new Date() }, (trx, change) =>
      trx.updateTable('product').set({ verifyRevoked: 1, change }).where('id', '=', 'demo-wangjin-1').execute(),
    );
    const code = await codeOf('demo-wangjin-1');
    expect((await verifyProduct(own, code, today))?.state).toBe('revoked');
    expect((await verifyProduct(knownAt(own, 1), code, today)) === null).toBe(true);
  });
});
