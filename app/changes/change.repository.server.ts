/** Reading the row of changes: lists, one change with its rows, the history of one village. */
import { sql } from 'kysely';
import type { Scope } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { type RegisteredName, registered, registeredNames } from '#db/registered.ts';
import type { ChangeKind, Row } from '#db/tables.ts';
import { keyOf, type Version, versionsEnded, versionsWritten } from '#db/versions.server.ts';
import { type RowChange, rowChange } from './row-history.rules.ts';

export type Change = Row<'change'> & {
  accountName: string | null;
  townName: string | null;
  undoneBy: number | null;
};

export interface ChangeFilter {
  scope: Scope;
  village?: string;
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
    .select(['account.name as accountName', 'town.name as townName'])
    .select((eb) =>
      eb
        .selectFrom('change as later')
        .select((sub) => sub.fn.max('later.number').as('number'))
        .whereRef('later.undoes', '=', 'change.number')
        .as('undoneBy'),
    );
}

function within(query: ReturnType<typeof changes>, { scope, village, account, kind, before, after }: ChangeFilter) {
  let narrowed = query;
  if (scope.kind === 'none') narrowed = narrowed.where(sql.lit(false));
  if (scope.kind === 'own') narrowed = narrowed.where('change.account', '=', scope.username);
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
  if (village !== undefined) narrowed = narrowed.where('change.number', 'in', numbersTouching(village));
  return narrowed;
}

/** The numbers of the changes that wrote or ended a row of a village, in whatever table. */
function numbersTouching(village: string) {
  const parts = registeredNames.flatMap((table) => {
    const ofVillage = condition(table, village);
    if (ofVillage === undefined) return [];
    const history = sql.table(`${table}History`);
    return [
      sql`select "change" as "number" from ${sql.table(table)} where ${ofVillage}`,
      sql`select "change" from ${history} where ${ofVillage}`,
      sql`select "endedBy" from ${history} where ${ofVillage}`,
    ];
  });
  return sql<number>`(${sql.join(parts, sql` union `)})`;
}

function condition(table: RegisteredName, village: string) {
  const path = registered[table].village;
  if (path === undefined) return undefined;
  if (!('through' in path)) return sql`${sql.ref(path.column)} = ${village}`;
  const parent = sql.ref(registered[path.through].key[0] ?? 'id');
  return sql`${sql.ref(path.column)} in (
    select ${parent} from ${sql.table(path.through)} where "villageCode" = ${village}
    union select ${parent} from ${sql.table(`${path.through}History`)} where "villageCode" = ${village})`;
}

/** What each of the changes did, row by row and field by field: one pass over the tables for a page of changes. */
export async function rowChangesOf(
  db: Db,
  numbers: readonly number[],
  tables: readonly RegisteredName[] = registeredNames,
): Promise<Map<number, RowChange[]>> {
  const result = new Map<number, RowChange[]>(numbers.map((number) => [number, []]));
  if (numbers.length === 0) return result;
  for (const table of tables) {
    const ended = byChange(table, await versionsEnded(db, table, numbers), ({ endedBy }) => endedBy);
    const written = byChange(table, await versionsWritten(db, table, numbers), ({ change }) => change);
    for (const [number, rows] of result) {
      const before = ended.get(number);
      const after = written.get(number);
      for (const key of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
        const change = rowChange(table, key, before?.get(key), after?.get(key));
        if (change) rows.push(change);
      }
    }
  }
  return result;
}

/** Versions by the change that they are counted to, and by their row's key. */
function byChange<V extends Version>(table: RegisteredName, versions: readonly V[], numberOf: (version: V) => number) {
  const result = new Map<number, Map<string, V>>();
  for (const version of versions) {
    const number = numberOf(version);
    const rows = result.get(number) ?? new Map<string, V>();
    result.set(number, rows.set(keyOf(table, version), version));
  }
  return result;
}

/** What each change did to the rows of one village, in whatever table. */
export async function rowChangesOfVillage(db: Db, numbers: readonly number[], village: string) {
  const titles = await db
    .selectFrom('titleHistory')
    .select('id')
    .where('villageCode', '=', village)
    .union(db.selectFrom('title').select('id').where('villageCode', '=', village))
    .execute();
  const owners = new Set([village, ...titles.map(({ id }) => id)]);
  const reaching = registeredNames.filter((table) => registered[table].village !== undefined);
  const all = await rowChangesOf(db, numbers, reaching);
  // A row that was moved belongs to the history of the village that it left, too.
  const ofVillage = ({ table, row, fields }: RowChange) => {
    const column = registered[table].village?.column;
    if (column === undefined) return false;
    const left = fields.find(({ field }) => field === column)?.old;
    return [row[column], left].some((owner) => owners.has(String(owner)));
  };
  return new Map([...all].map(([number, rows]) => [number, rows.filter(ofVillage)]));
}
