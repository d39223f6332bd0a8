/**
 * Which tables a transaction wrote to, noted by its connection from the statements that it ran: asking every registered
 * table what the open change wrote took a ninth of a change's time.
 */
import {
  type CompiledQuery,
  DeleteQueryNode,
  InsertQueryNode,
  type OperationNode,
  type RootOperationNode,
  SelectQueryNode,
  TableNode,
  UpdateQueryNode,
} from 'kysely';
import type { Db } from './client.server.ts';
import { connectionOf } from './connection-of.ts';

export class NotedWrites {
  readonly #tables = new Set<string>();
  #isComplete = true;

  note({ query, sql }: CompiledQuery): void {
    if (onlyReads(query, sql)) return;
    const target = targetOf(query);
    // Triggers and foreign keys write no further registered table: history is the table's own.
    if (target && TableNode.is(target)) this.#tables.add(target.table.identifier.name);
    else this.#isComplete = false;
  }

  /** The tables that were written to, be it no row of them; null where a statement did not say which. */
  get tables(): ReadonlySet<string> | null {
    return this.#isComplete ? this.#tables : null;
  }
}

/** A select may write where it has a `with`, and text that begins otherwise may be anything. */
function onlyReads(query: RootOperationNode, sql: string): boolean {
  if (SelectQueryNode.is(query)) return query.with === undefined;
  return query.kind === 'RawNode' && /^\s*select\b/i.test(sql);
}

function targetOf(query: RootOperationNode): OperationNode | undefined {
  if ('with' in query && query.with !== undefined) return undefined;
  if (InsertQueryNode.is(query)) return query.into;
  if (UpdateQueryNode.is(query)) return query.table;
  if (!DeleteQueryNode.is(query)) return undefined;
  const [from, ...others] = query.from.froms;
  return others.length === 0 ? from : undefined;
}

/** What the transaction's connection noted. */
export async function notedBy(trx: Db): Promise<ReadonlySet<string> | null> {
  const connection = await connectionOf(trx);
  return 'written' in connection && connection.written instanceof NotedWrites ? connection.written.tables : null;
}
