import { may, type Reader } from '#app/accounts/policy.rules.ts';
import { forbidden } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { getOwnProduct, type OwnProduct } from './draft.repository.server.ts';

/**
 * A product whose labels this reader may print: its producer, or an office of its town.
 *
 * @throws Problem `not-found`, `forbidden`
 */
export async function ownLabels(db: Db, reader: Reader, id: string | undefined): Promise<OwnProduct> {
  const notYours = () => forbidden('标签由产品的经营主体或所在镇打印。');
  // A product that is not there reads like another's: neither tells that it exists.
  const product = await getOwnProduct(db, id).catch((error: unknown) => {
    throw reader?.role === 'district' ? error : notYours();
  });
  const isOwn = may(reader, 'product.draft', product.producerId) || may(reader, 'product.review', product.townCode);
  if (!isOwn) throw notYours();
  return product;
}
