/** What a sheet of certificates would write: certificates of producers, brought in by the town, that wait for an answer. */
import { acceptedAlready } from '#app/certificates/amend-certificate.server.ts';
import { SubmitCertificate } from '#app/certificates/certificate.schema.ts';
import {
  checkOwn,
  type SaidOfCertificate,
  writeHandedIn,
  writeHandedInAgain,
} from '#app/certificates/hand-in.server.ts';
import { type HandedIn, listEveryCertificate } from '#app/certificates/handed-in.repository.server.ts';
import { tidyNumber } from '#app/certificates/scheme.rules.ts';
import type { FieldError } from '#app/problem.ts';
import { listOwnProducts } from '#app/products/draft.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { Entry, PlanContext, PlannedRow, PlanRows } from './import-plan.ts';
import { meantProduct, type NamedProduct, type Products, productsByName } from './meant-product.rules.ts';
import { compared, differing, over, refused, refusedTown, textOf, unknownRow } from './planned-row.rules.ts';
import { problemsOf } from './problems-of.server.ts';
import type { RowKind } from './row-kind.ts';

export const planCertificates: PlanRows = async (db, entries, context) => {
  const products = productsByName(await listOwnProducts(db, context.within));
  const byNumber = new Map<string, HandedIn[]>();
  for (const certificate of await listEveryCertificate(db, context.within)) {
    const key = numberKey(certificate.scheme, certificate.number);
    byNumber.set(key, [...(byNumber.get(key) ?? []), certificate]);
  }
  const rows: PlannedRow[] = [];
  for (const entry of entries) rows.push(await planCertificate(db, entry, { products, byNumber, context }));
  return rows;
};

const numberKey = (scheme: string, number: string) => `${scheme}/${tidyNumber(number)}`;

interface Surroundings {
  products: Products<NamedProduct>;
  byNumber: ReadonlyMap<string, readonly HandedIn[]>;
  context: PlanContext & { kind: RowKind };
}

async function planCertificate(
  db: Db,
  entry: Entry,
  { products, byNumber, context }: Surroundings,
): Promise<PlannedRow> {
  const { says } = entry;
  const [scheme, number] = [textOf(says, 'scheme'), textOf(says, 'number')];
  if (scheme === undefined) return unknownRow(entry, '请填写证书种类', 'scheme');
  if (number === undefined) return unknownRow(entry, '请填写证书编号', 'number');
  const key = numberKey(scheme, number);
  const known = byNumber.get(key) ?? [];
  const stated = 'productId' in says || 'productName' in says;
  const product = meantProduct(stated || !known[0] ? says : { productId: known[0].productId }, products);
  if ('problem' in product) return unknownRow(entry, product.problem, product.key);
  const certificate = known.find(({ productId }) => productId === product.id) ?? known[0];
  const meant = { key: certificate?.id ?? key, name: number, town: product.townCode };
  for (const { producerName, townCode } of certificate ? [product, certificate] : [product]) {
    const foreign = refusedTown(context.kind, context, producerName, townCode);
    if (foreign) return refused(entry, meant, [{ key: null, message: foreign }]);
  }
  if (certificate && certificate.producerId !== product.producerId)
    return refused(entry, meant, [{ key: 'number', message: `这个编号的证书是${certificate.producerName}的，请核对` }]);
  return compareCertificate(db, entry, { meant, product, certificate, account: context.reader.username });
}

/** `product`: its identity; `productName` shows it. */
type Said = Omit<SaidOfCertificate, 'productId' | 'scheme' | 'validFrom'> & {
  product: string;
  productName: string;
  scheme: string | null;
  validFrom: string | null;
};

interface Meant {
  meant: { key: string; name: string; town: string };
  product: NamedProduct;
  certificate: HandedIn | undefined;
  account: string;
}

async function compareCertificate(
  db: Db,
  entry: Entry,
  { meant, product, certificate, account }: Meant,
): Promise<PlannedRow> {
  const { id: productId, producerId } = product;
  const present = certificate ? saidOf(certificate) : null;
  const nothingSaid = {
    scheme: null,
    number: '',
    firmCode: null,
    validFrom: null,
    validTo: null,
    approvedOutput: null,
  };
  const wanted: Said = {
    ...over(present ?? { ...nothingSaid, renews: null }, entry.says),
    ...{ product: productId, productName: product.name },
  };
  const row = { ...meant, present, wanted, write: async () => {} };
  if (present && differing(wanted, present).length === 0) return compared(entry, { ...row, problems: [] });
  if (certificate?.review === 'accepted')
    return compared(entry, {
      ...row,
      problems: [{ path: '', message: `${acceptedAlready}内容有误的，请在证书页面上处理` }],
    });
  const confirmed = entry.says.confirmNumber === true && { confirmNumber: 'on' };
  const parsed = SubmitCertificate.safeParse({ ...wireOf(wanted), change: '0', ...confirmed });
  if (!parsed.success) return compared(entry, { ...row, problems: parsed.error.issues.map(fieldError) });
  const { confirmNumber: _, change: __, ...said } = parsed.data;
  const problems = await problemsOf(() => checkOwn(db, producerId, said, certificate?.id));
  const write = (trx: Db, change: number) =>
    certificate
      ? writeHandedInAgain(trx, { id: certificate.id, said, kept: null, account, change })
      : writeHandedIn(trx, { id: newId(), producerId, said, kept: null, account, change });
  return compared(entry, { ...row, problems, write });
}

const fieldError = ({ path, message }: { path: PropertyKey[]; message: string }): FieldError => ({
  path: path.join('.'),
  message,
});

function saidOf(certificate: HandedIn): Said {
  const { productId, productName, scheme, number, firmCode, validFrom, validTo, approvedOutput, renews } = certificate;
  return { product: productId, productName, scheme, number, firmCode, validFrom, validTo, approvedOutput, renews };
}

const wireOf = ({ product, productName: _, ...said }: Said) => ({
  productId: product,
  ...Object.fromEntries(Object.entries(said).map(([field, value]) => [field, String(value ?? '')])),
});
