/**
 * Reading as known at change N: the same query, with every registered table it names replaced by the rows that were
 * in force when change N had just been made. One mechanism for every table and every repository function. Tallies, which are
 * derived from them, have versions of their own.
 */
import type {
  Kysely,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryId,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';
import { isPostgres } from './engine.ts';
import { KnownAtTransformer } from './known-at-transformer.ts';
import type { RegisteredName } from './registered.ts';
import { anything, unlooked } from './rows-then.ts';
import { type AskSince, type Extent, outlookOf, type Since } from './since.ts';
import type { Tables } from './tables.ts';

/** What was written since the change to the tables of a query, as its wording takes it. */
export type Premises = ReadonlyMap<RegisteredName, Since>;

/** A query, and all premises on which it was run. */
interface Run {
  node: RootOperationNode;
  premises: Set<Premises>;
}

/**
 * A table is read as what was written to it since the change allows: the most of them as they stand, where the change is a late
 * one. Whether that was so to the end is asked after the rows are there, since somebody may have written between; the query is
 * then run again, with present and past.
 */
export class KnownAt implements KyselyPlugin {
  /** The register as it stands. */
  readonly db: Kysely<Tables>;
  readonly change: number;
  readonly #transformer: KnownAtTransformer;
  /** What is taken to be so where nothing is known, as of a transaction, which sees more than what is committed. */
  readonly #unasked: Since;
  readonly #runs = new WeakMap<QueryId, Run>();

  constructor(db: Kysely<Tables>, change: number) {
    this.db = db;
    this.change = change;
    this.#transformer = new KnownAtTransformer(change);
    this.#unasked = isPostgres(db) ? unlooked : anything;
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const { worded, premises } = this.word(node);
    // One builder may be run several times, and then has one identity.
    const run = this.#runs.get(queryId) ?? { node, premises: new Set() };
    this.#runs.set(queryId, { node, premises: run.premises.add(premises) });
    return worded;
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const run = this.#runs.get(queryId);
    if (run === undefined || (await this.hold([...run.premises]))) return result;
    const whole = this.#transformer.wordAnew(run.node, () => this.#unasked);
    return this.db.executeQuery(this.db.getExecutor().compileQuery(whole, queryId));
  }

  /** @param transformer of another one, which puts a stand-in for the number of the change */
  word<T extends RootOperationNode>(node: T, transformer = this.#transformer): { worded: T; premises: Premises } {
    const ask = this.#ask();
    const premises = new Map<RegisteredName, Since>();
    const worded = transformer.wordAnew(node, (table) => {
      const since = ask?.(table, this.change) ?? this.#unasked;
      premises.set(table, since);
      return since;
    });
    return { worded, premises };
  }

  /** Whether the very wording would be chosen now. */
  suits(premises: Premises): boolean {
    return this.#compare(premises, this.#ask(), (then, now) => then === now);
  }

  /** Whether there still is nothing of what wordings left out. */
  async hold(all: readonly Premises[]): Promise<boolean> {
    const leavesOut = ({ put, ended, stayed }: Since) => [put, ended, stayed].includes('none');
    if (!all.some((premises) => [...premises.values()].some(leavesOut))) return true;
    const ask = (await outlookOf(this.db)?.renew?.()) ?? this.#ask();
    return all.every((premises) => this.#compare(premises, ask, (then, now) => then !== 'none' || now === 'none'));
  }

  #ask(): AskSince | undefined {
    return outlookOf(this.db)?.ask();
  }

  #compare(premises: Premises, ask: AskSince | undefined, isAlike: (then: Extent, now: Extent) => boolean): boolean {
    return [...premises].every(([table, then]) => {
      const now = ask?.(table, this.change) ?? this.#unasked;
      return (['put', 'ended', 'stayed'] as const).every((what) => isAlike(then[what], now[what]));
    });
  }
}

/**
 * A handle that reads the register as it was known at `change`. Only for reading. What is known of what was written says how a
 * table is read, never what is found: whoever has time learns it first (`learnedAt`).
 *
 * @param change a whole number; every change up to and including it counts
 */
export function knownAt(db: Kysely<Tables>, change: number): Kysely<Tables> {
  return db.withPlugin(new KnownAt(db, change));
}

/** The same, once the handle has learned what was written, where that is a journey. */
export async function learnedAt(db: Kysely<Tables>, change: number): Promise<Kysely<Tables>> {
  await outlookOf(db)?.renew?.();
  return knownAt(db, change);
}
