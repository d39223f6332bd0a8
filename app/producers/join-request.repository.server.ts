/** The inbox of producers that ask for an account. It is no part of the register: nothing of it is kept in history. */
import { sql } from 'kysely';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';

export type JoinRequest = Row<'joinRequest'> & { townName: string; villageName: string | null };

function requests(db: Db) {
  return db
    .selectFrom('joinRequest')
    .innerJoin('town', 'town.code', 'joinRequest.townCode')
    .leftJoin('village', 'village.code', 'joinRequest.villageCode')
    .selectAll('joinRequest')
    .select(['town.name as townName', 'village.name as villageName']);
}

/** @throws Problem `not-found` */
export async function getJoinRequest(db: Db, id: string | undefined): Promise<JoinRequest> {
  const request = id === undefined ? undefined : await requests(db).where('joinRequest.id', '=', id).executeTakeFirst();
  if (!request) throw notFound('这份申请');
  return request;
}

/** Those that wait longest come first, and are settled first: the next ones follow by themselves. */
const mostWaitingListed = 100;

/** The requests of a town, or of all where it is null: those that wait first, the oldest of them on top. */
export async function listJoinRequests(db: Db, town: string | null): Promise<JoinRequest[]> {
  const inScope = town === null ? requests(db) : requests(db).where('joinRequest.townCode', '=', town);
  // The state as a word of the statement: the indexes of either state lead nowhere else.
  const waiting = await inScope
    .where('joinRequest.state', '=', sql.lit('waiting' as const))
    .orderBy('joinRequest.submittedAt')
    .orderBy('joinRequest.id')
    .limit(mostWaitingListed)
    .execute();
  const settled = await inScope
    .where('joinRequest.state', '!=', sql.lit('waiting' as const))
    .orderBy('joinRequest.settledAt', 'desc')
    .orderBy('joinRequest.id', 'desc')
    .limit(50)
    .execute();
  return [...waiting, ...settled];
}

/** How many requests of a town wait, or of all three where it is null. */
export async function countWaitingRequests(db: Db, town: string | null): Promise<number> {
  let query = db.selectFrom('joinRequest').where('state', '=', 'waiting');
  if (town !== null) query = query.where('townCode', '=', town);
  const { count } = await query.select((eb) => eb.fn.countAll().as('count')).executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether somebody else who waits, or an account, has the username. Both are asked, lest the time taken tell which. */
export async function isUsernameTaken(db: Db, username: string, except?: string): Promise<boolean> {
  const account = await db.selectFrom('account').select('username').where('username', '=', username).executeTakeFirst();
  let waiting = db
    .selectFrom('joinRequest')
    .select('id')
    .where('username', '=', username)
    .where('state', '=', 'waiting');
  if (except !== undefined) waiting = waiting.where('id', '!=', except);
  return (await waiting.executeTakeFirst()) !== undefined || account !== undefined;
}

export async function insertJoinRequest(db: Db, request: Row<'joinRequest'>): Promise<void> {
  await db.insertInto('joinRequest').values(request).execute();
}

/** @returns whether it was still in the state given: nobody settles or corrects what somebody else just did */
export async function updateJoinRequest(
  db: Db,
  { id, state }: Pick<Row<'joinRequest'>, 'id' | 'state'>,
  patch: Partial<Row<'joinRequest'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('joinRequest')
    .set(patch)
    .where('id', '=', id)
    .where('state', '=', state)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Empties who is to be rung up, and what he wrote, of a producer's requests, or of those sent back before an instant. */
export async function forgetContactsOfRequests(
  db: Db,
  which: { producerId: string } | { declinedBefore: string },
): Promise<void> {
  const update = db.updateTable('joinRequest').set({ person: '', phone: '', note: null });
  const chosen =
    'producerId' in which
      ? update.where('producerId', '=', which.producerId)
      : update.where('state', '=', 'declined').where('settledAt', '<', which.declinedBefore).where('phone', '!=', '');
  await chosen.execute();
}
