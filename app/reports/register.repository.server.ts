/** What belongs to the register as a whole. */
import type { Db } from '#db/client.server.ts';

/** Whether the register holds demonstration data: then every page and sheet says so. */
export async function isDemonstration(db: Db): Promise<boolean> {
  const row = await db.selectFrom('register').select('value').where('key', '=', 'demo').executeTakeFirst();
  return row?.value === '1';
}

/** The key of the verification codes; every migrated register has one. */
export async function getVerificationKey(db: Db): Promise<string> {
  const { value } = await db
    .selectFrom('register')
    .select('value')
    .where('key', '=', 'verificationKey')
    .executeTakeFirstOrThrow();
  return value;
}

/** When a change was made, and the hash that seals it; undefined where there is none of that number. */
export async function findSeal(db: Db, change: number): Promise<{ at: string; hash: string } | undefined> {
  const row = await db.selectFrom('change').select(['at', 'hash']).where('number', '=', change).executeTakeFirst();
  return row?.hash ? { at: row.at, hash: row.hash } : undefined;
}

/** The instant of the last change, in UTC; null for a register without one. */
export async function lastChangedAt(db: Db): Promise<string | null> {
  const last = await db.selectFrom('change').select('at').orderBy('number', 'desc').limit(1).executeTakeFirst();
  return last?.at ?? null;
}
