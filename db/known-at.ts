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
  sql,
  TableNode,
  type UnknownRow,
} from 'kysely';
import { askLastChanges } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isRegistered, type RegisteredName } from './registered.ts';
import type { Tables } from './tables.ts';

/** What is read of a query from tables as they stand. */
interface Standing {
  node: RootOperationNode;
  tables: Set<RegisteredName>;
}

/**
 * A table to which nothing was written since the change holds what it held then, and is read as it stands: the most of them,
 * where the change is a late one. Whether that was so to the end is asked after the rows are there, since somebody may have
 * written between; the query is then run again, with present and past.
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
    const lastChange = askLastChanges(this.#db);
    // One builder may be run several times, and then has one identity.
    const { tables } = this.#standing.get(queryId) ?? { tables: new Set() };
    this.#standing.set(queryId, { node, tables });
    return this.#transformer.wordAnew(node, (table) => {
      const stands = lastChange !== undefined && lastChange(table) <= this.#change;
      if (stands) tables.add(table);
      return stands;
    });
  }

  async transformResult({ result, queryId }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    const standing = this.#standing.get(queryId);
    const lastChange = askLastChanges(this.#db);
    if (standing === undefined || lastChange === undefined) return result;
    if ([...standing.tables].every((table) => lastChange(table) <= this.#change)) return result;
    const whole = this.#transformer.wordAnew(standing.node, () => false);
    return this.#db.executeQuery(this.#db.getExecutor().compileQuery(whole, queryId));
  }
}

/** Parts of a query that hold no table of it. */
const leaves: ReadonlySet<string> = new Set<OperationNode['kind']>([
  ...(['ColumnNode', 'IdentifierNode', 'OperatorNode', 'ReferenceNode', 'SelectAllNode', 'TableNode'] as const),
  ...(['PrimitiveValueListNode', 'ValueNode'] as const),
]);

class KnownAtTransformer extends OperationNodeTransformer {
  readonly #change: number;
  /** As they are worded, made once. */
  readonly #worded = new Map<string, OperationNode>();
  #stands: (table: RegisteredName) => boolean = () => false;

  constructor(change: number) {
    super();
    this.#change = change;
  }

  /** @param stands whether a table is read as it stands */
  wordAnew<T extends OperationNode>(node: T, stands: (table: RegisteredName) => boolean): T {
    this.#stands = stands;
    return this.transformNode(node);
  }

  /** Leaves what has no table as it is: a copy of every column and value takes longer than most queries. */
  protected override transformNodeImpl<T extends OperationNode>(node: T, queryId?: QueryId): T {
    return leaves.has(node.kind) ? node : super.transformNodeImpl(node, queryId);
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
    if (table !== 'tallySum' && this.#stands(table)) return node;
    const rows = this.#worded.get(table) ?? (table === 'tallySum' ? this.#sums() : this.#versions(table));
    this.#worded.set(table, rows);
    return AliasNode.create(rows, aliased ? aliased.alias : IdentifierNode.create(table));
  }

  /**
   * What the tallies were: of each sum its last version, found by its key. A cross join, so that SQLite goes from the sum to
   * that version: it would read all versions of a sum and ask of each whether it is the last.
   */
  #sums(): OperationNode {
    const change = sql.val(this.#change);
    return sql`(select p."tally", p."period", v."change", v."counted", v."excluded", v."untold", v."ground", v."amount"
      from "tallySum" p cross join "tallySumVersion" v where v."tally" = p."tally" and v."period" = p."period"
        and v."change" = (select max(w."change") from "tallySumVersion" w
          where w."tally" = p."tally" and w."period" = p."period" and w."change" <= ${change}))`.toOperationNode();
  }

  #versions(table: RegisteredName): OperationNode {
    const columns = sql.join(columnsOf(table).map((column) => sql.ref(column)));
    // A parameter, so that the text is the same for every change and its statement is prepared once.
    const change = sql.val(this.#change);
    // With a plus, so that SQLite takes no index for it: nearly every row fulfils it, and what leads to a few is the query's.
    return sql`(select ${columns} from ${sql.id(table)} where +${sql.ref('change')} <= ${change}
      union all
      select ${columns} from ${sql.id(`${table}History`)}
      where ${sql.ref('change')} <= ${change} and ${sql.ref('endedBy')} > ${change})`.toOperationNode();
  }
}

/**
 * A handle that reads the register as it was known at `change`. Only for reading.
 *
 * @param change a whole number; every change up to and including it counts
 */
export function knownAt(db: Kysely<Tables>, change: number): Kysely<Tables> {
  return db.withPlugin(new KnownAtPlugin(db, change));
}
