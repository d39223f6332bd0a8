/** The demonstration's produce: nobody's, of every kind and state, with a rate worth looking at. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inspectPicture } from '#app/attachments/inspect-upload.server.ts';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn, joinOf } from '#app/certificates/certificate.rules.ts';
import { numberFits, schemeNames } from '#app/certificates/scheme.rules.ts';
import { getFigure, getReceipt } from '#app/plan/receipt.server.ts';
import { categories } from '#app/producers/category.ts';
import { checkCreditCode } from '#app/producers/credit-code.rules.ts';
import { gtinFits } from '#app/products/gtin.rules.ts';
import { getPicture } from '#app/products/picture.repository.server.ts';
import { countProducts, listProducts } from '#app/products/product.repository.server.ts';
import { ProductQuery, picturesOf } from '#app/products/product.schema.ts';
import { checkSteps } from '#app/titles/title.rules.ts';
import { verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { seedManyProducts } from '#seeds/demo/many-products.ts';
import { demoRegister, factsRegister, seededAt } from '#tests/support/database.ts';

const today = '2026-11-24';

let db: Db;
beforeAll(async () => {
  db = await demoRegister();
});

describe('the facts of produce', () => {
  it('are two regional brands and no firm', async () => {
    const facts = await factsRegister();
    const brands = await facts.selectFrom('brand').selectAll().orderBy('id').execute();
    expect(
      brands.map(({ name, kind, protection, protectedSince }) => [name, kind, protection, protectedSince]),
    ).toEqual([
      ['练塘茭白', 'regional', '地理标志产品', 2008],
      ['青浦绿色稻米', 'regional', null, null],
    ]);
    for (const table of ['producer', 'product', 'certificate', 'output', 'localOutput'] as const)
      expect(await facts.selectFrom(table).selectAll().execute(), table).toEqual([]);
  });
});

describe('the producers of the demonstration', () => {
  it('say that they are invented, are of every kind, and have codes that are nobody’s', async () => {
    const producers = await db.selectFrom('producer').selectAll().execute();
    expect(producers).toHaveLength(26);
    expect(new Set(producers.map(({ kind }) => kind)).size).toBe(5);
    const codes = producers.flatMap(({ creditCode }) => creditCode ?? []);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(checkCreditCode(code)).toBe('ok');
      expect(code.slice(2, 8)).toBe('000000');
    }
    const specialities = await db.selectFrom('brand').selectAll().where('specialityOf', 'is not', null).execute();
    expect(specialities.map(({ specialityOf, origin }) => [specialityOf, origin]).sort()).toEqual(
      ['310118102', '310118103', '310118104'].map((town) => [town, 'demo']),
    );
    for (const { id, name } of specialities) {
      expect(name).toMatch(/^演示/);
      expect(await db.selectFrom('product').select('id').where('regionalBrandId', '=', id).execute()).not.toEqual([]);
    }
    const products = await db.selectFrom('product').select(['name', 'gtin']).execute();
    const brands = await db.selectFrom('brand').select('name').where('kind', '=', 'enterprise').execute();
    for (const { name } of [...producers, ...products, ...brands]) expect(name).toMatch(/^演示/);
    // 20 to 29 are numbers that a shop gives to its own goods: they are on no product of anybody.
    for (const gtin of products.flatMap((product) => product.gtin ?? [])) {
      expect(gtinFits(gtin)).toBe(true);
      expect(gtin.slice(0, 2)).toBe('20');
    }
  });

  it('have products of every category and in every state', async () => {
    const products = await db.selectFrom('product').selectAll().execute();
    expect(products.length).toBeGreaterThanOrEqual(58);
    expect(new Set(products.map(({ category }) => category))).toEqual(new Set(categories));
    expect(new Set(products.map(({ status }) => status))).toEqual(new Set(['unpublished', 'public', 'withdrawn']));
    const drafts = await db.selectFrom('productDraft').select('state').execute();
    expect(new Set(drafts.map(({ state }) => state))).toEqual(new Set(['draft', 'submitted', 'returned']));
    expect(new Set(products.map(({ verifyCode }) => verifyCode)).size).toBe(products.length);
  });

  it('hold certificates of every scheme, in their usual form, and in every state', async () => {
    const certificates = await listCertificates(db);
    expect(new Set(certificates.map(({ scheme }) => scheme))).toEqual(new Set(schemeNames));
    for (const { scheme, number } of certificates) expect(numberFits(scheme, number), number).toBe(true);
    const states = certificates.map((each) => certificateStateOn(each, each.events, today));
    expect(new Set(states)).toEqual(new Set(['valid', 'ends-soon', 'expired', 'suspended', 'revoked', 'not-yet']));
    const joins = certificates.flatMap((each) => {
      const before = certificates.find(({ id }) => id === each.renews);
      return before ? [joinOf(before, each).kind] : [];
    });
    expect(new Set(joins)).toEqual(new Set(['seamless', 'gap']));
    const reviews = await db.selectFrom('certificate').select('review').distinct().execute();
    expect(reviews.map(({ review }) => review).sort()).toEqual(['accepted', 'returned', 'submitted']);
  });

  it('give the account of the demonstration something to do', async () => {
    const { producerId } = await db
      .selectFrom('account')
      .select('producerId')
      .where('username', '=', 'coop')
      .executeTakeFirstOrThrow();
    const drafts = await db
      .selectFrom('productDraft')
      .innerJoin('product', 'product.id', 'productDraft.productId')
      .select('state')
      .where('product.producerId', '=', producerId)
      .execute();
    expect(drafts.map(({ state }) => state).sort()).toEqual(['draft', 'returned']);
    const own = (await listCertificates(db)).filter((each) => each.producerId === producerId);
    expect(own.some((each) => certificateStateOn(each, each.events, today) === 'ends-soon')).toBe(true);
  });
});

describe('the figures of the demonstration', () => {
  it('have a green rate a little above the target that falls below it within months', async () => {
    const { figure, green } = await getReceipt(db, 'green-rate', { asOf: '2025-12-31' });
    expect(figure.value).toBeGreaterThan(30);
    expect(figure.value).toBeLessThan(31);
    expect(green?.forecast?.falls?.day).toBe('2026-06-01');
    const now = await getReceipt(db, 'green-rate', { asOf: today });
    expect(now.figure.value).toBeGreaterThan(30);
    expect(now.green?.forecast?.falls?.day).toBe('2027-01-17');
  });

  it('have a trend of all five years and a local output with gaps', async () => {
    for (const year of [2021, 2022, 2023, 2024, 2025])
      expect((await getFigure(db, 'green-rate', { asOf: `${year}-12-31` })).value, `${year}`).toBeGreaterThan(15);
    const rows = await db.selectFrom('localOutput').selectAll().execute();
    expect(rows.some(({ tonnes }) => tonnes === null)).toBe(true);
    expect(rows.length).toBeLessThan(3 * 5 * categories.length);
  });

  it('have nine of fifteen areas, by steps that the rules allow', async () => {
    expect((await getFigure(db, 'areas', { asOf: '2025-12-31' })).value).toBe(9);
    const areas = await db.selectFrom('area').selectAll().where('origin', '=', 'demo').execute();
    expect(new Set(areas.map(({ stage }) => stage)).size).toBeGreaterThanOrEqual(5);
    const steps = await db.selectFrom('areaStep').selectAll().orderBy('sequence').execute();
    for (const { id, stage } of areas) {
      const own = steps.filter(({ areaId }) => areaId === id);
      expect(checkSteps(own, { today }), id).toEqual([]);
      expect(own.filter(({ confirmation }) => confirmation !== 'declined').at(-1)?.stage, id).toBe(stage);
    }
  });
});

it('two thousand products more are one sealed change, and the catalogue pages through them', async () => {
  const many = await demoRegister();
  const query = ProductQuery.parse({});
  const before = await countProducts(many, query, today);
  await seedManyProducts(many, seededAt, 2000);
  expect(await countProducts(many, query, today)).toBe(before + 2000);
  expect(await listProducts(many, { ...query, page: 80 }, today, 24)).toHaveLength(24);
  expect(await verifyChain(many)).toBeNull();
});

it('shows nearly every invented product in a drawing that anybody may see', async () => {
  const products = await db.selectFrom('product').select(['name', 'pictures']).where('status', '=', 'public').execute();
  const hashes = products.flatMap(({ pictures }) => picturesOf(pictures));
  expect(products.find(({ name }) => name === '演示东庄茭白')?.pictures).not.toBe('[]');
  expect(hashes.length).toBeGreaterThan(products.length * 0.8);
  for (const hash of hashes) {
    const { bytes, isPublic } = await getPicture(db, hash, { kind: 'none' });
    expect(isPublic).toBe(true);
    expect(await inspectPicture({ name: '演示.jpg', bytes })).toMatchObject({ hash });
  }
});
