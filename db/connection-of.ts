/**
 * The connection that a handle's queries go to, asked for once. Kysely asks for it anew with each query, through a dozen
 * promises within a transaction, so that queries of one connection wait for each other: SQLite's answers before any could wait.
 */
import type { DatabaseConnection } from 'kysely';
import type { Db } from './client.server.ts';

const known = new WeakMap<object, DatabaseConnection>();

/** A transaction's own connection; outside of one, a connection that holds nothing between two queries. */
export function connectionOf(db: Db): DatabaseConnection | Promise<DatabaseConnection> {
  const executor = db.getExecutor();
  return (
    known.get(executor) ??
    executor.provideConnection(async (connection) => {
      known.set(executor, connection);
      return connection;
    })
  );
}

/** Whether a connection has answered before another query could be put to it. */
export function answersAtOnce(connection: DatabaseConnection): boolean {
  return 'answersAtOnce' in connection;
}
