/**
 * Which database answers a reader: the replica (`DATABASE_READ_URL`), where it knows every change that he has seen; the
 * primary where it is behind that, does not answer, or was promoted, and where there is none.
 */
import { chainHead } from './chain.server.ts';
import { type Db, stateOf } from './client.server.ts';
import { logPosition } from './postgres.server.ts';
import { openReplica, type Replica } from './replica.postgres.ts';

/** The database that answers, and a word for what it holds: no word of the replica is one of the primary. */
export interface Source {
  db: Db;
  isReplica: boolean;
  state: string;
}

/** How the replica stands. Null where it cannot be told. */
export interface ReplicaStanding {
  fitness: 'replica' | 'promoted' | 'another' | 'silent';
  changesBehind: number | null;
  bytesBehind: number | null;
}

export interface Readers {
  /** Where everything is written. */
  primary: Db;
  hasReplica: boolean;
  /** @param seen the number of the last change that the reader has seen */
  choose(seen: number): Source | Promise<Source>;
  ofPrimary(): Source | Promise<Source>;
  /** Null where there is no replica. */
  standing(): Promise<ReplicaStanding | null>;
  close(): Promise<void>;
}

/** @param replicaUrl null where the primary answers everything */
export function openReaders(primary: Db, replicaUrl: string | null): Readers {
  const ofPrimary = () => {
    const state = stateOf(primary);
    const source = (word: string) => ({ db: primary, isReplica: false, state: word });
    return typeof state === 'string' ? source(state) : state.then(source);
  };
  const replica = replicaUrl === null ? null : openReplica(replicaUrl, primary);
  if (replica === null)
    return {
      primary,
      hasReplica: false,
      choose: ofPrimary,
      ofPrimary,
      standing: async () => null,
      close: async () => {},
    };
  return {
    primary,
    hasReplica: true,
    async choose(seen) {
      const look = await replica.look();
      return look !== null && look.change >= seen ? { db: replica.db, isReplica: true, state: look.word } : ofPrimary();
    },
    ofPrimary,
    standing: () => standingOf(replica, primary),
    close: () => replica.db.destroy(),
  };
}

async function standingOf(replica: Replica, primary: Db): Promise<ReplicaStanding> {
  const fitness = await replica.fitness().catch(() => 'silent' as const);
  const look = fitness === 'replica' ? await replica.look() : null;
  if (look === null)
    return { fitness: fitness === 'replica' ? 'silent' : fitness, changesBehind: null, bytesBehind: null };
  const { number } = await chainHead(primary);
  // The primary is asked a moment later: what it wrote meanwhile counts as behind, never as ahead.
  return {
    fitness,
    changesBehind: Math.max(0, number - look.change),
    bytesBehind: Math.max(0, (await logPosition(primary)) - look.position),
  };
}
