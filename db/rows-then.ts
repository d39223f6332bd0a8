/** The rows that a table held when a change had just been made, in the words of a query. */
import { type OperationNode, type RawBuilder, sql } from 'kysely';
import { columnsOf } from './columns.ts';
import type { RegisteredName } from './registered.ts';
import { rowsThenOnPostgres } from './rows-then.postgres.ts';
import { type Since, soon, stayedLong } from './since.ts';

/** What was written since, where nobody knows. */
export const anything: Since = { put: 'many', ended: 'many', stayed: 'many' };

/** The same on PostgreSQL. */
export const unlooked: Since = { put: 'any', ended: 'any', stayed: 'any' };

/**
 * What the tallies were: of each sum its last version, found by its key. A cross join, so that SQLite goes from the sum to
 * that version: it would read all versions of a sum and ask of each whether it is the last.
 */
export function sumsThen(number: unknown): OperationNode {
  const change = sql.val(number);
  return sql`(select p."tally", p."period", v."change", v."counted", v."excluded", v."untold", v."ground", v."amount"
      from "tallySum" p cross join "tallySumVersion" v where v."tally" = p."tally" and v."period" = p."period"
        and v."change" = (select max(w."change") from "tallySumVersion" w
          where w."tally" = p."tally" and w."period" = p."period" and w."change" <= ${change}))`.toOperationNode();
}

/** What a query does with a table. */
export interface TableUse {
  /** Whether a list goes along it until it has enough. */
  isListed: boolean;
  /** Whether it may go through thousands of rows. */
  isLong: boolean;
}

/**
 * Those that still stand, and those of its history that ended since.
 *
 * @param number of the change, or what stands for it
 */
export function rowsThen(table: RegisteredName, since: Since, number: unknown, use: TableUse): OperationNode {
  // A parameter, so that the text is the same for every change and its statement is prepared once.
  const change = sql.val(number);
  const columns = sql.join(columnsOf(table).map((column) => sql.ref(column)));
  if (since.put === 'any') return rowsThenOnPostgres(table, since.ended, { columns, change, isListed: use.isListed });
  const parts = [sql`${sql.id(table)} where ${standing(table, since, { change, isLong: use.isLong })}`];
  for (const condition of endings(since, change)) parts.push(sql`${sql.id(`${table}History`)} where ${condition}`);
  const selects = parts.map((part) => sql`select ${columns} from ${part}`);
  return sql`(${sql.join(selects, sql` union all `)})`.toOperationNode();
}

type Condition = RawBuilder<unknown>;

// With a plus, so that SQLite takes no index for it: nearly every row fulfils it, and what leads to a few is the query's.
const earlier = (change: Condition) => sql`+${sql.ref('change')} <= ${change}`;

/** Which of the rows that stand did so then. */
function standing(table: RegisteredName, { put }: Since, { change, isLong }: { change: Condition; isLong: boolean }) {
  if (put === 'none') return sql`true`;
  if (put === 'many' || !isLong) return earlier(change);
  // An index along which the query counts need not hold the change.
  return sql`rowid not in (select rowid from ${sql.id(table)} where ${sql.ref('change')} > ${change})`;
}

/**
 * Which of the versions that ended were in force then. Few are found by their end and sorted: SQLite, which is told how few they are,
 * would go through the whole history in the order that is asked for.
 */
function endings({ ended, stayed }: Since, change: Condition): Condition[] {
  const end = sql.ref('endedBy');
  const begun = sql.ref('change');
  if (ended === 'many' || stayed === 'many') return [sql`${begun} <= ${change} and ${end} > ${change}`];
  const last = sql`${change} + ${sql.lit(soon)}`;
  const soonEnded = sql`likelihood(${end} > ${change}, 0.01) and likelihood(${end} <= ${last}, 0.01)`;
  const longStayed = sql`likelihood(${end} > ${last}, 0.0001) and ${stayedLong}`;
  return [
    ...(ended === 'few' ? [sql`${earlier(change)} and ${soonEnded}`] : []),
    ...(stayed === 'few' ? [sql`${earlier(change)} and ${longStayed}`] : []),
  ];
}
