/**
 * Queries whose text never changes, worded and compiled once for each register and run with other values: building one
 * with Kysely takes longer than SQLite takes to find a row. As known at a change there is a wording for what may have been written
 * to its tables since.
 */
import { type CompiledQuery, createQueryId, type RootOperationNode } from 'kysely';
import type { Db } from './client.server.ts';
import { answersAtOnce, connectionOf } from './connection-of.ts';
import { KnownAt, type Premises } from './known-at.ts';
import { KnownAtTransformer } from './known-at-transformer.ts';

type Value = string | number | null;

/** A query that was built, with the builder or as text. */
interface Worded<R> {
  compile(db: Db): CompiledQuery<R>;
  toOperationNode(): RootOperationNode;
}

/** Stands in a query for the value of that name. */
class Place {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Null of the present. */
interface Wording<R> {
  query: CompiledQuery<R>;
  premises: Premises | null;
}

/**
 * @param word builds the query. It is called with stand-ins for the values, which it may only hand on: it must not look at
 *   them, or decide by them
 * @returns the query's rows on a handle, with these values
 */
export function prepared<V extends Readonly<Record<string, Value>>, R>(
  word: (db: Db, values: V) => Worded<R>,
): (db: Db, values: V) => Promise<R[]> {
  // A register, its transactions and what reads it as known have one adapter.
  const known = new WeakMap<object, Wording<R>[]>();
  return async (db, values) => {
    const { plugins, adapter } = db.getExecutor();
    const view = plugins.find((plugin) => plugin instanceof KnownAt);
    const wordings = known.get(adapter) ?? [];
    known.set(adapter, wordings);
    const found = wordings.find(({ premises }) => (premises === null ? !view : view?.suits(premises)));
    const { query, premises } = found ?? (view ? wordAsKnown(word, view) : wordPresent(word, db));
    if (!found) wordings.push({ query, premises });
    const parameters = query.parameters.map((each) => {
      if (each === theChange) return view?.change;
      return each instanceof Place ? values[each.name] : each;
    });
    const asked = { query: query.query, queryId: query.queryId, sql: query.sql, parameters };
    const present = view?.db ?? db;
    const connection = await connectionOf(present);
    const { rows } = await (answersAtOnce(connection) ? connection : present).executeQuery<R>(asked);
    if (premises === null || (await view?.hold([premises]))) return rows;
    // A write came between. The plugin words the same query by what is known now, and looks again.
    return (await db.executeQuery<R>(word(db, values).compile(db))).rows;
  };
}

const places: unknown = new Proxy({}, { get: (_, name) => new Place(String(name)) });
const theChange = new Place('the change');
const transformer = new KnownAtTransformer(theChange);

type Word<V, R> = (db: Db, values: V) => Worded<R>;

function wordPresent<V, R>(word: Word<V, R>, db: Db): Wording<R> {
  return { query: word(db, places as V).compile(db), premises: null };
}

function wordAsKnown<V, R>(word: Word<V, R>, view: KnownAt): Wording<R> {
  const { worded, premises } = view.word(word(view.db, places as V).toOperationNode(), transformer);
  return { query: view.db.getExecutor().compileQuery(worded, createQueryId()), premises };
}
