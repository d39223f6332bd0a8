/** Registration: nothing becomes public but by somebody else's acceptance, and what was accepted stays public meanwhile. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { amendBase } from '#app/producers/amend-base.server.ts';
import { findDraft, getOwnProduct, listBaseIds, listDrafts } from '#app/products/draft.repository.server.ts';
import { changedFields } from '#app/products/draft.rules.ts';
import { gtinFits } from '#app/products/gtin.rules.ts';
import { openDraft } from '#app/products/open-draft.server.ts';
import { getPublicProduct } from '#app/products/product.repository.server.ts';
import { ReviewProduct, SaveProduct } from '#app/products/product.schema.ts';
import { reviewProduct, withdrawProduct } from '#app/products/review-product.server.ts';
import { saveDraft } from '#app/products/save-draft.server.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const at = new Date('2026-11-24T04:00:00Z');
const producerId = 'demo-coop';

let db: Db;
beforeEach(async () => {
  db = await demoRegister();
});

const latest = async () => (await chainHead(db)).number;
async function save(
  id: string | null,
  more: Record<string, string> = {},
  bases = ['demo-coop-base'],
  account = 'coop',
) {
  const form = SaveProduct.parse({
    ...{
      intent: 'submit',
      category: 'grain',
      name: '新米',
      variety: '青香软粳',
      season: '10月',
      change: String(await latest()),
    },
    ...more,
  });
  return saveDraft(db, { producerId, id, form, bases, pictures: [], account, at });
}
const review = async (id: string, intent: 'accept' | 'return' = 'accept', account = 'zhujiajiao') =>
  reviewProduct(db, { id, answer: answer({ intent, reason: '请补充', change: await latest() }), account, at });
const answer = (typed: object) => ReviewProduct.parse(typed);

describe('a producer undoes its own', () => {
  const undo = (number: number | null) =>
    undoChange(db, { number: number ?? 0, account: 'coop', reason: null, at }, checkUndone);

  test('submission, while its town has not answered', async () => {
    const { id } = await save(null, { intent: 'save' });
    const { change } = await save(id);
    await undo(change);
    expect(await findDraft(db, id)).toMatchObject({ state: 'draft' });
    const again = await save(id);
    await review(id, 'return');
    await expect(undo(again.change)).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('new base, unless a product that its town looks at grows on it', async () => {
    const said = {
      intent: 'amend',
      villageCode: '310118102232',
      crop: '青豆',
      area: null,
      change: await latest(),
    } as const;
    const change = await amendBase(db, { producerId, id: null, said, account: 'coop', at });
    const { id } = await db.selectFrom('base').select('id').where('crop', '=', '青豆').executeTakeFirstOrThrow();
    const draft = await save(null, { intent: 'save' }, [id]);
    await expect(undo(change)).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('新米') });
    await undo(draft.change);
    await undo(change);
  });

  test('new product, unless something was registered for it since', async () => {
    const { id, change } = await save(null, { intent: 'save' });
    const entry = { kind: 'output-report', account: 'coop', at } as const;
    const output = { productId: id, year: 2025, tonnes: 1, review: 'submitted', origin: 'entered' } as const;
    const { change: reported } = await recordChange(db, entry, async (trx, number) => {
      const row = { ...output, source: null, reviewReason: null, submittedBy: 'coop', change: number };
      await trx.insertInto('output').values(row).execute();
    });
    await expect(undo(change)).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('还用着') });
    await undo(reported);
    await undo(change);
    await expect(getOwnProduct(db, id)).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a registration', () => {
  test('goes from draft to public by the town, with its bases', async () => {
    const { id } = await save(null, { intent: 'save', variety: '', season: '' }, []);
    await expect(getPublicProduct(db, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(save(id, {}, [])).rejects.toMatchObject({ errors: [{ path: 'bases' }] });
    await expect(save(id, { variety: '' })).rejects.toMatchObject({ errors: [{ path: 'variety' }] });
    await save(id);
    await expect(getPublicProduct(db, id)).rejects.toMatchObject({ kind: 'not-found' });
    await review(id);
    expect(await getPublicProduct(db, id)).toMatchObject({ name: '新米', status: 'public' });
    expect(await listBaseIds(db, id)).toEqual(['demo-coop-base']);
    expect(await findDraft(db, id)).toBeUndefined();
    expect(await verifyChain(db)).toBeNull();
  });

  test('returned carries its reason, and can be submitted again', async () => {
    const { id } = await save(null);
    await review(id, 'return');
    expect(await findDraft(db, id)).toMatchObject({ state: 'returned', reviewReason: '请补充' });
    expect((await listDrafts(db, { producer: producerId })).map(({ name }) => name)).toContain('新米');
    await save(id, { name: '补充后的米' });
    await review(id);
    expect((await getPublicProduct(db, id)).name).toBe('补充后的米');
  });

  test('returned with reasons on its fields keeps them beside the fields until it is submitted again', async () => {
    const { id } = await save(null);
    const typed = { intent: 'return', change: await latest(), 'reason-packaging': '请写明包装', 'reason-bases': ' ' };
    await reviewProduct(db, { id, answer: answer(typed), account: 'zhujiajiao', at });
    const opened = async () => (await openDraft(db, id, await latest())).reasons;
    expect(await opened()).toEqual({ packaging: '请写明包装' });
    await save(id, { intent: 'save' });
    expect(await opened()).toEqual({ packaging: '请写明包装' });
    await save(id);
    expect(await opened()).toEqual({});
    expect(ReviewProduct.safeParse({ intent: 'return', change: 1, 'reason-name': ' ' }).success).toBe(false);
  });

  test('is compared with what is public, field by field', async () => {
    const product = await getOwnProduct(db, 'demo-coop-1');
    const accepted = { ...product, bases: ['b', 'a'] };
    expect(changedFields(accepted, { ...accepted, bases: ['a', 'b'] })).toEqual([]);
    const proposed = { ...accepted, season: '4月', bases: ['a'], pictures: '["x"]' };
    expect(changedFields(accepted, proposed)).toEqual(['season', 'bases', 'pictures']);
  });

  test('of an accepted product leaves what was accepted public until the town accepts again', async () => {
    await save('demo-coop-1', { name: '改名的米' });
    expect((await getPublicProduct(db, 'demo-coop-1')).name).toBe('演示软香米');
    await review('demo-coop-1', 'return');
    expect((await getPublicProduct(db, 'demo-coop-1')).name).toBe('演示软香米');
    await save('demo-coop-1', { name: '改名的米' });
    await review('demo-coop-1');
    expect((await getPublicProduct(db, 'demo-coop-1')).name).toBe('改名的米');
  });

  test('is not accepted by who handed it in, nor twice, nor as something else than was looked at', async () => {
    const { id } = await save(null, {}, undefined, 'zhujiajiao');
    await expect(review(id, 'accept', 'zhujiajiao')).rejects.toMatchObject({ kind: 'forbidden' });
    const stale = answer({ intent: 'accept', change: 1 });
    await expect(reviewProduct(db, { id, answer: stale, account: 'district', at })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await review(id, 'accept', 'district');
    await expect(review(id, 'accept', 'district')).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('cannot be written while the town looks at it, nor over what was written since', async () => {
    const { id } = await save(null);
    await expect(save(id)).rejects.toMatchObject({ kind: 'conflict' });
    await review(id, 'return');
    await expect(save(id, { change: '1' })).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('reaches neither another’s product nor another’s base or brand', async () => {
    await expect(save('demo-wangjin-1')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(save(null, {}, ['demo-wangjin-base'])).rejects.toMatchObject({ errors: [{ path: 'bases' }] });
    await expect(save(null, { brandId: 'demo-wangjin-brand' })).rejects.toMatchObject({
      errors: [{ path: 'brandId' }],
    });
    await expect(save(null, { regionalBrandId: 'demo-coop-brand' })).rejects.toMatchObject({
      errors: [{ path: 'regionalBrandId' }],
    });
  });

  test('withdrawn keeps its page and its reason, and an acceptance can be undone', async () => {
    await withdrawProduct(db, { id: 'demo-coop-1', reason: '不再种植', account: 'coop', at });
    expect(await getPublicProduct(db, 'demo-coop-1')).toMatchObject({
      status: 'withdrawn',
      withdrawnReason: '不再种植',
    });
    await expect(withdrawProduct(db, { id: 'demo-coop-1', reason: 'x', account: 'coop', at })).rejects.toMatchObject({
      kind: 'conflict',
    });
    const { id } = await save(null);
    const accepted = await review(id);
    await undoChange(db, { number: accepted ?? 0, account: 'zhujiajiao', reason: null, at }, checkUndone);
    expect((await findDraft(db, id))?.state).toBe('submitted');
    expect((await getOwnProduct(db, id)).status).toBe('unpublished');
  });

  test('whatever the order of steps, public content was accepted by somebody else', async () => {
    const step = fc.constantFrom('save', 'submit', 'accept', 'accept-own', 'return', 'withdraw');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        db = await demoRegister();
        const { id } = await save(null, { intent: 'save' });
        let accepted: string | null = null;
        for (const [place, each] of steps.entries()) {
          const name = `第${place}稿`;
          const done = await (each === 'save' || each === 'submit'
            ? save(id, { intent: each, name })
            : each === 'withdraw'
              ? withdrawProduct(db, { id, reason: 'x', account: 'coop', at })
              : review(id, each === 'return' ? 'return' : 'accept', each === 'accept-own' ? 'coop' : 'zhujiajiao')
          ).then(
            () => true,
            () => false,
          );
          if (each === 'accept-own') expect(done).toBe(false);
          if (each === 'accept' && done) accepted = (await getOwnProduct(db, id)).name;
          const product = await getOwnProduct(db, id);
          if (product.status !== 'unpublished') expect(product.name).toBe(accepted);
        }
      }),
      { numRuns: 15 },
    );
  });
});

test('a bar code has its check digit', () => {
  for (const good of ['6901234567892', '96385074', '036000291452']) expect(gtinFits(good)).toBe(true);
  for (const bad of ['6901234567893', '123', '69012345678a2']) expect(gtinFits(bad)).toBe(false);
});
