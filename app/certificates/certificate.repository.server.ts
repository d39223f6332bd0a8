/** Certificates with what was decided about them. Reads work on a handle of any register version. */
import type { ExpressionBuilder } from 'kysely';
import { mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { holds } from '#db/like.ts';
import { mostMeet } from '#db/most-meet.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import type { Row, Tables } from '#db/tables.ts';
import type { CertificateQuery } from './certificate.schema.ts';

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

/** Only the producer is joined: as known at a change SQLite would go through whole tables for what of the others was amended since. */
function certificates(db: Db) {
  return db
    .selectFrom('certificate')
    .innerJoin('producer', 'producer.id', 'certificate.producerId')
    .select(['certificate.id', 'certificate.scheme', 'certificate.number', 'certificate.firmCode'])
    .select(['certificate.producerId', 'certificate.productId', 'certificate.validFrom', 'certificate.validTo'])
    .select(['certificate.approvedOutput', 'certificate.renews', 'certificate.origin', 'certificate.source'])
    .select(['producer.name as producerName', 'producer.townCode'])
    .select((eb) => [
      productOf(eb).select('product.name').$asScalar().$notNull().as('productName'),
      productOf(eb).select('product.category').$asScalar().$notNull().as('category'),
      eb
        .selectFrom('town')
        .select('town.name')
        .whereRef('town.code', '=', 'producer.townCode')
        .$asScalar()
        .$notNull()
        .as('townName'),
    ]);
}

const productOf = (eb: ExpressionBuilder<Tables, 'certificate'>) =>
  eb.selectFrom('product').whereRef('product.id', '=', 'certificate.productId');

/** The accepted certificates, those that end first on top; what depends on the day is narrowed by its rules. */
export async function listCertificates(db: Db, query: CertificateFilter = {}): Promise<Certificate[]> {
  const rows = await matching(db, query, (await reach(db, query)).list)
    .orderBy('certificate.validTo', (by) => by.asc().nullsLast())
    .orderBy('certificate.id')
    .execute();
  return withEvents(db, rows);
}

/** The accepted certificates after one, in the order of identities: a list that stays whole while others write. */
export async function listCertificatesAfter(
  db: Db,
  query: CertificateFilter,
  { after, limit }: { after: string; limit: number },
): Promise<Certificate[]> {
  const rows = await matching(db, query, (await reach(db, query)).list)
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

type CertificateFilter = Partial<Pick<CertificateQuery, 'q' | 'scheme' | 'town'>> & {
  /** Only those whose last day lies between two days, both included. */
  within?: { from: string; to: string };
  /** Only those of one producer. */
  producer?: string;
};

const reach = (db: Db, { q = '', town, producer }: CertificateFilter) =>
  reachOf(db, ['certificate', 'product', 'producer'], {
    ...{ term: searchTerm(q), isNarrowed: (town ?? producer) !== undefined },
  });

/** The certificates that may hold the term in their number, or in the names of their product or producer. */
function idsFound(db: Db, term: string) {
  const named = db.selectFrom('certificate as named').select('named.id');
  return db
    .selectFrom(
      idsHolding(db, 'certificate', term.toUpperCase())
        .unionAll(named.where('named.productId', 'in', idsHolding(db, 'product', term)))
        .unionAll(named.where('named.producerId', 'in', idsHolding(db, 'producer', term)))
        .as('any'),
    )
    .select('any.id');
}

/** @param byIndex whether the index of names leads to what is typed; the same rows either way */
function matching(db: Db, { q, scheme, town, within, producer }: CertificateFilter, byIndex: boolean) {
  const term = searchTerm(q ?? '');
  let query = certificates(db).where('certificate.review', '=', 'accepted');
  if (scheme !== undefined) query = query.where('certificate.scheme', '=', scheme);
  if (town !== undefined) query = query.where('producer.townCode', '=', town);
  if (producer !== undefined) query = query.where('certificate.producerId', '=', producer);
  if (within !== undefined)
    query = query.where('certificate.validTo', '>=', within.from).where('certificate.validTo', '<=', within.to);
  if (term !== null && byIndex) query = among(query, 'certificate.id', idsFound(db, term));
  if (term !== null)
    query = query.where((eb) =>
      eb.or([
        holds('certificate.number', term.toUpperCase()),
        eb.exists(
          productOf(eb)
            .select('product.id')
            .where(({ or }) => or([holds('product.name', term), holds('product.pinyin', term)])),
        ),
        holds('producer.name', term),
      ]),
    );
  return query;
}

/** A product's accepted certificates, the newest first. */
export async function listCertificatesOfProducts(db: Db, products: readonly string[]): Promise<Certificate[]> {
  if (products.length === 0) return [];
  const rows = await certificates(db)
    .where(mostMeet('certificate.review', 'accepted'))
    .where('certificate.productId', 'in', products)
    .orderBy('certificate.validFrom', 'desc')
    .orderBy('certificate.id')
    .execute();
  return withEvents(db, rows);
}

export async function findPublicCertificate(db: Db, id: string | undefined): Promise<Certificate | undefined> {
  const row = await certificates(db)
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
    .where(mostMeet('review', 'accepted'))
    .executeTakeFirst();
}

async function withEvents(db: Db, rows: readonly Omit<Certificate, 'events'>[]): Promise<Certificate[]> {
  if (rows.length === 0) return [];
  const events = await db
    .selectFrom('certificateEvent')
    .select(['certificateId', 'sequence', 'kind', 'day', 'reason'])
    .where(
      'certificateId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    ...row,
    events: events.flatMap(({ certificateId, ...event }) => (certificateId === row.id ? [event] : [])),
  }));
}
