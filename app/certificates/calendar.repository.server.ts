/** When what a calendar tells of was last changed. */
import type { Db } from '#db/client.server.ts';

/** When each certificate, or what was decided about it, was last written: by id, an instant in UTC. */
export async function listCertificateInstants(db: Db): Promise<Map<string, string>> {
  const written = await db
    .selectFrom('certificate')
    .innerJoin('change', 'change.number', 'certificate.change')
    .select(['certificate.id', 'change.at'])
    .execute();
  const decided = await db
    .selectFrom('certificateEvent')
    .innerJoin('change', 'change.number', 'certificateEvent.change')
    .select(['certificateEvent.certificateId as id', 'change.at'])
    .orderBy('change.at')
    .execute();
  const instants = new Map(written.map(({ id, at }) => [id, at]));
  for (const { id, at } of decided) if (at > (instants.get(id) ?? '')) instants.set(id, at);
  return instants;
}
