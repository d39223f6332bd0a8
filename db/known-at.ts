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
  type QueryResult,
  type RootOperationNode,
  sql,
  TableNode,
  type UnknownRow,
} from 'kysely';
import { columnsOf } from './columns.ts';
import { isRegistered, type RegisteredName } from './registered.ts';
import type { Tables } from './tables.ts';

class KnownAtPlugin implements KyselyPlugin {
  readonly #transformer: KnownAtTransformer;

  constructor(change: number) {
    this.#transformer = new KnownAtTransformer(change);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return result;
  }
}

class KnownAtTransformer extends OperationNodeTransformer {
  readonly #change: number;

  constructor(change: number) {
    super();
    this.#change = change;
  }

  protected override transformFrom(node: FromNode, queryId?: Parameters<OperationNodeTransformer['transformNode']>[1]) {
    const transformed = super.transformFrom(node, queryId);
    return { ...transformed, froms: transformed.froms.map((from) => this.#inForce(from)) };
  }

  protected override transformJoin(node: JoinNode, queryId?: Parameters<OperationNodeTransformer['transformNode']>[1]) {
    const transformed = super.transformJoin(node, queryId);
    return { ...transformed, table: this.#inForce(transformed.table) };
  }

  #inForce(node: OperationNode): OperationNode {
    const aliased = AliasNode.is(node) ? node : undefined;
    const target = aliased ? aliased.node : node;
    if (!TableNode.is(target)) return node;
    const table = target.table.identifier.name;
    if (table !== 'tallySum' && !isRegistered(table)) return node;
    const rows = table === 'tallySum' ? this.#sums() : this.#versions(table);
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
  return db.withPlugin(new KnownAtPlugin(change));
}
