import type { Db } from '#db/client.server.ts';
import { forgetContactsOfRequests } from './join-request.repository.server.ts';

/** As long as a town may still ring up whoever was sent back. */
const daysKept = 90;

/** Empties the contacts of requests that were sent back long ago. */
export function forgetDeclined(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - daysKept * 24 * 60 * 60 * 1000);
  return forgetContactsOfRequests(db, { declinedBefore: before.toISOString() });
}
