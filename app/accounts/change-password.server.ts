import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { findCredential, putCredential } from './account.repository.server.ts';
import { hashPassword, passwordMatches } from './password.server.ts';
import { revokeSessions } from './session.repository.server.ts';

/**
 * Replaces a password by its owner and ends his other sessions.
 *
 * @param session the token hash of the session that may stay
 * @throws Problem `invalid` where the present password is wrong
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
  const credential = await findCredential(db, username);
  if (!(await passwordMatches(credential?.passwordHash, current)))
    throw invalid([{ path: 'currentPassword', message: '现在的密码不正确' }]);
  const passwordHash = await hashPassword(next);
  const changedAt = now.toISOString();
  await db.transaction().execute(async (trx) => {
    await putCredential(trx, { username, passwordHash, mustChange: 0, changedAt });
    await revokeSessions(trx, username, changedAt, session);
  });
}
