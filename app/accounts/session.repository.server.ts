import type { Db } from '#db/client.server.ts';
import { prepared } from '#db/prepared.ts';
import type { Row } from '#db/tables.ts';
import type { SignedIn } from './policy.rules.ts';

export async function insertSession(db: Db, session: Row<'session'>): Promise<void> {
  await db.insertInto('session').values(session).execute();
}

const sessionByToken = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('session')
    .innerJoin('account', 'account.username', 'session.username')
    .innerJoin('credential', 'credential.username', 'session.username')
    .leftJoin('secondFactor', 'secondFactor.username', 'session.username')
    .selectAll('session')
    .select('secondFactor.confirmedAt as secondFactorSince')
    .select([
      'account.name',
      'account.role',
      'account.townCode',
      'account.producerId',
      'account.active',
      'credential.mustChange',
      'credential.previousSignInAt',
    ])
    .where('session.tokenHash', '=', tokenHash),
);

/** The session of a token with its account, whatever its state: the rules decide whether it still opens anything. */
export async function findSession(db: Db, tokenHash: string) {
  const [session] = await sessionByToken(db, { tokenHash });
  return session;
}

/**
 * Whether an account still is what it was when it came in, and nobody has ended its session. Asked again within
 * whatever goes on after the door was passed: an import that is written, a stream that stays open.
 *
 * @param session the token hash; null where no session stands behind it
 */
export async function standsStill(
  db: Db,
  { username, role, townCode, producerId }: SignedIn,
  session: string | null,
): Promise<boolean> {
  const account = await db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
  const same = account?.role === role && account.townCode === townCode && account.producerId === producerId;
  if (!same || account.active !== 1) return false;
  if (session === null) return true;
  const open = await db.selectFrom('session').select('revokedAt').where('tokenHash', '=', session).executeTakeFirst();
  return open?.revokedAt === null;
}

export async function touchSession(db: Db, tokenHash: string, at: string): Promise<void> {
  await db.updateTable('session').set({ lastSeenAt: at }).where('tokenHash', '=', tokenHash).execute();
}

export async function revokeSession(db: Db, tokenHash: string, at: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ revokedAt: at })
    .where('tokenHash', '=', tokenHash)
    .where('revokedAt', 'is', null)
    .execute();
}

/** Ends every session of an account, but for one that may stay. */
export async function revokeSessions(db: Db, username: string, at: string, except: string | null): Promise<void> {
  let query = db
    .updateTable('session')
    .set({ revokedAt: at })
    .where('username', '=', username)
    .where('revokedAt', 'is', null);
  if (except !== null) query = query.where('tokenHash', '!=', except);
  await query.execute();
}

/** Sessions of an account that have not ended, newest first. */
export async function listSessions(db: Db, username: string, now: string): Promise<Row<'session'>[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('username', '=', username)
    .where('revokedAt', 'is', null)
    .where('endsAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .execute();
}

/** Every `User-Agent` that an account ever signed in from, and when it did first. */
export async function listDevices(db: Db, username: string) {
  return db
    .selectFrom('session')
    .select((eb) => ['device', eb.fn.min('createdAt').as('firstAt')])
    .where('username', '=', username)
    .groupBy('device')
    .execute();
}

export async function insertKeptForm(db: Db, form: Row<'keptForm'>): Promise<void> {
  await db.insertInto('keptForm').values(form).execute();
}

/** What was kept for an account and a page; another account's is not found. */
export async function findKeptForm(db: Db, id: string, username: string): Promise<Row<'keptForm'> | undefined> {
  return db.selectFrom('keptForm').selectAll().where('id', '=', id).where('username', '=', username).executeTakeFirst();
}

export async function dropKeptFormsBefore(db: Db, instant: string): Promise<void> {
  await db.deleteFrom('keptForm').where('keptAt', '<', instant).execute();
}
