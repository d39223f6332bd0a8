/**
 * The index of names: every ending of every name, code and spelling that a row bears or ever bore, so that whoever bears a
 * part of one is found in one stretch of it. Nothing is taken out, and it holds also for what was known at an earlier change:
 * a row that it finds may hold the text, and the query that asks says whether it does.
 */
import { type RawBuilder, sql } from 'kysely';
import { chainHead } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { type Derived, setThrough, throughOf } from './derived.server.ts';
import { prepared } from './prepared.ts';
import type { RegisteredName } from './registered.ts';
import type { NameKind } from './tables.ts';
import { movedRows } from './versions.server.ts';

/** What of a table's rows is looked for. */
interface Named {
  kind: NameKind;
  /** The column that names the row that is looked for. */
  id: string;
  /** Found by any part. */
  within: readonly string[];
  /** Found by its beginning. */
  begins?: readonly string[];
}

const named: Partial<Record<RegisteredName, Named>> = {
  village: { kind: 'village', id: 'code', within: ['name', 'code', 'pinyin'], begins: ['initials'] },
  villageEvent: { kind: 'village', id: 'villageCode', within: ['oldName'] },
  producer: { kind: 'producer', id: 'id', within: ['name', 'pinyin'], begins: ['initials', 'creditCode'] },
  product: { kind: 'product', id: 'id', within: ['name', 'pinyin', 'initials'] },
  certificate: { kind: 'certificate', id: 'id', within: ['number'] },
};

/** Characters of an ending that are kept: few names have more from where somebody begins to type. */
export const longest = 12;
const what = 'names';

interface Changes {
  from: number;
  to: number;
}

/** Every part of every name that the changes wrote, as rows of the index. */
function partsOf(changes: Changes): RawBuilder<unknown> {
  return sql`with recursive "part" ("kind", "rest", "id") as (
      select "kind", "rest", "id" from (${namesIn('within', changes)}) as "whole"
      union all select "kind", substr("rest", 2), "id" from "part" where length("rest") > 1)
    select "kind", substr("rest", 1, ${sql.lit(longest)}) as "suffix", "id" from "part"
    union select "kind", substr("rest", 1, ${sql.lit(longest)}), "id" from (${namesIn('begins', changes)}) as "whole"`;
}

function namesIn(how: 'within' | 'begins', { from, to }: Changes): RawBuilder<unknown> {
  const parts = Object.entries(named).flatMap(([table, { kind, id, [how]: columns = [] }]) =>
    [table, `${table}History`].flatMap((source) =>
      columns.map(
        // On either engine these are the Latin letters that `like` takes for each other, and no more.
        (column) => sql`select ${sql.lit(kind)} as "kind", lower(${sql.ref(column)}) as "rest", ${sql.ref(id)} as "id"
          from ${sql.table(source)} where "change" between ${from} and ${to} and ${sql.ref(column)} <> ''`,
      ),
    ),
  );
  return sql.join(parts, sql` union all `);
}

const addParts = prepared(
  (_, { from, to }: { from: number; to: number }) =>
    sql`insert into "nameSuffix" ("kind", "suffix", "id")
      select "kind", "suffix", "id" from (${partsOf({ from, to })}) as "parts" order by "kind", "suffix", "id"
      on conflict do nothing`,
);

/** Kept with every change. Most alter no name, and of these nothing is asked. */
export const nameIndex: Derived = {
  async add(trx, change, written) {
    const isNamed = Object.entries(named).some(([name, { within, begins = [] }]) => {
      const table = name as RegisteredName;
      const rows = written.get(table);
      return rows === null || (rows && movedRows(table, [...within, ...begins], rows).length > 0);
    });
    if (isNamed) await addParts(trx, { from: change, to: change });
  },
  catchUp: indexNames,
};

/** Adds the names that changes wrote since the index was last kept, up to `change`. */
export async function indexNames(trx: Db, change: number): Promise<void> {
  const through = await throughOf(trx, what);
  if (through >= change) return;
  await addParts(trx, { from: through + 1, to: change });
  await setThrough(trx, what, change);
}

/** Brings the index up to the last change; does nothing where it is there. */
export async function catchUpWithNames(db: Db): Promise<void> {
  const { number } = await chainHead(db);
  if ((await throughOf(db, what)) < number) await db.transaction().execute((trx) => indexNames(trx, number));
}

/** Makes the index anew from every version of every row. @returns the last change that it holds */
export async function remakeNames(db: Db): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('nameSuffix').execute();
    await trx.deleteFrom('tallied').where('what', '=', what).execute();
    const { number } = await chainHead(trx);
    await indexNames(trx, number);
    return number;
  });
}

/** A row whose name the index lacks; null where it lacks none, or is still to be brought up. What it has beyond does no harm. */
export async function nameFault(db: Db): Promise<{ kind: NameKind; id: string } | null> {
  const { number } = await chainHead(db);
  if ((await throughOf(db, what)) !== number) return null;
  const { rows } = await sql<{ kind: NameKind; id: string }>`
    select "kind", "id" from (${partsOf({ from: 1, to: number })}) as "parts" where not exists (
      select 1 from "nameSuffix" as "kept" where "kept"."kind" = "parts"."kind"
        and "kept"."suffix" = "parts"."suffix" and "kept"."id" = "parts"."id") limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Gives a row where the index holds every change. */
export const isUpToDate = prepared((db) =>
  db
    .selectFrom('tallied')
    .select('through')
    .where('what', '=', what)
    .where('through', '=', (eb) => eb.selectFrom('change').select('number').orderBy('number', 'desc').limit(1)),
);
