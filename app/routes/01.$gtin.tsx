import { redirect } from '@remix-run/node';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { notFound } from '#app/problem.ts';
import { listProductsOfGtin } from '#app/products/product.repository.server.ts';

/**
 * A GS1 Digital Link, as it stands in the code of a label: with the label's own code (`v`) it leads to the verification,
 * without one, as from a till, to the product's page.
 */
export const loader = reads('public.read', async ({ register, params, url }) => {
  const code = url.searchParams.get('v');
  if (code) throw redirect(paths.verify(code));
  const gtin = params.gtin ?? '';
  const [product, another] = /^\d{14}$/.test(gtin) ? await listProductsOfGtin(register, gtin) : [];
  if (!product) throw notFound('这个商品条码的产品');
  throw redirect(another ? paths.products({ q: product.name }) : paths.product(product.id));
});

/** Never shown. With a page behind it an unknown code is answered by the page that says so, and not by bare text. */
export default function DigitalLink() {
  return null;
}
