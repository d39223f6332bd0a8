import type { Db } from '#db/client.server.ts';
import { getAccount, putCredential } from './account.repository.server.ts';
import { refuseGuessable } from './new-password.server.ts';
import { hashPassword } from './password.server.ts';
import { checkOwnPassword } from './password-check.server.ts';
import { revokeSessions } from './session.repository.server.ts';

/**
 * Replaces a password by its owner and ends his other sessions.
 *
 * @param session the token hash of the session that may stay
 * @throws Problem `invalid` where the present password is wrong, or the new one is easily guessed
 */
export async function changePassword(
  db: Db,
  {
    username,
    current,
    next,
    session,
    now,
  }: { username: string; current: string; next: string; session: string; now: Date },
): Promise<void> {
  await checkOwnPassword(db, username, current);
  const { name } = await getAccount(db, username);
  await refuseGuessable(next, [username, name], 'newPassword');
  const passwordHash = await hashPassword(next);
  const changedAt = now.toISOString();
  await db.transaction().execute(async (trx) => {
    await putCredential(trx, { username, passwordHash, changedAt, firstUntil: null });
    await revokeSessions(trx, username, changedAt, session);
  });
}
