/**
 * The list of certificates as of a day, a page at a time: the rows that `certificateStateOn` would leave of all of them, found
 * without reading all of them. A test holds the two together.
 */
import { sql } from 'kysely';
import { mostCounted, piecesOf } from '#app/counting.ts';
import { lastDecisions } from '#app/products/certificate-decisions.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import { type Certificate, getCertificates } from './certificate.repository.server.ts';
import { type CertificateState, endsSoon } from './certificate.rules.ts';
import { type CertificateFilter, type Certificates, matching, reach } from './certificate-filter.repository.server.ts';

export interface CertificateList extends CertificateFilter {
  state?: CertificateState;
}

/** Those that end first on top, those without an end below: each kind is counted, and taken from an index in its order. */
const kinds = ['dated', 'undated'] as const;
type Kind = (typeof kinds)[number];
export type CertificateCounts = { kind: Kind; count: number }[];

/** How many there are with an end and without, up to `mostCounted` each. */
export async function countCertificatesOn(db: Db, list: CertificateList, asOf: string): Promise<CertificateCounts> {
  const { count: byIndex } = await reach(db, list);
  const counts: CertificateCounts = [];
  for (const kind of kinds)
    counts.push({ kind, count: await countUpTo(db, ofKind(db, { list, asOf, byIndex }, kind), mostCounted) });
  return counts;
}

/** Certificates of a page, those that end first on top. */
export async function listCertificatesOn(
  db: Db,
  list: CertificateList,
  { asOf, counts, ...place }: { asOf: string; counts: CertificateCounts; offset: number; limit: number },
): Promise<Certificate[]> {
  const { list: byIndex } = await reach(db, list);
  const ids: string[] = [];
  for (const { part, offset, limit } of piecesOf(counts, place)) {
    const rows = await ofKind(db, { list, asOf, byIndex }, part.kind)
      .select(['certificate.id', 'certificate.validTo'])
      .$if(part.kind === 'dated', (query) => query.orderBy('certificate.validTo'))
      .orderBy('certificate.id')
      .limit(limit)
      .offset(offset)
      .execute();
    ids.push(...rows.map(({ id }) => id));
  }
  return getCertificates(db, ids);
}

interface Asked {
  list: CertificateList;
  asOf: string;
  byIndex: boolean;
}

function ofKind(db: Db, { list, asOf, byIndex }: Asked, kind: Kind): Certificates {
  const { state, ...filter } = list;
  const query = matching(db, filter, byIndex).where('certificate.validTo', kind === 'dated' ? 'is not' : 'is', null);
  return state === undefined ? query : inState(db, query, { state, asOf, kind });
}

/** Those of a query that are in a state on a day, as `certificateStateOn` tells it. */
function inState(
  db: Db,
  query: Certificates,
  { state, asOf, kind }: { state: CertificateState; asOf: string; kind: Kind },
): Certificates {
  const decided = lastDecisions(db, asOf);
  // Found by the very words of the index of kinds; of one certificate it is left alone.
  const every = (what: 'revoked' | 'suspended') =>
    decided.where('event.kind', '=', what).where('event.sequence', '>=', sql.lit(1));
  const own = (what: 'revoked' | 'suspended') =>
    decided.where('event.kind', '=', what).whereRef('event.certificateId', '=', sql.ref('certificate.id'));
  if (state === 'revoked') return query.where('certificate.id', 'in', every('revoked'));
  const standing = query.where(({ not, exists }) => not(exists(own('revoked'))));
  if (state === 'not-yet') return standing.where('certificate.validFrom', '>', asOf);
  const begun = standing.where('certificate.validFrom', '<=', asOf);
  if (state === 'expired') return begun.where('certificate.validTo', '<', asOf);
  const running = begun.where((eb) =>
    eb.or([eb('certificate.validTo', 'is', null), eb('certificate.validTo', '>=', asOf)]),
  );
  if (state === 'suspended') return running.where('certificate.id', 'in', every('suspended'));
  const { from, to } = endsSoon(asOf);
  const valid = begun.where(({ not, exists }) => not(exists(own('suspended'))));
  if (state === 'ends-soon')
    return valid.where('certificate.validTo', '>=', from).where('certificate.validTo', '<=', to);
  return kind === 'dated' ? valid.where('certificate.validTo', '>', to) : valid;
}
