/** Which rows are asked for, told to PostgreSQL before it plans how to find what hangs on them. */
import type { SelectQueryBuilder } from 'kysely';
import type { Db } from './client.server.ts';
import { isPostgres } from './engine.ts';

type Ids<Part extends keyof From, From> = SelectQueryBuilder<From, Part, { id: string }>;

/** So many may be named in a query one by one. */
const most = 1_000;

/**
 * The identities themselves where they are few, otherwise the query for them. PostgreSQL keeps no statistics of a table and its history put
 * together, takes any query for half of them, and reads what hangs on them from one end to the other. SQLite follows an index
 * either way and is spared the question.
 */
export async function fewIds<From, Part extends keyof From>(
  db: Db,
  ids: Ids<Part, From>,
): Promise<readonly string[] | Ids<Part, From>> {
  if (!isPostgres(db)) return ids;
  const rows = await ids.limit(most + 1).execute();
  return rows.length > most ? ids : rows.map(({ id }) => id);
}
