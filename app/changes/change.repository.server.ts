/** Reading the row of changes: which were made, by whom, and what undid them. */
import { sql } from 'kysely';
import { type Reader, type Scope, scopeOf } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { ChangeKind, Row } from '#db/tables.ts';
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
  return within(changes(db), filter).orderBy('change.number', order).limit(filter.limit).execute();
}

/** The last few changes of something that the reader's scope reaches. */
export async function listRecentChanges(db: Db, reader: Reader, of: Owned, upTo: number): Promise<Change[]> {
  return listChanges(db, { scope: scopeOf(reader), of, before: upTo + 1, limit: 5 });
}

export async function countChanges(db: Db, filter: Omit<ChangeFilter, 'limit'>): Promise<number> {
  const { count } = await within(changes(db), { ...filter, limit: 0 })
    .clearSelect()
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @throws Problem `not-found` where there is no change of this number, or the scope does not reach it */
export async function getChange(db: Db, number: number, scope: Scope = { kind: 'all' }): Promise<Change> {
  const change = await within(changes(db), { scope, limit: 1 }).where('change.number', '=', number).executeTakeFirst();
  if (!change) throw notFound(`第 ${number} 号变更`);
  return change;
}

/** The kind of a change; of an undo, the kind of what was undone first. */
export async function getRootKind(db: Db, { kind, undoes }: Pick<Change, 'kind' | 'undoes'>): Promise<ChangeKind> {
  return undoes === null ? kind : getRootKind(db, await getChange(db, undoes));
}

/** Who made the changes that the scope reaches, by name. */
export async function listMakers(db: Db, scope: Scope): Promise<{ username: string; name: string }[]> {
  const rows = await within(changes(db), { scope, limit: 0 })
    .clearSelect()
    .select(['change.account as username', 'account.name'])
    .distinct()
    .where('change.account', 'is not', null)
    .orderBy('account.name')
    .execute();
  return rows.flatMap(({ username, name }) => (username === null ? [] : [{ username, name: name ?? username }]));
}

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

function within(query: ReturnType<typeof changes>, { scope, of, account, kind, before, after }: ChangeFilter) {
  let narrowed = query;
  if (scope.kind === 'none') narrowed = narrowed.where(sql.lit(false));
  if (scope.kind === 'producer')
    narrowed = narrowed.where('change.number', 'in', numbersTouching({ owner: 'producer', id: scope.producer }));
  if (scope.kind === 'town')
    narrowed = narrowed.where((eb) =>
      eb.or([
        eb('change.town', '=', scope.town),
        eb.and([eb('change.town', 'is', null), eb('change.kind', 'not in', ['account-add', 'account-amend', 'undo'])]),
      ]),
    );
  if (account !== undefined) narrowed = narrowed.where('change.account', '=', account);
  if (kind !== undefined) narrowed = narrowed.where('change.kind', '=', kind);
  if (before !== undefined) narrowed = narrowed.where('change.number', '<', before);
  if (after !== undefined) narrowed = narrowed.where('change.number', '>', after);
  if (of !== undefined) narrowed = narrowed.where('change.number', 'in', numbersTouching(of));
  return narrowed;
}
