/** The rows that a table held when a change had just been made, in the words of a query. */
import { type OperationNode, sql } from 'kysely';
import { columnsOf } from './columns.ts';
import type { RegisteredName } from './registered.ts';
import type { Since } from './since.server.ts';

/** What was written since, where nobody knows. */
export const anything: Since = { put: 'many', ended: 'many' };

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

/**
 * Those that still stand, and those of its history that ended since.
 *
 * @param isLong whether the query may go through thousands of them
 */
export function rowsThen(
  table: RegisteredName,
  { put, ended }: Since,
  { change: number, isLong }: { change: unknown; isLong: boolean },
): OperationNode {
  const columns = sql.join(columnsOf(table).map((column) => sql.ref(column)));
  // A parameter, so that the text is the same for every change and its statement is prepared once.
  const change = sql.val(number);
  const name = sql.id(table);
  // With a plus, so that SQLite takes no index for it: nearly every row fulfils it, and what leads to a few is the query's.
  const earlier = sql`+${sql.ref('change')} <= ${change}`;
  // An index along which the query counts need not hold the change.
  const notLater = sql`rowid not in (select rowid from ${name} where ${sql.ref('change')} > ${change})`;
  const condition = put === 'none' ? sql`true` : put === 'few' && isLong ? notLater : earlier;
  const present = sql`select ${columns} from ${name} where ${condition}`;
  if (ended === 'none') return sql`(${present})`.toOperationNode();
  const later = sql`${sql.ref('endedBy')} > ${change}`;
  // Few are found by their end and sorted; SQLite would go through the whole history in the order that is asked for.
  const past =
    ended === 'few'
      ? sql`${earlier} and likelihood(${later}, 0.0001)`
      : sql`${sql.ref('change')} <= ${change} and ${later}`;
  return sql`(${present} union all select ${columns} from ${sql.id(`${table}History`)} where ${past})`.toOperationNode();
}
