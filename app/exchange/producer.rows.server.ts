/** The rows of producers and of their public products. */
import { type Certificate, listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { coversDay } from '#app/certificates/certificate.rules.ts';
import { listProducers } from '#app/producers/producer.repository.server.ts';
import { listProducts, type ProductItem } from '#app/products/product.repository.server.ts';
import { byPages } from './pages.ts';
import type { RowValues } from './row-kind.ts';
import type { RowSource } from './row-source.ts';

export const producerRows: RowSource<'producers'> = (db, { search }) =>
  byPages(async (page, size) => {
    const producers = await listProducers(db, { ...search, page }, size);
    return producers.map(
      ({ id, name, kind, creditCode, townCode, villageCode, introduction, products }): RowValues => ({
        ...{ id, name, kind, creditCode, townCode, villageCode, villageName: villageCode, introduction, products },
      }),
    );
  });

export const productRows: RowSource<'products'> = async function* (db, { asOf, search }) {
  const products = byPages(async (page, size) => {
    const items = await listProducts(db, { ...search, page }, asOf, size);
    const certificates = await listCertificatesOfProducts(
      db,
      items.map(({ id }) => id),
    );
    const covering = certificates.filter((certificate) => coversDay(certificate, certificate.events, asOf));
    return items.map((item) => ({ item, covering }));
  });
  for await (const { item, covering } of products) yield productRow(item, covering);
};

function productRow(product: ProductItem, covering: readonly Certificate[]): RowValues {
  const { id, name, producerId, townCode, category, variety, regionalBrandId, brandId } = product;
  const { season, packaging, gtin, description, villages } = product;
  const numbers = covering.filter(({ productId }) => productId === id).map(({ number }) => number);
  return {
    ...{ id, name, producerId, townCode, category, variety, regionalBrandId, brandId },
    ...{ season, packaging, gtin, description },
    villages: villages.map((village) => village.name).join('、') || null,
    certificates: numbers.join('、') || null,
  };
}
