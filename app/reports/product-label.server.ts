import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { coversDay } from '#app/certificates/certificate.rules.ts';
import { schemeNames, schemes } from '#app/certificates/scheme.rules.ts';
import { Problem } from '#app/problem.ts';
import { getOwnProduct } from '#app/products/draft.repository.server.ts';
import { labelAddress, labelHindrance, type ProductLabel } from '#app/products/label.rules.ts';
import { getPublicProduct, listBasesOfProduct } from '#app/products/product.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { isDemonstration } from './register.repository.server.ts';

/**
 * What a product's label says today.
 *
 * @throws Problem `not-found`; `conflict` where its label would not be believed (`labelHindrance`)
 */
export async function getProductLabel(
  db: Db,
  id: string,
  { today, publicUrl }: { today: string; publicUrl: string },
): Promise<ProductLabel> {
  const { status, verifyCode, verifyRevoked } = await getOwnProduct(db, id);
  const hindrance = labelHindrance({ status, verifyRevoked });
  if (hindrance !== null) throw new Problem('conflict', hindrance);
  const product = await getPublicProduct(db, id);
  const bases = await listBasesOfProduct(db, id);
  const villages = [...new Set(bases.map(({ villageName }) => villageName))];
  return {
    name: product.name,
    producer: product.producerName,
    place: [product.townName, villages.join('、')].join(''),
    brand: [product.regionalBrandName, product.brandName].filter((name) => name !== null).join(' · ') || null,
    certificate: await certificateOn(db, id, today),
    code: verifyCode,
    address: labelAddress({ verifyCode, gtin: product.gtin }, publicUrl),
    demo: await isDemonstration(db),
  };
}

/** The certificate to print: one that covers the day, by the order of the schemes, and of those the one that ends last. */
async function certificateOn(db: Db, id: string, today: string): Promise<ProductLabel['certificate']> {
  const certificates = await listCertificatesOfProducts(db, [id]);
  const covering = certificates.filter((certificate) => coversDay(certificate, certificate.events, today));
  const place = ({ scheme }: (typeof covering)[number]) => schemeNames.indexOf(scheme);
  const [best] = covering.sort(
    (a, b) => place(a) - place(b) || (b.validTo ?? '9999').localeCompare(a.validTo ?? '9999'),
  );
  return best ? { scheme: schemes[best.scheme].word, number: best.number, validTo: best.validTo } : null;
}
