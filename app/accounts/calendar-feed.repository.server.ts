/** The secret addresses under which accounts' calendars are read. */
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';
import type { Reader } from './policy.rules.ts';

export async function findFeed(db: Db, username: string): Promise<Row<'calendarFeed'> | undefined> {
  return db.selectFrom('calendarFeed').selectAll().where('username', '=', username).executeTakeFirst();
}

/** Gives an account its address; the one before is no longer valid. */
export async function putFeed(db: Db, { username, tokenHash, createdAt }: Row<'calendarFeed'>): Promise<void> {
  await db
    .insertInto('calendarFeed')
    .values({ username, tokenHash, createdAt })
    .onConflict((conflict) => conflict.column('username').doUpdateSet({ tokenHash, createdAt }))
    .execute();
}

export async function deleteFeed(db: Db, username: string): Promise<void> {
  await db.deleteFrom('calendarFeed').where('username', '=', username).execute();
}

/** Whose calendar an address is; null for none, and for an account that was closed. */
export async function findFeedReader(db: Db, tokenHash: string): Promise<Reader> {
  const account = await db
    .selectFrom('calendarFeed')
    .innerJoin('account', 'account.username', 'calendarFeed.username')
    .select(['account.username', 'account.name', 'account.role', 'account.townCode', 'account.producerId'])
    .where('calendarFeed.tokenHash', '=', tokenHash)
    .where('account.active', '=', 1)
    .executeTakeFirst();
  return account ?? null;
}
