/** The tokens of accounts. They are secrets, so that they stand outside the row of changes, as sessions do. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

export async function insertToken(db: Db, token: Row<'apiToken'>): Promise<void> {
  await db.insertInto('apiToken').values(token).execute();
}

/** The token of a hash with its account as it stands today; undefined for none and for one that was revoked. */
export async function findToken(db: Db, tokenHash: string) {
  return db
    .selectFrom('apiToken')
    .innerJoin('account', 'account.username', 'apiToken.username')
    .select(['apiToken.id', 'apiToken.scope', 'apiToken.endsAt', 'apiToken.lastUsedAt'])
    .select(['account.username', 'account.name', 'account.role', 'account.townCode', 'account.producerId'])
    .where('apiToken.tokenHash', '=', tokenHash)
    .where('apiToken.revokedAt', 'is', null)
    .where('account.active', '=', 1)
    .executeTakeFirst();
}

/** The tokens of an account that have neither ended nor been revoked, newest first. */
export async function listTokens(db: Db, username: string, now: string): Promise<Row<'apiToken'>[]> {
  return db
    .selectFrom('apiToken')
    .selectAll()
    .where('username', '=', username)
    .where('revokedAt', 'is', null)
    .where('endsAt', '>', now)
    .orderBy('createdAt', 'desc')
    .execute();
}

export async function touchToken(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable('apiToken').set({ lastUsedAt: at }).where('id', '=', id).execute();
}

/** Another account's token is left as it is. */
export async function revokeToken(db: Db, { id, username, at }: { id: string; username: string; at: string }) {
  await db
    .updateTable('apiToken')
    .set({ revokedAt: at })
    .where('id', '=', id)
    .where('username', '=', username)
    .where('revokedAt', 'is', null)
    .execute();
}

export async function revokeTokens(db: Db, username: string, at: string): Promise<void> {
  await db
    .updateTable('apiToken')
    .set({ revokedAt: at })
    .where('username', '=', username)
    .where('revokedAt', 'is', null)
    .execute();
}
