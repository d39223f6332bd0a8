/** The rows of producers and of their public products. */
import { type Certificate, listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { coversDay } from '#app/certificates/certificate.rules.ts';
import { groupsOf } from '#app/plan/groups.ts';
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { listProducers, listProducersAfter, type ProducerItem } from '#app/producers/producer.repository.server.ts';
import { listProducts, listProductsAfter, type ProductItem } from '#app/products/product.repository.server.ts';
import { byKeys, byPages, inParts } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const producerRows: RowSource<'producers'> = async function* (db, { search }) {
  const producers = (await hasFewTowns(db))
    ? byPages((page, size) => listProducers(db, { ...search, page }, size))
    : byKeys<ProducerItem>((last, limit) => listProducersAfter(db, search, { after: last?.id ?? '', limit }));
  for await (const { id, name, kind, creditCode, townCode, villageCode, introduction, products } of producers)
    yield { id, name, kind, creditCode, townCode, villageCode, villageName: villageCode, introduction, products };
};

export const productRows: RowSource<'products'> = async function* (db, { asOf, search }) {
  const products = (await hasFewTowns(db))
    ? byPages((page, size) => listProducts(db, { ...search, page }, asOf, size))
    : byKeys<ProductItem>((last, limit) => listProductsAfter(db, search, asOf, { after: last?.id ?? '', limit }));
  for await (const part of inParts(products)) {
    const certificates = await listCertificatesOfProducts(
      db,
      part.map(({ id }) => id),
    );
    const covering = certificates.filter((certificate) => coversDay(certificate, certificate.events, asOf));
    const numbersOf = groupsOf(covering, 'productId');
    for (const item of part) yield productRow(item, numbersOf.get(item.id) ?? []);
  }
};

function productRow(product: ProductItem, covering: readonly Certificate[]): RowValues {
  const { id, name, producerId, townCode, category, variety, regionalBrandId, brandId } = product;
  const { season, packaging, gtin, description, villages } = product;
  const numbers = covering.map(({ number }) => number);
  return {
    ...{ id, name, producerId, townCode, category, variety, regionalBrandId, brandId },
    ...{ season, packaging, gtin, description },
    villages: villages.map((village) => village.name).join('、') || null,
    certificates: numbers.join('、') || null,
  };
}
