/**
 * Queries whose text never changes, worded and compiled once for each register and run with other values: building one
 * with Kysely takes longer than SQLite takes to find a row.
 */
import type { CompiledQuery } from 'kysely';
import type { Db } from './client.server.ts';
import { answersAtOnce, connectionOf } from './connection-of.ts';

type Value = string | number | null;

/** A query that was built, with the builder or as text. */
interface Worded<R> {
  compile(db: Db): CompiledQuery<R>;
}

/** Stands in a query for the value of that name. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * @param word builds the query. It is called with stand-ins for the values, which it may only hand on: it must not look at
 *   them, or decide by them
 * @returns the query's rows on a handle, with these values
 */
export function prepared<V extends Readonly<Record<string, Value>>, R>(
  word: (db: Db, values: V) => Worded<R>,
): (db: Db, values: V) => Promise<R[]> {
  // A register and its transactions have one adapter. What a plugin rewrites, reading as known at a change, is worded anew.
  const known = new WeakMap<object, CompiledQuery<R>>();
  return async (db, values) => {
    const { plugins, adapter } = db.getExecutor();
    // With the values themselves: whoever rewrites it may run it again.
    if (plugins.length > 0) return (await db.executeQuery<R>(word(db, values).compile(db))).rows;
    const query = known.get(adapter) ?? word(db, places as V).compile(db);
    known.set(adapter, query);
    const parameters = query.parameters.map((each) => (each instanceof Place ? values[each.name] : each));
    const asked = { query: query.query, queryId: query.queryId, sql: query.sql, parameters };
    const connection = await connectionOf(db);
    const { rows } = await (answersAtOnce(connection) ? connection : db).executeQuery<R>(asked);
    return rows;
  };
}

const places: unknown = new Proxy({}, { get: (_, name) => new Place(String(name)) });
