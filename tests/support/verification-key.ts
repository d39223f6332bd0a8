import type { Db } from '#db/client.server.ts';

/** Gives the register another key: whatever was printed under the one before is no longer its own. */
export async function changeVerificationKey(db: Db): Promise<void> {
  await db
    .updateTable('register')
    .set({ value: 'ff'.repeat(32) })
    .where('key', '=', 'verificationKey')
    .execute();
}
