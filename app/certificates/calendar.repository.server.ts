/** What a calendar tells of certificates beside themselves. */
import type { Db } from '#db/client.server.ts';

/** When each of some certificates, or what was decided about it, was last written: by id, an instant in UTC. */
export async function listCertificateInstants(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const written = await db
    .selectFrom('certificate')
    .innerJoin('change', 'change.number', 'certificate.change')
    .select(['certificate.id', 'change.at'])
    .where('certificate.id', 'in', ids)
    .execute();
  const decided = await db
    .selectFrom('certificateEvent')
    .innerJoin('change', 'change.number', 'certificateEvent.change')
    .select(['certificateEvent.certificateId as id', 'change.at'])
    .where('certificateEvent.certificateId', 'in', ids)
    .orderBy('change.at')
    .execute();
  const instants = new Map(written.map(({ id, at }) => [id, at]));
  for (const { id, at } of decided) if (at > (instants.get(id) ?? '')) instants.set(id, at);
  return instants;
}

/** Which accepted certificate continues each of some, by their ids. */
export async function listRenewals(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('certificate')
    .select(['id', 'renews'])
    .where('renews', 'in', ids)
    .where('review', '=', 'accepted')
    // Of two that continue one the same is told each time.
    .orderBy('validTo', (by) => by.asc().nullsLast())
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ id, renews }) => [String(renews), id]));
}
