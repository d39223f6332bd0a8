import type { Db } from '#db/client.server.ts';
import { deleteUnusedAttachments } from '#db/unused-attachments.server.ts';

/** As long as what was typed is kept for a session that ran out. */
const daysKept = 30;

/**
 * Drops files of forms that were never saved. They are written before the form, so that a form that is refused need not
 * bring them again, and are kept thirty days for that.
 *
 * @returns how many were dropped
 */
export function sweepAttachments(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - daysKept * 24 * 60 * 60 * 1000);
  return deleteUnusedAttachments(db, before.toISOString());
}
