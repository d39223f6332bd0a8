import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { csvList } from '#app/exchange/csv-list.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { apiPage } from '#app/http/api-page.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { countProducts, listProductsAfter } from '#app/products/product.repository.server.ts';
import { ProductApiQuery, picturesOf } from '#app/products/product.schema.ts';

/** GET /api/v1/products?q&category&town&brand&certificate&asOf&change&limit&cursor: the products that are public. */
export const loader = reads('public.read', (visit) =>
  answerJson(
    visit,
    async () => {
      const { db, url, view } = visit;
      const query = parseFields(ProductApiQuery, Object.fromEntries(url.searchParams));
      const page = await apiPage(visit, {
        read: (place) => listProductsAfter(db, query, view.asOf, place),
        total: () => countProducts(db, query, view.asOf),
      });
      const certificates = await listCertificatesOfProducts(
        db,
        page.items.map(({ id }) => id),
      );
      return {
        ...page,
        items: page.items.map(
          ({
            id,
            name,
            category,
            variety,
            producerId,
            producerName,
            townCode,
            townName,
            villages,
            regionalBrandName,
            brandName,
            season,
            packaging,
            gtin,
            pictures,
            origin,
          }) => ({
            ...{ id, name, category, variety, producer: { id: producerId, name: producerName } },
            ...{
              town: { code: townCode, name: townName },
              villages,
              regionalBrand: regionalBrandName,
              brand: brandName,
            },
            ...{ season, packaging, gtin, pictures: picturesOf(pictures).map(paths.picture), origin },
            certificates: certificates
              .filter(({ productId }) => productId === id)
              .map(({ id: certificate, scheme, number, validFrom, validTo, events, origin: from }) => ({
                ...{ id: certificate, scheme, number, validFrom, validTo, origin: from },
                state: certificateStateOn({ validFrom, validTo }, events, view.asOf),
              })),
          }),
        ),
      };
    },
    csvList('products', ProductApiQuery),
  ),
);
