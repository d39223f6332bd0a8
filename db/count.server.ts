/** Counting the rows of a list, as far as anybody wants to know. */
import type { SelectQueryBuilder } from 'kysely';
import type { Db } from './client.server.ts';
import type { Tables } from './tables.ts';

/** How many rows a query finds; `most` where there are as many or more. */
export async function countUpTo<DB extends Tables, TB extends keyof DB, O>(
  db: Db,
  query: SelectQueryBuilder<DB, TB, O>,
  most: number,
): Promise<number> {
  const counted = query
    .clearSelect()
    .select((eb) => eb.lit(1).as('one'))
    .limit(most)
    // The outer query sees nothing of it but that its rows are there.
    .as('counted') as never;
  const { count } = await db
    .selectFrom(counted)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
