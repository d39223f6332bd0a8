import { mostCounted, piecesOf } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import type { NewRow, Row } from '#db/tables.ts';
import { roleWords } from './account.fields.ts';

export type Account = Row<'account'>;

export async function findAccount(db: Db, username: string): Promise<Account | undefined> {
  return db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
}

/** @throws Problem `not-found` */
export async function getAccount(db: Db, username: string): Promise<Account> {
  const account = await findAccount(db, username);
  if (!account) throw notFound(`账户“${username}”`);
  return account;
}

/** Whom a page lists first: a register has far more producers than offices. No role can be left out. */
const places: Record<Account['role'], number> = { district: 1, town: 2, viewer: 3, producer: 4 };
const roles = Object.keys(places) as Account['role'][];
const inOrder = roles.toSorted((a, b) => places[a] - places[b]);

/**
 * Accounts whose username or name begins with what was typed, with their last sign-in: offices first, each role by username.
 *
 * @param counts how many there are of each role
 */
export async function listAccounts(
  db: Db,
  q: string,
  { counts, ...place }: { counts: Awaited<ReturnType<typeof countAccounts>>; offset: number; limit: number },
) {
  const found = [];
  for (const { part, ...piece } of piecesOf(counts, place)) found.push(...(await accountsOf(db, q, part.role, piece)));
  return found;
}

function accountsOf(db: Db, q: string, role: Account['role'], { offset, limit }: { offset: number; limit: number }) {
  return beginning(db, q)
    .where('account.role', '=', role)
    .leftJoin('credential', 'credential.username', 'account.username')
    .leftJoin('town', 'town.code', 'account.townCode')
    .leftJoin('secondFactor', 'secondFactor.username', 'account.username')
    .selectAll('account')
    .select(['credential.lastSignInAt', 'credential.mustChange', 'credential.firstUntil', 'town.name as townName'])
    .select('secondFactor.confirmedAt as secondFactorSince')
    .orderBy('account.username')
    .limit(limit)
    .offset(offset)
    .execute();
}

/** How many there are of each role, up to `mostCounted`. */
export function countAccounts(db: Db, q: string): Promise<{ role: Account['role']; count: number }[]> {
  const countOf = (role: Account['role']) =>
    countUpTo(db, beginning(db, q).where('account.role', '=', role), mostCounted);
  return Promise.all(inOrder.map(async (role) => ({ role, count: await countOf(role) })));
}

function beginning(db: Db, q: string) {
  const query = db.selectFrom('account');
  if (q === '') return query;
  // Ranges, which indexes lead to; no text goes beyond the last character of Unicode.
  return query.where(({ and, or, eb }) =>
    or(
      (['account.username', 'account.name'] as const).map((column) =>
        and([eb(column, '>=', q), eb(column, '<', `${q}\u{10ffff}`)]),
      ),
    ),
  );
}

/** More than the demonstration has; one that was grown to a country's size has an account for each town. */
const mostDemoAccounts = 20;

/** The accounts of the demonstration, offices first: its page of signing in names them. */
export async function listDemoAccounts(db: Db) {
  return db
    .selectFrom('account')
    .select(['username', 'name'])
    .where('origin', '=', 'demo')
    .orderBy('role')
    .orderBy('username')
    .limit(mostDemoAccounts)
    .execute();
}

export async function insertAccount(trx: Db, account: NewRow<'account'>): Promise<void> {
  await trx.insertInto('account').values(account).execute();
}

export async function setActive(trx: Db, username: string, active: 0 | 1, change: number): Promise<void> {
  await trx.updateTable('account').set({ active, change }).where('username', '=', username).execute();
}

/**
 * Lets an account's row bear the number of a change that did something to the account outside of it: who did so is history.
 *
 * @throws Problem `not-found`
 */
export async function markAccount(trx: Db, username: string, change: number): Promise<void> {
  const { active } = await getAccount(trx, username);
  await setActive(trx, username, active, change);
}

/** When an account was amended, by whom (his name; null on the command line) and to what end, the newest 50. */
export async function listAmendments(db: Db, username: string) {
  const numbers = db
    .selectFrom('account')
    .select('change')
    .where('username', '=', username)
    .union(db.selectFrom('accountHistory').select('change').where('username', '=', username));
  return db
    .selectFrom('change')
    .leftJoin('account', 'account.username', 'change.account')
    .select(['change.at', 'account.name as by', 'change.reason as what'])
    .where('change.kind', '=', 'account-amend')
    .where('change.number', 'in', numbers)
    .orderBy('change.number', 'desc')
    .limit(50)
    .execute();
}

/** Whether an account of the demonstration seed, whose password is public, can sign in. */
export async function hasDemoAccounts(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('username')
    .where('origin', '=', 'demo')
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function findCredential(db: Db, username: string): Promise<Row<'credential'> | undefined> {
  return db.selectFrom('credential').selectAll().where('username', '=', username).executeTakeFirst();
}

/** Sets a password's hash; with `firstUntil` where somebody else chose it, and its owner must change it by then. */
export async function putCredential(
  db: Db,
  given: Pick<Row<'credential'>, 'username' | 'passwordHash' | 'changedAt' | 'firstUntil'>,
): Promise<void> {
  const credential = { ...given, mustChange: given.firstUntil === null ? (0 as const) : (1 as const) };
  await db
    .insertInto('credential')
    .values({ ...credential, lastSignInAt: null, previousSignInAt: null })
    .onConflict((conflict) =>
      conflict.column('username').doUpdateSet({
        passwordHash: credential.passwordHash,
        mustChange: credential.mustChange,
        changedAt: credential.changedAt,
        firstUntil: credential.firstUntil,
      }),
    )
    .execute();
}

/** Lets an owner in only to change his password, from now on. */
export async function requireNewPassword(db: Db, username: string): Promise<void> {
  await db.updateTable('credential').set({ mustChange: 1 }).where('username', '=', username).execute();
}

/** Notes a sign-in; the one before stays readable, so that a stranger's is noticed. */
export async function noteSignIn(db: Db, username: string, at: string): Promise<void> {
  await db
    .updateTable('credential')
    .set((eb) => ({ previousSignInAt: eb.ref('lastSignInAt'), lastSignInAt: at }))
    .where('username', '=', username)
    .execute();
}

/** What an account's office is called: its town, or its role. */
export async function officeOf(db: Db, { role, townCode }: Pick<Account, 'role' | 'townCode'>): Promise<string> {
  if (townCode === null) return roleWords[role];
  const town = await db.selectFrom('town').select('name').where('code', '=', townCode).executeTakeFirst();
  return town?.name ?? roleWords[role];
}
