import { refuseGuessable } from '#app/accounts/new-password.server.ts';
import { hashPassword } from '#app/accounts/password.server.ts';
import { type FieldError, invalid, Problem } from '#app/problem.ts';
import { findTown } from '#app/villages/town.repository.server.ts';
import { findVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import type { AskToJoin } from './join.schema.ts';
import {
  getJoinRequest,
  insertJoinRequest,
  isUsernameTaken,
  updateJoinRequest,
} from './join-request.repository.server.ts';

/**
 * Puts a request into its town's inbox, or a declined one back into it, corrected.
 *
 * Whether the code or the name is registered already is the town's to see: its asker is not told.
 *
 * @returns the request's identity, by which its asker sees what becomes of it
 * @throws Problem `invalid`; `conflict` where the request to correct is no longer a declined one
 */
export async function askToJoin(db: Db, wish: AskToJoin, { now }: { now: Date }): Promise<string> {
  const { password, repeatPassword: _, confirmCode: __, consent: ___, again, ...said } = wish;
  if (again !== null) await getJoinRequest(db, again);
  const errors = [...(await checkPlace(db, wish)), ...(await checkUsername(db, wish.username, again))];
  if (errors.length > 0) throw invalid(errors);
  await refuseGuessable(password, [wish.username, wish.name], 'password');
  const unsettled = { reason: null, settledBy: null, settledAt: null, producerId: null };
  const row = {
    ...said,
    ...unsettled,
    passwordHash: await hashPassword(password),
    state: 'waiting',
    submittedAt: now.toISOString(),
  } as const;
  const id = again ?? newId();
  await db.transaction().execute(async (trx) => {
    // Looked at before already; hashing took its time.
    const taken = await checkUsername(trx, wish.username, again);
    if (taken.length > 0) throw invalid(taken);
    if (again === null) await insertJoinRequest(trx, { ...row, id });
    else if (!(await updateJoinRequest(trx, { id, state: 'declined' }, row)))
      throw new Problem('conflict', '这份申请已经重新提交过，或已经通过，不必再提交。');
  });
  return id;
}

async function checkPlace(db: Db, { townCode, villageCode }: AskToJoin): Promise<FieldError[]> {
  if (!(await findTown(db, townCode))) return [{ path: 'townCode', message: '请选择所属的镇' }];
  if (villageCode === null) return [];
  const village = await findVillage(db, villageCode);
  return village?.townCode === townCode ? [] : [{ path: 'villageCode', message: '所选的村不在这个镇，请重新选择' }];
}

async function checkUsername(db: Db, username: string, again: string | null): Promise<FieldError[]> {
  if (!(await isUsernameTaken(db, username, again ?? undefined))) return [];
  return [{ path: 'username', message: `用户名“${username}”不能用，请换一个，例如在后面加上年份或村名的拼音` }];
}
