import { invalid, notFound, Problem } from '#app/problem.ts';
import { listBasesOf } from '#app/producers/base.repository.server.ts';
import { type Brand, findBrand } from '#app/producers/brand.repository.server.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import {
  type Draft,
  findDraft,
  getOwnProduct,
  insertProduct,
  putDraft,
  updateProduct,
} from './draft.repository.server.ts';
import { checkSubmission, mayWrite } from './draft.rules.ts';
import { listKeptPictures } from './picture.repository.server.ts';
import { mostPictures } from './product.fields.ts';
import type { SaveProduct } from './product.schema.ts';

interface Saving {
  producerId: string;
  /** The product; null for a new one. */
  id: string | null;
  form: SaveProduct;
  bases: readonly string[];
  /** Hashes of kept pictures, the leading one first. */
  pictures: readonly string[];
  account: string;
  at: Date;
}

/**
 * Saves what a producer proposes, or submits it to its town. What was accepted stays public meanwhile.
 *
 * @throws Problem `not-found` for another's product; `invalid` where something is missing or not its own; `conflict`
 *   while the town is looking at it, or where it was written since the form was loaded
 */
export async function saveDraft(db: Db, { producerId, id, form, bases, pictures, account, at }: Saving) {
  const { intent, change: loadedAt, ...said } = form;
  const submits = intent === 'submit';
  const content = { ...said, pictures: JSON.stringify(pictures) };
  const { townCode: town } = await getProducer(db, producerId);
  const productId = id ?? newId();
  const kind = submits ? 'product-submit' : 'product-draft';
  const { change } = await recordChange(db, { kind, account, town, reason: content.name, at }, async (trx, change) => {
    await checkProposal(trx, { producerId, content, bases, submits });
    await checkPictures(trx, pictures);
    const isNew = id === null;
    await writeProposal(trx, { producerId, productId, isNew, content, bases, submits, account, loadedAt, change });
  });
  return { id: productId, change };
}

/**
 * Checks what is proposed of a product: brands and bases are its producer's own, and what is submitted is whole.
 *
 * @throws Problem `invalid` with the fields at fault
 */
export async function checkProposal(
  db: Db,
  { producerId, content, bases, submits }: Pick<Proposal, 'producerId' | 'content' | 'bases' | 'submits'>,
): Promise<void> {
  await checkOwn(db, producerId, content, bases);
  const missing = submits ? checkSubmission(content, bases) : [];
  if (missing.length > 0) throw invalid(missing);
}

interface Proposal extends Opening {
  isNew: boolean;
  bases: readonly string[];
  submits: boolean;
  account: string;
  /** The change that the proposal was made at. */
  loadedAt: number;
}

/**
 * Writes a proposal, checked, as part of a change: the draft of a product, and of a new one the product itself.
 *
 * @throws Problem `conflict` as `saveDraft`
 */
export async function writeProposal(trx: Db, proposal: Proposal): Promise<void> {
  const { productId, isNew, content, bases, submits, account, change } = proposal;
  const before = isNew ? await insertFirst(trx, proposal) : await openAgain(trx, proposal);
  await putDraft(trx, {
    ...{ productId, ...content, bases: JSON.stringify(bases) },
    ...{ state: submits ? 'submitted' : 'draft', submittedBy: submits ? account : null },
    // What the town found fault with stands beside the fields until it is submitted again.
    ...{ reasons: null, reviewReason: null, ...(!submits && before) },
    ...{ origin: 'entered', source: null, change },
  });
}

type Content = Omit<SaveProduct, 'intent' | 'change'> & { pictures: string };

interface Opening {
  producerId: string;
  productId: string;
  content: Content;
  change: number;
}

async function insertFirst(trx: Db, { producerId, productId, content, change }: Opening) {
  await insertProduct(trx, {
    ...{ id: productId, producerId, status: 'unpublished', ...content, ...spell(content.name) },
    ...{ verifyCode: newId(), verifyRevoked: 0, withdrawnReason: null, origin: 'entered', source: null, change },
  });
  return null;
}

/** @returns what the town had said of the draft */
async function openAgain(
  trx: Db,
  { producerId, productId, content, loadedAt, change }: Opening & { loadedAt: number },
): Promise<Pick<Draft, 'reasons' | 'reviewReason'> | null> {
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
  return draft ? { reasons: draft.reasons, reviewReason: draft.reviewReason } : null;
}

async function checkPictures(trx: Db, pictures: readonly string[]): Promise<void> {
  const refuse = (message: string) => invalid([{ path: 'pictures', message }]);
  if (pictures.length > mostPictures) throw refuse(`照片最多 ${mostPictures} 张，请去掉几张`);
  if ((await listKeptPictures(trx, pictures)).length < pictures.length) throw refuse('有的照片没有传完，请重新选择');
}

async function checkOwn(
  trx: Db,
  producerId: string,
  { regionalBrandId, brandId }: Content,
  bases: readonly string[],
): Promise<void> {
  const own = (await listBasesOf(trx, producerId)).map(({ id }) => id);
  if (bases.some((base) => !own.includes(base))) throw invalid([{ path: 'bases', message: '请选择本主体的生产基地' }]);
  const check = async (id: string | null, path: string, isRight: (brand: Brand) => boolean) => {
    if (id === null) return;
    const brand = await findBrand(trx, id);
    if (brand === undefined || !isRight(brand)) throw invalid([{ path, message: '请重新选择品牌' }]);
  };
  await check(regionalBrandId, 'regionalBrandId', ({ kind }) => kind === 'regional');
  await check(brandId, 'brandId', (brand) => brand.producerId === producerId);
}
