/** The secret addresses of calendars, and when what they tell of was last changed. */
import type { Reader } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

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

/** When each certificate, or what was decided about it, was last written: by id, an instant in UTC. */
export async function listCertificateInstants(db: Db): Promise<Map<string, string>> {
  const written = await db
    .selectFrom('certificate')
    .innerJoin('change', 'change.number', 'certificate.change')
    .select(['certificate.id', 'change.at'])
    .execute();
  const decided = await db
    .selectFrom('certificateEvent')
    .innerJoin('change', 'change.number', 'certificateEvent.change')
    .select(['certificateEvent.certificateId as id', 'change.at'])
    .orderBy('change.at')
    .execute();
  const instants = new Map(written.map(({ id, at }) => [id, at]));
  for (const { id, at } of decided) if (at > (instants.get(id) ?? '')) instants.set(id, at);
  return instants;
}
