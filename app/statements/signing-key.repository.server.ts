/** The public keys of the register's statements: the one that signs and those that did. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

export type SigningKey = Row<'signingKey'>;

/** The newest first. */
export async function listSigningKeys(db: Db): Promise<SigningKey[]> {
  return db.selectFrom('signingKey').selectAll().orderBy('since', 'desc').execute();
}

export async function findSigningKey(db: Db, fingerprint: string): Promise<SigningKey | undefined> {
  return db.selectFrom('signingKey').selectAll().where('fingerprint', '=', fingerprint).executeTakeFirst();
}

/** Notes the key that signs from an instant on, and ends those before. Does nothing where it is known already. */
export async function noteSigningKey(db: Db, key: Omit<SigningKey, 'until'>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (await findSigningKey(trx, key.fingerprint)) return;
    await trx.updateTable('signingKey').set({ until: key.since }).where('until', 'is', null).execute();
    await trx
      .insertInto('signingKey')
      .values({ ...key, until: null })
      .execute();
  });
}
