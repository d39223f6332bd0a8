/**
 * The index of names: every ending of every name, code and spelling that a row bears or ever bore, so that whoever bears a
 * part of one is found in one stretch of it. Nothing is taken out, and it holds also for what was known at an earlier change:
 * a row that it finds may hold the text, and the query that asks says whether it does.
 */
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import { chainHead } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { prepared } from './prepared.ts';
import type { RegisteredName } from './registered.ts';
import type { NameKind, Tables } from './tables.ts';

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
const longest = 12;
/** Rows that are looked up one by one, rather than going through a list in its order until a page of it is full. */
const few = 5_000;
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

const namesThrough = prepared((db) => db.selectFrom('tallied').select('through').where('what', '=', what));

/** Adds the names that changes wrote since the index was last kept, up to `change`. */
export async function indexNames(trx: Db, change: number): Promise<void> {
  const [kept] = await namesThrough(trx, {});
  const through = kept?.through ?? 0;
  if (through >= change) return;
  await addParts(trx, { from: through + 1, to: change });
  await setThrough(trx, { through: change });
}

const setThrough = prepared((db, { through }: { through: number }) =>
  db
    .insertInto('tallied')
    .values({ what, through })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ through })),
);

/** Brings the index up to the last change; does nothing where it is there. */
export async function catchUpWithNames(db: Db): Promise<void> {
  const { number } = await chainHead(db);
  const [kept] = await namesThrough(db, {});
  if ((kept?.through ?? 0) < number) await db.transaction().execute((trx) => indexNames(trx, number));
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
  const [kept] = await namesThrough(db, {});
  if (kept?.through !== number) return null;
  const { rows } = await sql<{ kind: NameKind; id: string }>`
    select "kind", "id" from (${partsOf({ from: 1, to: number })}) as "parts" where not exists (
      select 1 from "nameSuffix" as "kept" where "kept"."kind" = "parts"."kind"
        and "kept"."suffix" = "parts"."suffix" and "kept"."id" = "parts"."id") limit 1`.execute(db);
  return rows[0] ?? null;
}

/** Whether a search goes by the index. */
export interface Reach {
  /** For a page of its list: where so few rows may hold the text that each of them is looked up. */
  list: boolean;
  /** For their count: the list would be gone through to its end. */
  count: boolean;
}

const none: Reach = { list: false, count: false };

/** Gives a row where the index holds every change. */
const isUpToDate = prepared((db) =>
  db
    .selectFrom('tallied')
    .select('through')
    .where('what', '=', what)
    .where('through', '=', (eb) => eb.selectFrom('change').select('number').orderBy('number', 'desc').limit(1)),
);

/**
 * How far a text reaches into the names of these kinds.
 *
 * @param term null where nothing was typed
 * @param isNarrowed whether something else, a town, leads to a few rows that are looked at whatever they are called
 */
export async function reachOf(
  db: Db,
  kinds: readonly NameKind[],
  { term, isNarrowed = false }: { term: string | null; isNarrowed?: boolean },
): Promise<Reach> {
  if (term === null || (await isUpToDate(db, {})).length === 0) return none;
  for (const kind of kinds) {
    const found = idsHolding(db, kind, term)
      .limit(few + 1)
      .as('found');
    const { count } = await db
      .selectFrom(found)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    if (Number(count) > few) return { list: false, count: !isNarrowed };
  }
  return { list: true, count: true };
}

/** The query, of those rows alone whose column names one of the ids. */
export function among<DB, TB extends keyof DB, O, From, Part extends keyof From>(
  query: SelectQueryBuilder<DB, TB, O>,
  column: string,
  ids: SelectQueryBuilder<From, Part, { id: string }>,
): SelectQueryBuilder<DB, TB, O> {
  // Joined and not asked with `in`, so that a count ends with the row that is enough. The query knows no more columns by it.
  return query.innerJoin(ids.distinct().as('found') as never, 'found.id' as never, column as never) as never;
}

/** The rows of a kind of which a name may hold the text, or have held it; one may come several times. */
export function idsHolding(
  db: Db,
  kind: NameKind,
  term: string,
): SelectQueryBuilder<Tables, 'nameSuffix', { id: string }> {
  const beginning = [...lower(term)].slice(0, longest).join('');
  const after = nextAfter(beginning);
  return db
    .selectFrom('nameSuffix')
    .select('nameSuffix.id')
    .where('nameSuffix.kind', '=', kind)
    .where('nameSuffix.suffix', '>=', beginning)
    .$if(after !== null, (query) => query.where('nameSuffix.suffix', '<', after ?? ''));
}

const lower = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The first text, in the order of bytes, after all that begin with this one; null where there is none. */
function nextAfter(text: string): string | null {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // After U+D7FF come halves of characters, which are written as U+FFFD: more is found then, and nothing missed.
  return String.fromCodePoint(...points, last + 1);
}
