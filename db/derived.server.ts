/**
 * What is derived from the registered rows and stands beside them: the index of names, the tallies. Each is kept within every
 * change, and `tallied` says up to which change it holds.
 */
import type { Written } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { prepared } from './prepared.ts';

export type DerivedName = 'names' | 'figures';

export interface Derived {
  /** Adds what a change wrote, where everything before it is there. */
  add(trx: Db, change: number, written: Written): Promise<void>;
  /** Adds what is missing up to a change, or leaves it to the next start, and says so by `setThrough`. */
  catchUp(trx: Db, change: number): Promise<void>;
}

/** Keeps each of what is derived within a change, when its rows are written. */
export async function keepDerived(
  trx: Db,
  kept: ReadonlyMap<DerivedName, Derived>,
  { change, written }: { change: number; written: Written },
): Promise<void> {
  const upToDate = new Set((await holding(trx, { change: change - 1 })).map(({ what }) => what));
  for (const [what, derived] of kept) {
    if (upToDate.has(what)) {
      await derived.add(trx, change, written);
      await advance(trx, { what, change });
    } else await derived.catchUp(trx, change);
  }
}

const holding = prepared((db, { change }: { change: number }) =>
  db.selectFrom('tallied').select('what').where('through', '=', change),
);

const advance = prepared((db, { what, change }: { what: DerivedName; change: number }) =>
  db.updateTable('tallied').set({ through: change }).where('what', '=', what),
);

/** The last change that is held; 0 where it was never made. */
export async function throughOf(db: Db, what: DerivedName): Promise<number> {
  const row = await db.selectFrom('tallied').select('through').where('what', '=', what).executeTakeFirst();
  return row?.through ?? 0;
}

export async function setThrough(trx: Db, what: DerivedName, through: number): Promise<void> {
  await trx
    .insertInto('tallied')
    .values({ what, through })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ through }))
    .execute();
}
