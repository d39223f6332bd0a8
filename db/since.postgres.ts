/** What was written to registered tables since a change, on PostgreSQL: asked of all of them at once, and again after another change. */
import { type Kysely, sql } from 'kysely';
import { oncePerTurn } from './postgres.server.ts';
import { type RegisteredName, registeredNames } from './registered.ts';
import { type AskSince, few, type Outlook, stayedLong } from './since.ts';
import type { Tables } from './tables.ts';

/** The last changes to a table; 0 where there is none. */
interface Written {
  table: RegisteredName;
  /** That put a row which stands. */
  put: number;
  /** That ended a version. */
  ended: number;
  /** From here on no more than `few` versions ended that had stayed for more than `soon` changes. */
  fewStayed: number;
}

/** Nothing registered is written but by a change, so the number of the last one tells whether anything was. */
export function outlookOnPostgres(db: Kysely<Tables>): Outlook {
  const head = oncePerTurn(() => lastChange(db));
  let known: { head: number; written: Promise<Map<RegisteredName, Written>> } | null = null;
  let ask: AskSince | undefined;
  return {
    ask: () => ask,
    async renew() {
      const now = await head();
      if (known?.head !== now) known = { head: now, written: read(db) };
      const reading = known;
      try {
        ask = asker(await reading.written);
        return ask;
      } catch (error) {
        if (known === reading) known = null;
        throw error;
      }
    },
  };
}

const untouched: Omit<Written, 'table'> = { put: 0, ended: 0, fewStayed: 0 };

const asker =
  (written: Map<RegisteredName, Written>): AskSince =>
  (table, change) => {
    const { put, ended, fewStayed } = written.get(table) ?? untouched;
    if (ended <= change) return { put: put <= change ? 'none' : 'any', ended: 'none', stayed: 'none' };
    // How many ended soon is not looked at: mostly few, and where a file was imported then no more than it has rows.
    const extent = fewStayed <= change ? 'few' : 'any';
    return { put: 'any', ended: extent, stayed: extent };
  };

const next = sql`offset ${sql.lit(few)} limit 1`;

async function lastChange(db: Kysely<Tables>): Promise<number> {
  const { last } = await db
    .selectFrom('change')
    .select(({ fn }) => fn.max<number | null>('number').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function read(db: Kysely<Tables>): Promise<Map<RegisteredName, Written>> {
  const lasts = registeredNames.map((table) => {
    const history = sql.table(`${table}History`);
    return sql`select ${sql.lit(table)} as "table",
      coalesce((select max("change") from ${sql.table(table)}), 0) as "put",
      coalesce((select max("endedBy") from ${history}), 0) as "ended",
      coalesce((select "endedBy" from ${history} where ${stayedLong} order by "endedBy" desc ${next}), 0) as "fewStayed"`;
  });
  const { rows } = await sql<Written>`${sql.join(lasts, sql` union all `)}`.execute(db);
  return new Map(rows.map((row) => [row.table, row]));
}
