/**
 * The register's queries and migrations in the words of PostgreSQL. They are written once, in those of SQLite, and mean the
 * same here: text is ordered by its bytes, numbers are as wide, `like` takes no notice of the case of Latin letters.
 */
import {
  type BinaryOperationNode,
  type ColumnDefinitionNode,
  type CreateTableNode,
  type ForeignKeyConstraintNode,
  type OperationNode,
  OperatorNode,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  RawNode,
} from 'kysely';

/** The types that migrations name. */
const types: Record<string, string> = {
  text: 'text collate "C"',
  integer: 'bigint',
  real: 'double precision',
  blob: 'bytea',
};

export class PostgresCompiler extends PostgresQueryCompiler {
  protected override visitColumnDefinition(node: ColumnDefinitionNode): void {
    const { dataType } = node;
    const type = 'dataType' in dataType ? types[String(dataType.dataType)] : undefined;
    super.visitColumnDefinition(type === undefined ? node : { ...node, dataType: RawNode.createWithSql(type) });
  }

  /** Every table of PostgreSQL is what SQLite calls strict; how rows lie beside their key is SQLite's alone. */
  protected override visitCreateTable(node: CreateTableNode): void {
    super.visitCreateTable({ ...node, endModifiers: node.endModifiers?.filter((modifier) => !isStrict(modifier)) });
  }

  /** On SQLite a transaction can put off any of them (`deferForeignKeys`). */
  protected override visitForeignKeyConstraint(node: ForeignKeyConstraintNode): void {
    super.visitForeignKeyConstraint({ ...node, deferrable: true });
  }

  /** In a list of nothing is nothing: SQLite knows, PostgreSQL does not read `in ()`. */
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { operator, rightOperand } = node;
    const isEmpty = PrimitiveValueListNode.is(rightOperand) && rightOperand.values.length === 0;
    if (isEmpty && OperatorNode.is(operator)) this.append(operator.operator === 'in' ? 'false' : 'true');
    else super.visitBinaryOperation(node);
  }

  protected override visitOperator(node: OperatorNode): void {
    this.append(node.operator === 'like' ? 'ilike' : node.operator);
  }
}

function isStrict(node: OperationNode): boolean {
  return RawNode.is(node) && node.sqlFragments.join('').startsWith('strict');
}
