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
import { type RegisteredName, registered } from './registered.ts';
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

/** Every part of every name that the changes wrote, as rows of the index; some come several times. */
function partsOf(changes: Changes): RawBuilder<unknown> {
  const whole = namesIn('within', changes);
  return sql`with recursive "place" ("at") as (
      select 1 union all select "at" + 1 from "place"
        where "at" < (select max(length("rest")) from (${whole}) as "whole"))
    select "kind", substr("rest", "at", ${sql.lit(longest)}) as "suffix", "id"
      from (${whole}) as "whole" cross join "place" where "at" <= length("rest")
    union all select "kind", substr("rest", 1, ${sql.lit(longest)}), "id" from (${namesIn('begins', changes)}) as "whole"
    union all ${picturesIn(changes)}`;
}

/** A row keeps its pictures as `["…","…"]`: where the hash of each begins, in characters from the first one's on. */
const pictureAt = [0, 1, 2, 3, 4, 5].map((place) => 3 + place * 67);

const pictured = [
  ['product', 'id'],
  ['productDraft', 'productId'],
] as const;

function picturesIn({ from, to }: Changes): RawBuilder<unknown> {
  const parts = pictured.flatMap(([table, id]) =>
    [table, `${table}History`].flatMap((source) =>
      pictureAt.map(
        (at) => sql`select 'picture' as "kind", substr("pictures", ${sql.lit(at)}, ${sql.lit(longest)}) as "suffix",
          ${sql.ref(id)} as "id" from ${sql.table(source)}
          where "change" between ${from} and ${to} and length("pictures") > ${sql.lit(at)}`,
      ),
    ),
  );
  return sql.join(parts, sql` union all `);
}

function namesIn(how: 'within' | 'begins', changes: Changes): RawBuilder<unknown> {
  const parts = Object.entries(named).flatMap(([table, { kind, id, [how]: columns = [] }]) =>
    columns.flatMap((column) => {
      // On either engine these are the Latin letters that `like` takes for each other, and no more.
      const of = sql`select ${sql.lit(kind)} as "kind", lower(${sql.ref(`named.${column}`)}) as "rest",
        ${sql.ref(`named.${id}`)} as "id"`;
      const where = sql`"named"."change" between ${changes.from} and ${changes.to}
        and ${sql.ref(`named.${column}`)} <> ''`;
      // Most that was amended kept its name.
      const isKept = sql`select 1 from ${sql.table(table)} as "now" where ${isSame(table as RegisteredName, column)}`;
      return [
        sql`${of} from ${sql.table(table)} as "named" where ${where}`,
        sql`${of} from ${sql.table(`${table}History`)} as "named" where ${where} and not exists (${isKept})`,
      ];
    }),
  );
  return sql.join(parts, sql` union all `);
}

/** That an ended version's row is in force and bears the same name. */
function isSame(table: RegisteredName, column: string): RawBuilder<unknown> {
  const same = [...registered[table].key, column].map(
    (each) => sql`${sql.ref(`now.${each}`)} = ${sql.ref(`named.${each}`)}`,
  );
  return sql.join(same, sql` and `);
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
    const isNamed = [...written].some(([table, rows]) => {
      const columns = columnsIn(table);
      return columns.length > 0 && (rows === null || movedRows(table, columns, rows).length > 0);
    });
    if (isNamed) await addParts(trx, { from: change, to: change });
  },
  catchUp: indexNames,
};

/** The columns of a table that the index is made of. */
function columnsIn(table: RegisteredName): string[] {
  const { within = [], begins = [] } = named[table] ?? {};
  return [...within, ...begins, ...(pictured.some(([each]) => each === table) ? ['pictures'] : [])];
}

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
