/**
 * Reading as known at change N: the same query, with every registered table it names replaced by the rows that were
 * in force when change N had just been made. One mechanism for every table and every repository function. Tallies, which are
 * derived from them, have versions of their own.
 */
import {
  AliasNode,
  type FromNode,
  IdentifierNode,
  type JoinNode,
  type Kysely,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryId,
  type QueryResult,
  type RootOperationNode,
  type SelectQueryNode,
  TableNode,
  type UnknownRow,
  ValueNode,
} from 'kysely';
import { askSince } from './client.server.ts';
import { isRegistered, type RegisteredName } from './registered.ts';
import { anything, rowsThen, sumsThen } from './rows-then.ts';
import type { Since } from './since.server.ts';
import type { Tables } from './tables.ts';

/** A query, and what its wording leaves out: the tables to which nothing was put since the change, and of which nothing ended. */
interface Standing {
  node: RootOperationNode;
  none: Record<keyof Since, Set<RegisteredName>>;
}

/**
 * A table is read as what was written to it since the change allows: the most of them as they stand, where the change is a late
 * one. Whether that was so to the end is asked after the rows are there, since somebody may have written between; the query is
 * then run again, with present and past.
 */
class KnownAtPlugin implements KyselyPlugin {
  readonly #db: Kysely<Tables>;
  readonly #change: number;
  readonly #transformer: KnownAtTransformer;
  readonly #standing = new WeakMap<QueryId, Standing>();

  constructor(db: Kysely<Tables>, change: number) {
    this.#db = db;
    this.#change = change;
    this.#transformer = new KnownAtTransformer(change);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    const ask = askSince(this.#db);
    // One builder may be run several times, and then has one identity.
    const { none } = this.#standing.get(queryId) ?? { none: { put: new Set(), ended: new Set() } };
    this.#standing.set(queryId, { node, none });
    return this.#transformer.wordAnew(node, (table) => {
      const since = ask?.(table, this.#change) ?? anything;
      for (const what of whats) if (since[what] === 'none') none[what].add(table);
      return since;
    });
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const standing = this.#standing.get(queryId);
    const ask = askSince(this.#db);
    if (standing === undefined || ask === undefined) return result;
    const isStill = (what: keyof Since) =>
      [...standing.none[what]].every((table) => ask(table, this.#change)[what] === 'none');
    if (whats.every(isStill)) return result;
    const whole = this.#transformer.wordAnew(standing.node, () => anything);
    return this.#db.executeQuery(this.#db.getExecutor().compileQuery(whole, queryId));
  }
}

const whats = ['put', 'ended'] as const;

/** Rows of the longest page. */
const longPage = 1_000;

/** Parts of a query that hold no table of it. */
const leaves: ReadonlySet<string> = new Set<OperationNode['kind']>([
  ...(['ColumnNode', 'IdentifierNode', 'OperatorNode', 'ReferenceNode', 'SelectAllNode', 'TableNode'] as const),
  ...(['PrimitiveValueListNode', 'ValueNode'] as const),
]);

class KnownAtTransformer extends OperationNodeTransformer {
  readonly #change: number;
  /** As they are worded, made once. */
  readonly #worded = new Map<string, OperationNode>();
  #since: (table: RegisteredName) => Since = () => anything;
  /** Whether the query that is being worded may go through thousands of rows. */
  #isLong = false;

  constructor(change: number) {
    super();
    this.#change = change;
  }

  /** @param since what was written to a table since the change */
  wordAnew<T extends OperationNode>(node: T, since: (table: RegisteredName) => Since): T {
    this.#since = since;
    return this.transformNode(node);
  }

  /** Leaves what has no table as it is: a copy of every column and value takes longer than most queries. */
  protected override transformNodeImpl<T extends OperationNode>(node: T, queryId?: QueryId): T {
    return leaves.has(node.kind) ? node : super.transformNodeImpl(node, queryId);
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId) {
    const outer = this.#isLong;
    this.#isLong = limitOf(node) > longPage;
    const transformed = super.transformSelectQuery(node, queryId);
    this.#isLong = outer;
    return transformed;
  }

  protected override transformFrom(node: FromNode, queryId?: QueryId) {
    const transformed = super.transformFrom(node, queryId);
    return { ...transformed, froms: transformed.froms.map((from) => this.#inForce(from)) };
  }

  protected override transformJoin(node: JoinNode, queryId?: QueryId) {
    const transformed = super.transformJoin(node, queryId);
    return { ...transformed, table: this.#inForce(transformed.table) };
  }

  #inForce(node: OperationNode): OperationNode {
    const aliased = AliasNode.is(node) ? node : undefined;
    const target = aliased ? aliased.node : node;
    if (!TableNode.is(target)) return node;
    const table = target.table.identifier.name;
    if (table !== 'tallySum' && !isRegistered(table)) return node;
    const since = table === 'tallySum' ? anything : this.#since(table);
    if (since.put === 'none' && since.ended === 'none') return node;
    const wording = `${table} ${since.put} ${since.ended} ${this.#isLong}`;
    const rows = this.#worded.get(wording) ?? this.#word(table, since);
    this.#worded.set(wording, rows);
    return AliasNode.create(rows, aliased ? aliased.alias : IdentifierNode.create(table));
  }

  #word(table: RegisteredName | 'tallySum', since: Since): OperationNode {
    if (table === 'tallySum') return sumsThen(this.#change);
    return rowsThen(table, since, { change: this.#change, isLong: this.#isLong });
  }
}

/** Of a query its limit; 0 where it has none. */
function limitOf({ limit }: SelectQueryNode): number {
  return limit !== undefined && ValueNode.is(limit.limit) ? Number(limit.limit.value) : 0;
}

/**
 * A handle that reads the register as it was known at `change`. Only for reading.
 *
 * @param change a whole number; every change up to and including it counts
 */
export function knownAt(db: Kysely<Tables>, change: number): Kysely<Tables> {
  return db.withPlugin(new KnownAtPlugin(db, change));
}
