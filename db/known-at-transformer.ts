/** Puts what registered tables held at a change in the place of their names, wherever a query names them. */
import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  type FromNode,
  IdentifierNode,
  type JoinNode,
  type OperationNode,
  OperationNodeTransformer,
  type QueryId,
  type SelectQueryNode,
  TableNode,
  ValueNode,
} from 'kysely';
import { isRegistered, type RegisteredName } from './registered.ts';
import { anything, rowsThen, sumsThen, type TableUse } from './rows-then.ts';
import type { Since } from './since.ts';

/** Rows of the longest page. */
const longPage = 1_000;

/** Parts of a query that hold no table of it. */
const leaves: ReadonlySet<string> = new Set<OperationNode['kind']>([
  ...(['ColumnNode', 'IdentifierNode', 'OperatorNode', 'ReferenceNode', 'SelectAllNode', 'TableNode'] as const),
  ...(['PrimitiveValueListNode', 'ValueNode'] as const),
]);

export class KnownAtTransformer extends OperationNodeTransformer {
  readonly #change: unknown;
  /** As they are worded, made once. */
  readonly #worded = new Map<string, OperationNode>();
  #since: (table: RegisteredName) => Since = () => anything;
  /** Of the query that is being worded. */
  #select = { isLong: false, isList: false };

  /** @param change its number, or what stands for it */
  constructor(change: unknown) {
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
    const outer = this.#select;
    const ends = node.limit !== undefined && (node.orderBy !== undefined || isPlain(node.where?.where));
    this.#select = { isLong: limitOf(node) > longPage, isList: ends };
    const transformed = super.transformSelectQuery(node, queryId);
    this.#select = outer;
    return transformed;
  }

  protected override transformFrom(node: FromNode, queryId?: QueryId) {
    const transformed = super.transformFrom(node, queryId);
    return { ...transformed, froms: transformed.froms.map((from) => this.#inForce(from, this.#select.isList)) };
  }

  protected override transformJoin(node: JoinNode, queryId?: QueryId) {
    const transformed = super.transformJoin(node, queryId);
    return { ...transformed, table: this.#inForce(transformed.table, false) };
  }

  /** @param isListed whether a list goes along this table until it has enough */
  #inForce(node: OperationNode, isListed: boolean): OperationNode {
    const { isLong } = this.#select;
    const aliased = AliasNode.is(node) ? node : undefined;
    const target = aliased ? aliased.node : node;
    if (!TableNode.is(target)) return node;
    const table = target.table.identifier.name;
    if (table !== 'tallySum' && !isRegistered(table)) return node;
    const since = table === 'tallySum' ? anything : this.#since(table);
    const { put, ended, stayed } = since;
    if (put === 'none' && ended === 'none' && stayed === 'none') return node;
    const wording = `${table} ${put} ${ended} ${stayed} ${isListed} ${isLong}`;
    const rows = this.#worded.get(wording) ?? this.#word(table, since, { isListed, isLong });
    this.#worded.set(wording, rows);
    return AliasNode.create(rows, aliased ? aliased.alias : IdentifierNode.create(table));
  }

  #word(table: RegisteredName | 'tallySum', since: Since, use: TableUse): OperationNode {
    if (table === 'tallySum') return sumsThen(this.#change);
    return rowsThen(table, since, this.#change, use);
  }
}

/** Whether a condition only compares columns with values: it looks into no other rows. */
function isPlain(condition: OperationNode | undefined): boolean {
  if (condition === undefined) return true;
  if (AndNode.is(condition)) return isPlain(condition.left) && isPlain(condition.right);
  return (
    BinaryOperationNode.is(condition) &&
    [condition.leftOperand, condition.rightOperand].every(({ kind }) => leaves.has(kind))
  );
}

/** Of a query its limit; 0 where it has none. */
function limitOf({ limit }: SelectQueryNode): number {
  return limit !== undefined && ValueNode.is(limit.limit) ? Number(limit.limit.value) : 0;
}
