/** How often something was tried, counted where every program that serves the register sees it. */
import { createHash } from 'node:crypto';
import type { Db } from '#db/client.server.ts';

/** What is counted, and from when on the count begins anew: instants in UTC. */
interface Attempt {
  key: string;
  /** As how many it counts. */
  weight: number;
  now: string;
  endsAt: string;
}

/** Names and addresses are somebody's: the table tells them apart without holding them. */
const digest = (key: string) => createHash('sha256').update(key).digest('base64url');

/** Counts an attempt in one statement, so that many at once are each counted. @returns how many there were, until when */
export async function countAttempt(
  db: Db,
  { key, weight, now, endsAt }: Attempt,
): Promise<{ count: number; endsAt: string }> {
  return db
    .insertInto('throttle')
    .values({ key: digest(key), count: weight, endsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => {
        const isOver = eb('throttle.endsAt', '<=', now);
        return {
          count: eb
            .case()
            .when(isOver)
            .then(weight)
            .else(eb('throttle.count', '+', weight))
            .end(),
          endsAt: eb.case().when(isOver).then(endsAt).else(eb.ref('throttle.endsAt')).end(),
        };
      }),
    )
    .returning(['count', 'endsAt'])
    .executeTakeFirstOrThrow();
}

/** What a count stands at; 0 where it has ended. */
export async function countOf(db: Db, key: string, now: string): Promise<number> {
  const row = await db
    .selectFrom('throttle')
    .select('count')
    .where('key', '=', digest(key))
    .where('endsAt', '>', now)
    .executeTakeFirst();
  return row?.count ?? 0;
}

/** Takes one attempt back. */
export async function uncountAttempt(db: Db, key: string): Promise<void> {
  await db
    .updateTable('throttle')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where('key', '=', digest(key))
    .where('count', '>', 0)
    .execute();
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('throttle').where('key', '=', digest(key)).execute();
}

export async function dropEndedAttempts(db: Db, now: string): Promise<void> {
  await db.deleteFrom('throttle').where('endsAt', '<=', now).execute();
}
