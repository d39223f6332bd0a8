import type { Db } from '#db/client.server.ts';
import { forgetDeleted } from '#db/forget.server.ts';
import { forgetContactsOfRequests } from './join-request.repository.server.ts';
import { deleteContact, noteRemoval } from './producer.repository.server.ts';

/**
 * Removes whom to ring up of a producer, there and in the requests that it came from, so that neither the database file nor
 * a later backup holds a byte of it. Contacts stand outside the chain: nothing that is sealed is touched. What is kept is
 * that somebody removed it. Earlier backups hold it until they have outlived their time.
 */
export async function removeContact(
  db: Db,
  { producerId, by, now }: { producerId: string; by: string; now: Date },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await deleteContact(trx, producerId);
    await forgetContactsOfRequests(trx, { producerId });
    await noteRemoval(trx, { producerId, removedBy: by, removedAt: now.toISOString() });
  });
  await forgetDeleted(db);
}
