/** A read replica of a register on PostgreSQL (streaming replication): what it knows, and whether it still is one. */
import { CompiledQuery, type Kysely } from 'kysely';
import type pg from 'pg';
import { oncePerTurn, openPool } from './postgres.server.ts';
import { outlookOnPostgres } from './since.postgres.ts';
import { keepOutlook } from './since.ts';
import type { Tables } from './tables.ts';

/** What a replica holds at a moment. */
export interface Look {
  /** The last change that it knows. */
  change: number;
  /** Where in the primary's log it is, in bytes. */
  position: number;
  /**
   * A word for what it holds: as long as it is the same, so are the rows. A replica does not know which transactions are
   * under way, so here the place in the log says what on a primary the snapshot says; the snapshot and the chain's head stand
   * beside it for the moment in which a commit is seen and not yet noted.
   */
  word: string;
}

export interface Replica {
  db: Kysely<Tables>;
  /** Null while it does not answer, was promoted, or follows another database than ours. */
  look(): Promise<Look | null>;
  /** Why `look` gave null. @throws where it does not answer */
  fitness(): Promise<'replica' | 'promoted' | 'another'>;
}

/** Milliseconds after which a replica that says nothing is taken for dead, and for which it is then left alone. */
const patience = 1_000;
const rest = 1_000;
/** Milliseconds after which a question of a page is given up, and the primary asked instead. */
const longestQuery = 30_000;

/** The types do not know that a query may have a limit of its own. */
const timeLimit: object = { query_timeout: patience };

const looking = `select coalesce((select max(number) from "change"), 0) as change,
  pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') as position,
  concat_ws(' ', 'replica', pg_last_wal_replay_lsn(), pg_current_snapshot(),
    (select hash from "change" order by number desc limit 1)) as word
  where pg_is_in_recovery()`;

/** A replica has the number that its cluster was given when it was made. */
const identity = "select concat_ws(' ', system_identifier, current_database()) as name from pg_control_system()";

/** @param primary what it should be a replica of */
export function openReplica(url: string, primary: Kysely<Tables>): Replica {
  const { db, pool } = openPool(url, {
    connectionTimeoutMillis: patience,
    query_timeout: longestQuery,
    options: '-c default_transaction_read_only=on',
  });
  const ask = async <T>(text: string) => (await pool.query<T & pg.QueryResultRow>({ text, ...timeLimit })).rows[0];
  keepOutlook(db, outlookOnPostgres(db));
  let isOurs = false;
  let restsUntil = 0;

  async function fitness(): Promise<'replica' | 'promoted' | 'another'> {
    const name = await ask<{ name: string }>(identity);
    const { rows } = await primary.executeQuery<{ name: string }>(CompiledQuery.raw(identity));
    if (name?.name !== rows[0]?.name) return 'another';
    return (await ask('select 1 where pg_is_in_recovery()')) === undefined ? 'promoted' : 'replica';
  }

  async function look(): Promise<Look | null> {
    if (performance.now() < restsUntil) return null;
    try {
      // Asked again whenever it was away: what comes back under its address may be something else.
      isOurs ||= (await fitness()) === 'replica';
      const found = isOurs ? await ask<Look>(looking) : undefined;
      if (found) return found;
    } catch {
      // What it would have said, the primary says.
    }
    isOurs = false;
    restsUntil = performance.now() + rest;
    return null;
  }

  return { db, look: oncePerTurn(look), fitness };
}
