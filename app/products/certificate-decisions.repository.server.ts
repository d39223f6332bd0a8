/** What was decided about certificates, as lists of products and of certificates ask it. */
import { sql } from 'kysely';
import type { Db } from '#db/client.server.ts';

/** What was decided last about each certificate by a day, each the `event` of its certificate. */
export function lastDecisions(db: Db, asOf: string) {
  const later = db
    .selectFrom('certificateEvent as later')
    .select('later.sequence')
    .whereRef('later.certificateId', '=', sql.ref('event.certificateId'))
    .whereRef('later.sequence', '>', sql.ref('event.sequence'))
    .where('later.day', '<=', asOf);
  return db
    .selectFrom('certificateEvent as event')
    .select('event.certificateId')
    .where('event.day', '<=', asOf)
    .where(({ not, exists }) => not(exists(later)));
}
