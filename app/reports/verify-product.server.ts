import { listCertificatesOfProducts } from '#app/certificates/certificate.repository.server.ts';
import { type CertificateState, certificateStateOn } from '#app/certificates/certificate.rules.ts';
import { schemes } from '#app/certificates/scheme.rules.ts';
import { tidyCode } from '#app/products/label.rules.ts';
import { findProductByCode, listBasesOfProduct } from '#app/products/product.repository.server.ts';
import { picturesOf } from '#app/products/product.schema.ts';
import type { Db } from '#db/client.server.ts';

/** What a label's code says of its product today. */
export interface ProductVerification {
  /** `revoked`: the code itself was stopped; `withdrawn`: the product is no longer sold under the register. */
  state: 'public' | 'withdrawn' | 'revoked';
  name: string;
  producer: string;
  town: string;
  brand: string | null;
  villages: string[];
  /** The hash of the leading picture. */
  picture: string | null;
  /** Why it was withdrawn. */
  reason: string | null;
  certificates: { scheme: string; number: string; state: CertificateState; validTo: string | null }[];
}

/**
 * Null where no label of this register bears the code. `today` is the day in Asia/Shanghai.
 *
 * @param typed the code as scanned, or as somebody typed it from the label
 */
export async function verifyProduct(db: Db, typed: string, today: string): Promise<ProductVerification | null> {
  const code = tidyCode(typed);
  if (!/^[0-9a-z]{12}$/.test(code)) return null;
  const product = await findProductByCode(db, code);
  if (!product) return null;
  const bases = await listBasesOfProduct(db, product.id);
  const certificates = await listCertificatesOfProducts(db, [product.id]);
  return {
    state: product.verifyRevoked === 1 ? 'revoked' : product.status === 'withdrawn' ? 'withdrawn' : 'public',
    name: product.name,
    producer: product.producerName,
    town: product.townName,
    brand: [product.regionalBrandName, product.brandName].filter((brand) => brand !== null).join(' · ') || null,
    villages: [...new Set(bases.map(({ villageName }) => villageName))],
    picture: picturesOf(product.pictures)[0] ?? null,
    reason: product.status === 'withdrawn' ? product.withdrawnReason : null,
    certificates: certificates.map((certificate) => ({
      ...{ scheme: schemes[certificate.scheme].word, number: certificate.number, validTo: certificate.validTo },
      state: certificateStateOn(certificate, certificate.events, today),
    })),
  };
}
