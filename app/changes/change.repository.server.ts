/** Reading the row of changes: which were made, by whom, and what undid them. */
import { type ExpressionBuilder, sql } from 'kysely';
import { type Reader, type Scope, scopeOf } from '#app/accounts/policy.rules.ts';
import { mostChoices, mostCounted } from '#app/counting.ts';
import { notFound } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { countUpTo } from '#db/count.server.ts';
import type { ChangeKind, Row, Tables } from '#db/tables.ts';
import { numbersTouching, type Owned } from './ownership.repository.server.ts';

export type Change = Row<'change'> & {
  accountName: string | null;
  /** The producer whose account made it; null where an office or the register did. */
  producerId: string | null;
  townName: string | null;
  undoneBy: number | null;
};

export interface ChangeFilter {
  scope: Scope;
  /** Only changes that touched a row of it. */
  of?: Owned;
  account?: string;
  kind?: ChangeKind;
  /** Only changes with a smaller number: the page after one that ended there. */
  before?: number;
  /** Only changes with a greater number, oldest first: for a system that follows. */
  after?: number;
  limit: number;
}

/** Changes that the scope reaches, newest first (oldest first where `after` is given). */
export async function listChanges(db: Db, filter: ChangeFilter): Promise<Change[]> {
  const order = filter.after === undefined ? 'desc' : 'asc';
  return changes(db).where('change.number', 'in', numbersWithin(db, filter)).orderBy('change.number', order).execute();
}

/** The first numbers that the scope reaches. */
function numbersWithin(db: Db, filter: ChangeFilter) {
  const { scope, limit, after } = filter;
  const first = (query: ReturnType<typeof numbers>) =>
    db
      .selectFrom(
        narrowed(query, filter)
          .orderBy('change.number', after === undefined ? 'desc' : 'asc')
          .limit(limit)
          .as('first'),
      )
      .select('first.number');
  if (scope.kind !== 'town') return first(inScope(numbers(db), scope));
  // Each part in its own order: of both together SQLite would read all to find the first.
  const own = first(numbers(db).where('change.town', '=', scope.town));
  const districts = first(
    numbers(db)
      .where('change.town', 'is', null)
      .where('change.kind', 'not in', [...notTold]),
  );
  return db
    .selectFrom(own.union(districts).as('both'))
    .select('both.number')
    .orderBy('both.number', after === undefined ? 'desc' : 'asc')
    .limit(limit);
}

const numbers = (db: Db) => db.selectFrom('change').select('change.number');

/** The last few changes of something that the reader's scope reaches. */
export async function listRecentChanges(db: Db, reader: Reader, of: Owned, upTo: number): Promise<Change[]> {
  return listChanges(db, { scope: scopeOf(reader), of, before: upTo + 1, limit: 5 });
}

/** How many there are, up to `mostCounted`. */
export async function countChanges(db: Db, filter: Omit<ChangeFilter, 'limit'>): Promise<number> {
  const { scope, of, account, kind, before, after } = filter;
  // Numbers have no gaps.
  if (scope.kind === 'all' && [of, account, kind, after].every((each) => each === undefined))
    return before === undefined ? (await chainHead(db)).number : before - 1;
  return countUpTo(db, narrowed(inScope(numbers(db), scope), filter), mostCounted);
}

/** @throws Problem `not-found` where there is no change of this number, or the scope does not reach it */
export async function getChange(db: Db, number: number, scope: Scope = { kind: 'all' }): Promise<Change> {
  const reached = inScope(numbers(db), scope).where('change.number', '=', number);
  const change = await changes(db).where('change.number', 'in', reached).executeTakeFirst();
  if (!change) throw notFound(`第 ${number} 号变更`);
  return change;
}

/** The kind of a change; of an undo, the kind of what was undone first. */
export async function getRootKind(db: Db, { kind, undoes }: Pick<Change, 'kind' | 'undoes'>): Promise<ChangeKind> {
  return undoes === null ? kind : getRootKind(db, await getChange(db, undoes));
}

/** Who made changes that the scope reaches, by name; of very many the first. */
export async function listMakers(db: Db, scope: Scope): Promise<{ username: string; name: string }[]> {
  if (scope.kind === 'producer') return makersAmong(db, scope);
  const rows = await db
    .selectFrom('account')
    .select(['account.username', 'account.name'])
    .$if(scope.kind === 'town', (query) => query.where(ofTown(scope.kind === 'town' ? scope.town : '')))
    .where(({ exists }) =>
      exists(inScope(numbers(db), scope).whereRef('change.account', '=', sql.ref('account.username'))),
    )
    .limit(mostChoices)
    .execute();
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A producer's changes are few: their makers are found from them. */
function makersAmong(db: Db, scope: Scope) {
  return db
    .selectFrom('account')
    .select(['account.username', 'account.name'])
    .where('account.username', 'in', inScope(numbers(db), scope).clearSelect().select('change.account'))
    .orderBy('account.name')
    .execute();
}

/** The accounts that write in a town: the district's, its office's, its producers'. */
const ofTown = (town: string) => (eb: ExpressionBuilder<Tables, 'account'>) =>
  eb.or([
    eb('account.role', '=', 'district'),
    eb('account.townCode', '=', town),
    eb('account.producerId', 'in', (sub) =>
      sub.selectFrom('producer').select('producer.id').where('producer.townCode', '=', town),
    ),
  ]);

function changes(db: Db) {
  return db
    .selectFrom('change')
    .leftJoin('account', 'account.username', 'change.account')
    .leftJoin('town', 'town.code', 'change.town')
    .selectAll('change')
    .select(['account.name as accountName', 'account.producerId', 'town.name as townName'])
    .select((eb) =>
      eb
        .selectFrom('change as later')
        .select((sub) => sub.fn.max('later.number').as('number'))
        .whereRef('later.undoes', '=', 'change.number')
        .as('undoneBy'),
    );
}

/** What a town's office is not told of the district's own. */
const notTold = ['account-add', 'account-amend', 'undo'] as const;

function inScope(query: ReturnType<typeof numbers>, scope: Scope) {
  if (scope.kind === 'none') return query.where(sql.lit(false));
  if (scope.kind === 'producer')
    return query.where('change.number', 'in', numbersTouching({ owner: 'producer', id: scope.producer }));
  if (scope.kind === 'all') return query;
  return query.where((eb) =>
    eb.or([
      eb('change.town', '=', scope.town),
      eb.and([eb('change.town', 'is', null), eb('change.kind', 'not in', [...notTold])]),
    ]),
  );
}

type Narrowing = Omit<ChangeFilter, 'scope' | 'limit'>;

function narrowed(query: ReturnType<typeof numbers>, { of, account, kind, before, after }: Narrowing) {
  return query
    .$if(account !== undefined, (asked) => asked.where('change.account', '=', account ?? ''))
    .$if(kind !== undefined, (asked) => asked.where('change.kind', '=', kind ?? 'seed'))
    .$if(before !== undefined, (asked) => asked.where('change.number', '<', before ?? 0))
    .$if(after !== undefined, (asked) => asked.where('change.number', '>', after ?? 0))
    .$if(of !== undefined, (asked) => (of ? asked.where('change.number', 'in', numbersTouching(of)) : asked));
}
