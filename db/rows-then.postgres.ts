/** What stands in a query for the rows that a table held at a change, in words that PostgreSQL plans well. */
import { type OperationNode, type RawBuilder, sql } from 'kysely';
import type { RegisteredName } from './registered.ts';
import { type Extent, soon, stayedLong } from './since.ts';

type Piece = RawBuilder<unknown>;

/**
 * Present and past are put together without a condition of their own and looked at from outside: only so does PostgreSQL take
 * either for a part of the query around it, and follow an index into both. In the order of a list it would go through nearly
 * all of a history for the few versions that were in force: there the past has conditions, stays apart, and is found by its end.
 *
 * @param isListed whether a list goes along the table until it has enough
 */
export function rowsThenOnPostgres(
  table: RegisteredName,
  ended: Extent,
  { columns, change, isListed }: { columns: Piece; change: Piece; isListed: boolean },
): OperationNode {
  const [present, past] = [sql.id(table), sql.id(`${table}History`)];
  const [begun, end] = [sql.ref('change'), sql.ref('endedBy')];
  if (ended === 'none') return sql`(select ${columns} from ${present} where ${begun} <= ${change})`.toOperationNode();
  if (ended === 'few' && isListed) {
    // The type of a parameter that is reckoned with would be guessed.
    const last = sql`${change}::bigint + ${sql.lit(soon)}`;
    return sql`(select ${columns} from (
        select ${columns} from ${present}
        union all select ${columns} from ${past} where ${end} > ${change} and ${end} <= ${last}
        union all select ${columns} from ${past} where ${end} > ${last} and ${stayedLong}
      ) as "versions" where ${begun} <= ${change})`.toOperationNode();
  }
  return sql`(select ${columns} from (
      select ${columns}, 9223372036854775807::bigint as ${end} from ${present}
      union all select ${columns}, ${end} from ${past}
    ) as "versions" where ${begun} <= ${change} and ${end} > ${change})`.toOperationNode();
}
