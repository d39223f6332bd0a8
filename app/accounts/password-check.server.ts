import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { findCredential } from './account.repository.server.ts';
import { passwordMatches } from './password.server.ts';

/**
 * Asks somebody who is signed in for his password again: a computer left open changes nothing about an account.
 *
 * @throws Problem `invalid` at the field `currentPassword`
 */
export async function checkOwnPassword(db: Db, username: string, password: string): Promise<void> {
  const credential = await findCredential(db, username);
  if (!(await passwordMatches(credential?.passwordHash, password)))
    throw invalid([{ path: 'currentPassword', message: '现在的密码不正确' }]);
}
