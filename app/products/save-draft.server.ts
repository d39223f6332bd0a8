import { invalid, notFound, Problem } from '#app/problem.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { listBrands } from '#app/producers/brand.repository.server.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findDraft, getOwnProduct, insertProduct, putDraft, updateProduct } from './draft.repository.server.ts';
import { checkSubmission, mayWrite } from './draft.rules.ts';
import type { SaveProduct } from './product.schema.ts';

interface Saving {
  producerId: string;
  /** The product; null for a new one. */
  id: string | null;
  form: SaveProduct;
  bases: readonly string[];
  account: string;
  at: Date;
}

/**
 * Saves what a producer proposes, or submits it to its town. What was accepted stays public meanwhile.
 *
 * @throws Problem `not-found` for another's product; `invalid` where something is missing or not its own; `conflict`
 *   while the town is looking at it, or where it was written since the form was loaded
 */
export async function saveDraft(db: Db, { producerId, id, form, bases, account, at }: Saving) {
  const { intent, change: loadedAt, ...content } = form;
  const { townCode: town } = await getProducer(db, producerId);
  const productId = id ?? newId();
  const kind = intent === 'submit' ? 'product-submit' : 'product-draft';
  const { change } = await recordChange(db, { kind, account, town, reason: content.name, at }, async (trx, change) => {
    await checkOwn(trx, producerId, content, bases);
    const missing = intent === 'submit' ? checkSubmission(content, bases) : [];
    if (missing.length > 0) throw invalid(missing);
    const pictures =
      id === null
        ? await insertFirst(trx, { productId, producerId, content, change })
        : await openAgain(trx, { producerId, productId, content, loadedAt, change });
    await putDraft(trx, {
      ...{ productId, ...content, pictures, bases: JSON.stringify(bases) },
      ...{ state: intent === 'submit' ? 'submitted' : 'draft', submittedBy: intent === 'submit' ? account : null },
      ...{ reasons: null, reviewReason: null, origin: 'entered', source: null, change },
    });
  });
  return { id: productId, change };
}

type Content = Omit<SaveProduct, 'intent' | 'change'>;

async function insertFirst(
  trx: Db,
  {
    productId,
    producerId,
    content,
    change,
  }: { productId: string; producerId: string; content: Content; change: number },
) {
  await insertProduct(trx, {
    ...{ id: productId, producerId, status: 'unpublished', ...content, pictures: '[]', ...spell(content.name) },
    ...{ verifyCode: newId(), verifyRevoked: 0, withdrawnReason: null, origin: 'entered', source: null, change },
  });
  return '[]';
}

interface Reopening {
  producerId: string;
  productId: string;
  content: Content;
  loadedAt: number;
  change: number;
}

async function openAgain(trx: Db, { producerId, productId, content, loadedAt, change }: Reopening): Promise<string> {
  const product = await getOwnProduct(trx, productId);
  if (product.producerId !== producerId) throw notFound('这个产品');
  const draft = await findDraft(trx, productId);
  if (!mayWrite(draft?.state ?? null))
    throw new Problem('conflict', '镇里正在审核，暂时不能改。您填写的内容还在下面。');
  if ((draft?.change ?? 0) > loadedAt)
    throw new Problem('conflict', '您填写期间，这份登记刚被改过。请核对后再保存一次。');
  // Until it is accepted a product is known by what its draft calls it.
  if (product.status === 'unpublished')
    await updateProduct(trx, productId, { ...content, ...spell(content.name), change });
  return product.pictures;
}

async function checkOwn(
  trx: Db,
  producerId: string,
  { regionalBrandId, brandId }: Content,
  bases: readonly string[],
): Promise<void> {
  const own = (await listBasesOf(trx, producerId)).map(({ id }) => id);
  if (bases.some((base) => !own.includes(base))) throw invalid([{ path: 'bases', message: '请选择本主体的生产基地' }]);
  const brands = await listBrands(trx);
  const fits = (id: string | null, path: string, isRight: (brand: (typeof brands)[number]) => boolean) => {
    if (id !== null && !brands.some((brand) => brand.id === id && isRight(brand)))
      throw invalid([{ path, message: '请重新选择品牌' }]);
  };
  fits(regionalBrandId, 'regionalBrandId', ({ kind }) => kind === 'regional');
  fits(brandId, 'brandId', (brand) => brand.producerId === producerId);
}
