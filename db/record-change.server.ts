/** The one way to write: a transaction that is a change. */
import { openChange, sealChange } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { indexNames } from './names.server.ts';
import type { ChangeKind } from './tables.ts';

interface ChangeRequest {
  kind: ChangeKind;
  /** Username; null for the register itself. */
  account: string | null;
  /** The town whose rows are touched; null where they are the district's or of several towns. */
  town?: string | null;
  reason?: string | null;
  undoes?: number | null;
  at: Date;
}

/** Thrown inside the transaction to roll back a change that wrote nothing: numbers stand for something. */
class NothingWritten extends Error {}

/** What is derived from the registered rows and must be there with them. */
type Keeper = (trx: Db, change: number) => Promise<void>;

const keepers = new Set<Keeper>();

/** From now on the keeper is called within each change that this program makes, when its rows are written. */
export function keepWithEveryChange(keeper: Keeper): void {
  keepers.add(keeper);
}

/**
 * Runs `write` as one transaction and one change. Inside, only `trx` may be used, and every row written carries
 * `change` as its number.
 *
 * @returns the change's number and what `write` returned; `change` is null where nothing was written
 */
export async function recordChange<T>(
  db: Db,
  { kind, account, town = null, reason = null, undoes = null, at }: ChangeRequest,
  write: (trx: Db, change: number) => Promise<T>,
): Promise<{ change: number | null; result: T | null }> {
  try {
    return await db.transaction().execute(async (trx) => {
      const change = await openChange(trx, { at: at.toISOString(), account, kind, reason, town, undoes });
      const result = await write(trx, change);
      if ((await sealChange(trx, change)) === 0) throw new NothingWritten();
      await indexNames(trx, change);
      for (const keep of keepers) await keep(trx, change);
      return { change, result };
    });
  } catch (error) {
    if (error instanceof NothingWritten) return { change: null, result: null };
    throw error;
  }
}
