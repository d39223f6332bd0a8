/** The one way to write: a transaction that is a change. */
import { openChange, sealChange } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { type Derived, type DerivedName, keepDerived } from './derived.server.ts';
import { nameIndex } from './names.server.ts';
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

const kept = new Map<DerivedName, Derived>([['names', nameIndex]]);

/** From now on this is kept within each change that this program makes. */
export function keepWithEveryChange(what: DerivedName, derived: Derived): void {
  kept.set(what, derived);
}

/**
 * Runs `write` as one transaction and one change. Inside, only `trx` may be used, and every row written carries
 * `change` as its number.
 *
 * @returns the change's number and what `write` returned; `change` is null where nothing was written
 */
export function recordChange<T>(
  db: Db,
  request: ChangeRequest,
  write: (trx: Db, change: number) => Promise<T>,
): Promise<Recorded<T>> {
  const about = { read: async () => null, request: () => request };
  return recordChangeAbout(db, about, write);
}

interface Recorded<T> {
  change: number | null;
  result: T | null;
}

/** The same where what the change says of itself follows from a row, its town from the village: read once, within the transaction. */
export async function recordChangeAbout<R, T>(
  db: Db,
  { read, request }: { read: (trx: Db) => Promise<R>; request: (row: R) => ChangeRequest },
  write: (trx: Db, change: number, row: R) => Promise<T>,
): Promise<Recorded<T>> {
  try {
    return await db.transaction().execute(async (trx) => {
      const row = await read(trx);
      const { kind, account, town = null, reason = null, undoes = null, at } = request(row);
      const open = await openChange(trx, { at: at.toISOString(), account, kind, reason, town, undoes });
      const change = open.number;
      const result = await write(trx, change, row);
      const written = await sealChange(trx, open);
      if (written.size === 0) throw new NothingWritten();
      await keepDerived(trx, kept, { change, written });
      return { change, result };
    });
  } catch (error) {
    if (error instanceof NothingWritten) return { change: null, result: null };
    throw error;
  }
}
