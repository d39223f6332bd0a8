import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

/** What an account has set up, confirmed or not. */
export async function findSecondFactor(db: Db, username: string): Promise<Row<'secondFactor'> | undefined> {
  return db.selectFrom('secondFactor').selectAll().where('username', '=', username).executeTakeFirst();
}

/** Begins anew what was not confirmed; a factor in use is not touched, and false is returned. */
export async function startSecondFactor(
  db: Db,
  factor: { username: string; sealedSecret: string; startedAt: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('secondFactor')
    .values({ ...factor, confirmedAt: null, lastStep: 0, failures: 0, refusedAt: null })
    .onConflict((conflict) =>
      conflict
        .column('username')
        .doUpdateSet({ sealedSecret: factor.sealedSecret, startedAt: factor.startedAt, failures: 0 })
        .where('secondFactor.confirmedAt', 'is', null),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function confirmSecondFactor(db: Db, username: string, at: string): Promise<void> {
  await db.updateTable('secondFactor').set({ confirmedAt: at }).where('username', '=', username).execute();
}

/** Counts a try before it is looked at, and says whether there was one left. */
export async function countTry(db: Db, username: string, most: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('secondFactor')
    .set((eb) => ({ failures: eb('failures', '+', 1) }))
    .where('username', '=', username)
    .where('failures', '<', most)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function noteRefusal(db: Db, username: string, at: string): Promise<void> {
  await db.updateTable('secondFactor').set({ refusedAt: at }).where('username', '=', username).execute();
}

export async function forgetTries(db: Db, username: string): Promise<void> {
  await db.updateTable('secondFactor').set({ failures: 0 }).where('username', '=', username).execute();
}

/** Uses a code's half minute up; false where it, or a later one, was used before, also at this very moment. */
export async function spendStep(db: Db, username: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('secondFactor')
    .set({ lastStep: step, failures: 0 })
    .where('username', '=', username)
    .where('lastStep', '<', step)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function listRecoveryCodes(db: Db, username: string): Promise<string[]> {
  const rows = await db.selectFrom('recoveryCode').select('codeHash').where('username', '=', username).execute();
  return rows.map(({ codeHash }) => codeHash);
}

/** Puts new codes in the place of the old. */
export async function replaceRecoveryCodes(db: Db, username: string, hashes: readonly string[]): Promise<void> {
  await db.deleteFrom('recoveryCode').where('username', '=', username).execute();
  await db
    .insertInto('recoveryCode')
    .values(hashes.map((codeHash) => ({ username, codeHash })))
    .execute();
}

/** Uses a recovery code up; false where that has happened, also at this very moment. */
export async function spendRecoveryCode(db: Db, username: string, codeHash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recoveryCode')
    .where('username', '=', username)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteSecondFactor(db: Db, username: string): Promise<void> {
  await db.deleteFrom('recoveryCode').where('username', '=', username).execute();
  await db.deleteFrom('secondFactor').where('username', '=', username).execute();
}
