/** Searching by the index of names (`names.server.ts`): it leads to rows that may hold a text, and the query that asks says which do. */
import type { SelectQueryBuilder } from 'kysely';
import type { Db } from './client.server.ts';
import { isUpToDate, longest } from './names.server.ts';
import type { NameKind, Tables } from './tables.ts';

/** Rows that are looked up one by one, rather than going through a list in its order until a page of it is full. */
const few = 5_000;

/** Whether a search goes by the index. */
export interface Reach {
  /** For a page of its list: where so few rows may hold the text that each of them is looked up. */
  list: boolean;
  /** For their count: the list would be gone through to its end. */
  count: boolean;
}

const none: Reach = { list: false, count: false };

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
