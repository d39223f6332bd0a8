/** Certificates with what was decided about them. Reads work on a handle of any register version. */
import { mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import type { Row } from '#db/tables.ts';
import {
  type CertificateFilter,
  type Certificates,
  matching,
  producerOf,
  productOf,
  reach,
} from './certificate-filter.repository.server.ts';

type PublicColumn =
  | 'id'
  | 'scheme'
  | 'number'
  | 'firmCode'
  | 'producerId'
  | 'productId'
  | 'validFrom'
  | 'validTo'
  | 'approvedOutput'
  | 'renews'
  | 'origin'
  | 'source';

/** What the public may know of a certificate: not its scan, nor who handed it in. */
export type Certificate = Pick<Row<'certificate'>, PublicColumn> & {
  productName: string;
  category: Row<'product'>['category'];
  producerName: string;
  townCode: string;
  townName: string;
  events: Pick<Row<'certificateEvent'>, 'sequence' | 'kind' | 'day' | 'reason'>[];
};

/** Nothing is joined: as known at a change, SQLite asks a join in every mixture of present and past. */
const shown = (certificates: Certificates) =>
  certificates
    .select(['certificate.id', 'certificate.scheme', 'certificate.number', 'certificate.firmCode'])
    .select(['certificate.producerId', 'certificate.productId', 'certificate.validFrom', 'certificate.validTo'])
    .select(['certificate.approvedOutput', 'certificate.renews', 'certificate.origin', 'certificate.source'])
    .select((eb) => [
      productOf(eb).select('product.name').$asScalar().$notNull().as('productName'),
      productOf(eb).select('product.category').$asScalar().$notNull().as('category'),
      producerOf(eb).select('producer.name').$asScalar().$notNull().as('producerName'),
      producerOf(eb).select('producer.townCode').$asScalar().$notNull().as('townCode'),
      eb
        .selectFrom('town')
        .select('town.name')
        .where('town.code', '=', producerOf(eb).select('producer.townCode'))
        .$asScalar()
        .$notNull()
        .as('townName'),
    ]);

/** The accepted certificates, those that end first on top; what depends on the day is narrowed by its rules. */
export async function listCertificates(db: Db, query: CertificateFilter = {}, limit?: number): Promise<Certificate[]> {
  const rows = await shown(matching(db, query, (await reach(db, query)).list))
    .orderBy('certificate.validTo', (by) => by.asc().nullsLast())
    .orderBy('certificate.id')
    .$if(limit !== undefined, (limited) => limited.limit(limit ?? 0))
    .execute();
  return withEvents(db, rows);
}

/** The accepted certificates after one, in the order of identities: a list that stays whole while others write. */
export async function listCertificatesAfter(
  db: Db,
  query: CertificateFilter,
  { after, limit }: { after: string; limit: number },
): Promise<Certificate[]> {
  const rows = await shown(matching(db, query, (await reach(db, query)).list))
    .where('certificate.id', '>', after)
    .orderBy('certificate.id')
    .limit(limit)
    .execute();
  return withEvents(db, rows);
}

/** How many there are, up to `mostCounted`. */
export async function countCertificates(db: Db, query: CertificateFilter): Promise<number> {
  return countUpTo(db, matching(db, query, (await reach(db, query)).count), mostCounted);
}

/** A product's accepted certificates, the newest first. */
export async function listCertificatesOfProducts(db: Db, products: readonly string[]): Promise<Certificate[]> {
  if (products.length === 0) return [];
  const rows = await shown(db.selectFrom('certificate'))
    .where('certificate.review', '=', 'accepted')
    .where('certificate.productId', 'in', products)
    .orderBy('certificate.validFrom', 'desc')
    .orderBy('certificate.id')
    .execute();
  return withEvents(db, rows);
}

export async function findPublicCertificate(db: Db, id: string | undefined): Promise<Certificate | undefined> {
  const row = await shown(db.selectFrom('certificate'))
    .where('certificate.id', '=', id ?? '')
    .where('certificate.review', '=', 'accepted')
    .executeTakeFirst();
  return row && (await withEvents(db, [row]))[0];
}

/** @throws Problem `not-found`, also for one that the town has not accepted */
export async function getPublicCertificate(db: Db, id: string | undefined): Promise<Certificate> {
  const certificate = await findPublicCertificate(db, id);
  if (!certificate) throw notFound('这张证书');
  return certificate;
}

/** The accepted certificate that continues one. */
export async function findRenewalOf(
  db: Db,
  id: string,
): Promise<Pick<Certificate, 'id' | 'number' | 'validFrom'> | undefined> {
  return db
    .selectFrom('certificate')
    .select(['id', 'number', 'validFrom'])
    .where('renews', '=', id)
    .where('review', '=', 'accepted')
    .executeTakeFirst();
}

/** Certificates of these identities, in their order. */
export async function getCertificates(db: Db, ids: readonly string[]): Promise<Certificate[]> {
  if (ids.length === 0) return [];
  const rows = await shown(db.selectFrom('certificate')).where('certificate.id', 'in', ids).execute();
  const byId = new Map((await withEvents(db, rows)).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function withEvents(db: Db, rows: readonly Omit<Certificate, 'events'>[]): Promise<Certificate[]> {
  const eventsOf = new Map<string, Certificate['events']>(rows.map(({ id }) => [id, []]));
  // In parts, since a statement takes only so many values.
  for (let from = 0; from < rows.length; from += 1_000) {
    const ids = rows.slice(from, from + 1_000).map(({ id }) => id);
    const events = await db
      .selectFrom('certificateEvent')
      .select(['certificateId', 'sequence', 'kind', 'day', 'reason'])
      .where('certificateId', 'in', ids)
      .orderBy('sequence')
      .execute();
    for (const { certificateId, ...event } of events) eventsOf.get(certificateId)?.push(event);
  }
  return rows.map((row) => ({ ...row, events: eventsOf.get(row.id) ?? [] }));
}
