/** How far the producers' reports of a year are: by pages it is what all products and outputs say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countReporting, listReporting } from '#app/certificates/reporting.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { write } from '../plan/random-changes.ts';
import { expectPagesOfList, undoing } from '../support/list-pages.ts';

const pick = fc.nat(200);
const act = fc.oneof(
  fc.tuple(pick, fc.constantFrom('accepted', 'submitted', 'returned')).map(
    ([place, review]) =>
      (db: Db) =>
        write(db, 'output', place, { review }),
  ),
  fc.tuple(pick, fc.constantFrom('public', 'unpublished')).map(
    ([place, status]) =>
      (db: Db) =>
        write(db, 'product', place, { status }),
  ),
  undoing(new Date('2026-11-24T08:00:00Z')),
);
const questions = fc.record({
  ...{ year: fc.constantFrom(2019, 2024, 2025), town: fc.constantFrom(null, '310118102', '310118103', '999999999') },
  ...{ back: fc.nat(14), place: fc.record({ offset: fc.nat(12), limit: fc.integer({ min: 1, max: 30 }) }) },
});
type Asked = Omit<typeof questions extends fc.Arbitrary<infer T> ? T : never, 'back'>;

/** As pages list them, told of all rows. */
async function whole(db: Db, { year, town }: Asked) {
  const producers = await db.selectFrom('producer').selectAll().execute();
  const products = await db.selectFrom('product').selectAll().execute();
  const outputs = await db.selectFrom('output').selectAll().where('year', '=', year).execute();
  const reviewsOf = (id: string) =>
    products
      .filter(({ producerId }) => producerId === id)
      .map((product) => ({ product, output: outputs.find(({ productId }) => productId === product.id) }))
      .filter(({ product, output }) => output !== undefined || product.status === 'public');
  const key = ({ townCode, pinyin, id }: (typeof producers)[number]) => `${townCode} ${pinyin} ${id}`;
  return producers
    .filter(({ townCode }) => town === null || townCode === town)
    .sort((one, other) => (key(one) < key(other) ? -1 : 1))
    .map(({ id }) => {
      const reviews = reviewsOf(id).map(({ output }) => output?.review);
      const count = (review: string) => reviews.filter((each) => each === review).length;
      const counts = { accepted: count('accepted'), waiting: count('submitted'), returned: count('returned') };
      return { producerId: id, products: reviews.length, ...counts };
    })
    .filter(({ products }) => products > 0)
    .sort((one, other) => Number(other.waiting > 0) - Number(one.waiting > 0));
}

async function expectSame(db: Db, { place, ...scope }: Asked): Promise<number> {
  const all = await whole(db, { place, ...scope });
  const parts = await countReporting(db, scope);
  expect(parts.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(all.length);
  const page = await listReporting(db, scope, parts, place);
  const shown = page.map(({ producerId, products, accepted, waiting, returned }) => ({
    ...{ producerId, products, accepted, waiting, returned },
  }));
  expect(shown).toEqual(all.slice(place.offset, place.offset + place.limit));
  return page.length;
}

test('the pages are the list, of any year and town, and as it was known', { timeout: 120_000 }, async () => {
  await expectPagesOfList({
    acts: fc.array(act, { minLength: 2, maxLength: 10 }),
    questions: fc.array(questions, { minLength: 4, maxLength: 8 }),
    ...{ runs: 12, expectSame },
  });
});
