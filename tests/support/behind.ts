/** What a test does behind the server's back, as somebody with a database tool, on whatever engine. */
import { CompiledQuery } from 'kysely';
import { openDatabase } from '#db/client.server.ts';
import { isPostgresUrl } from '#db/engine.ts';

export interface Behind {
  /** Runs SQL with `?` for values; names are written as they are. */
  all<R = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<R[]>;
  /** The first column of the first row. */
  pluck(query: string, ...values: unknown[]): Promise<unknown>;
  /** The first column of every row. */
  plucks(query: string, ...values: unknown[]): Promise<string[]>;
  close(): Promise<void>;
}

/** @param address a `DATABASE_URL` */
export function lookBehind(address: string): Behind {
  const db = openDatabase(address);
  const all = async <R>(query: string, ...values: unknown[]) =>
    (await db.executeQuery<R>(CompiledQuery.raw(isPostgresUrl(address) ? worded(query) : query, values))).rows;
  return {
    all,
    pluck: async (query, ...values) => Object.values((await all<object>(query, ...values))[0] ?? {})[0],
    plucks: async (query, ...values) =>
      (await all<object>(query, ...values)).map((row) => String(Object.values(row)[0])),
    close: () => db.destroy(),
  };
}

/** PostgreSQL folds names that are not quoted, and numbers its values. */
function worded(query: string): string {
  let values = 0;
  return query.replace(/'[^']*'|"[^"]*"|\?|\b[a-z]+[A-Z]\w*/g, (word) => {
    if (word === '?') {
      values += 1;
      return `$${values}`;
    }
    return /^['"]/.test(word) ? word : `"${word}"`;
  });
}
