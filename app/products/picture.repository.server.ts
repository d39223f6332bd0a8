/** Pictures of products: kept as attachments, shown where a product or a draft within reach refers to them. */
import type { Scope } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { holds } from '#db/like.ts';
import { idsHolding, reachOf } from '#db/name-search.server.ts';
import type { Row } from '#db/tables.ts';

export interface Picture extends Pick<Row<'attachment'>, 'bytes' | 'mediaType'> {
  /** Everybody may see it. */
  isPublic: boolean;
}

/**
 * @param scope whose drafts may be looked into
 * @throws Problem `not-found` where no public product, and no draft within reach, has or had such a picture: one cannot
 *   find out what others keep
 */
export async function getPicture(db: Db, hash: string, scope: Scope): Promise<Picture> {
  const isPublic = await isOfPublicProduct(db, hash);
  const isShown = isPublic || (await isOfDraft(db, hash, scope));
  const picture =
    isShown &&
    (await db
      .selectFrom('attachment')
      .select(['bytes', 'mediaType'])
      .where('hash', '=', hash)
      .where('mediaType', 'in', ['image/jpeg', 'image/png'])
      .executeTakeFirst());
  if (!picture) throw notFound('这张照片');
  return { ...picture, isPublic };
}

/** Those of the hashes that are kept pictures, in their order. */
export async function listKeptPictures(db: Db, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const rows = await db
    .selectFrom('attachment')
    .select('hash')
    .where('hash', 'in', hashes)
    .where('mediaType', 'in', ['image/jpeg', 'image/png'])
    .execute();
  return hashes.filter((hash) => rows.some((row) => row.hash === hash));
}

/** A public product has it, or had it: its page is read as of earlier changes too. */
async function isOfPublicProduct(db: Db, hash: string): Promise<boolean> {
  const { list: byIndex } = await reachOf(db, ['picture'], { term: hash });
  for (const table of ['product', 'productHistory'] as const) {
    let named = db
      // The history has the product's own columns.
      .selectFrom(`${table} as made` as 'product as made')
      .select('made.id')
      .where('made.status', 'in', ['public', 'withdrawn'])
      .where(holds('made.pictures', `"${hash}"`));
    if (byIndex) named = named.where('made.id', 'in', idsHolding(db, 'picture', hash));
    if (await named.executeTakeFirst()) return true;
  }
  return false;
}

async function isOfDraft(db: Db, hash: string, scope: Scope): Promise<boolean> {
  if (scope.kind === 'none') return false;
  const { list: byIndex } = await reachOf(db, ['picture'], { term: hash });
  let drafts = db
    .selectFrom('productDraft')
    .innerJoin('product', 'product.id', 'productDraft.productId')
    .innerJoin('producer', 'producer.id', 'product.producerId')
    .select('productDraft.productId')
    .where(holds('productDraft.pictures', `"${hash}"`));
  if (byIndex) drafts = drafts.where('productDraft.productId', 'in', idsHolding(db, 'picture', hash));
  if (scope.kind === 'town') drafts = drafts.where('producer.townCode', '=', scope.town);
  if (scope.kind === 'producer') drafts = drafts.where('producer.id', '=', scope.producer);
  return (await drafts.executeTakeFirst()) !== undefined;
}
