/** What lists of certificates are narrowed by. */
import { type ExpressionBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Scope } from '#app/accounts/policy.rules.ts';
import { searchTerm } from '#app/villages/village.rules.ts';
import type { Db } from '#db/client.server.ts';
import { holds } from '#db/like.ts';
import { among, idsHolding, reachOf } from '#db/name-search.server.ts';
import type { Tables } from '#db/tables.ts';
import type { CertificateQuery } from './certificate.schema.ts';

export type Certificates = SelectQueryBuilder<Tables, 'certificate', unknown>;

export type CertificateFilter = Partial<Pick<CertificateQuery, 'q' | 'scheme' | 'town'>> & {
  /** Only those whose last day lies between two days, both included. */
  within?: { from: string; to: string };
  /** Only those of one producer. */
  producer?: string;
};

/** The certificates in somebody's care; null for who has none in his. */
export function careOf(scope: Scope): Pick<CertificateFilter, 'town' | 'producer'> | null {
  switch (scope.kind) {
    case 'none':
      return null;
    case 'all':
      return {};
    case 'town':
      return { town: scope.town };
    case 'producer':
      return { producer: scope.producer };
  }
}

/** How far the index of names leads to what is typed. */
export const reach = (db: Db, { q = '', town, producer }: CertificateFilter) =>
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

/**
 * The accepted certificates that a filter leaves; what depends on the day is narrowed by its rules.
 *
 * @param byIndex whether the index of names leads to what is typed; the same rows either way
 */
export function matching(
  db: Db,
  { q, scheme, town, within, producer }: CertificateFilter,
  byIndex: boolean,
): Certificates {
  const term = searchTerm(q ?? '');
  // The words of the indexes of what was accepted; where something else leads to a few, by a parameter they are left alone.
  const isLed = byIndex || (town ?? producer) !== undefined;
  const accepted = isLed ? 'accepted' : sql.lit('accepted' as const);
  let query: Certificates = db.selectFrom('certificate').where('certificate.review', '=', accepted);
  if (scheme !== undefined) query = query.where('certificate.scheme', '=', scheme);
  if (town !== undefined)
    query = query.where('certificate.producerId', 'in', (eb) =>
      eb.selectFrom('producer').select('producer.id').where('producer.townCode', '=', town),
    );
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
        eb.exists(producerOf(eb).select('producer.id').where(holds('producer.name', term))),
      ]),
    );
  return query;
}

export const productOf = (eb: ExpressionBuilder<Tables, 'certificate'>) =>
  eb.selectFrom('product').whereRef('product.id', '=', 'certificate.productId');

export const producerOf = (eb: ExpressionBuilder<Tables, 'certificate'>) =>
  eb.selectFrom('producer').whereRef('producer.id', '=', 'certificate.producerId');
