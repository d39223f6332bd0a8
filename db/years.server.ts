/** Which years there are in a column that has an index. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.server.ts';

type Source = { table: 'statistic'; column: 'year' } | { table: 'title'; column: 'awardYear' };

/**
 * The years that a column holds, the latest first: one look into the index for each, however many rows it has. As known at a
 * change, every year that ever stood there is asked whether it did then.
 */
export async function listYears(db: Db, { table, column }: Source): Promise<number[]> {
  const isAsKnown = db.getExecutor().plugins.length > 0;
  const year = sql.ref(column);
  const sources = (isAsKnown ? [table, `${table}History`] : [table]).map((each) => sql.table(each));
  const latestBefore = (before: RawBuilder<unknown>) =>
    sql`(select max("year") from (${sql.join(
      sources.map((source) => sql`select max(${year}) as "year" from ${source} where ${year} < ${before}`),
      sql` union all `,
    )}) as "latest")`;
  const { rows } = await sql<{ year: number }>`with recursive "found" ("year") as (
      select ${latestBefore(sql.lit(10_000))} union all
      select ${latestBefore(sql.ref('found.year'))} from "found" where "found"."year" is not null)
    select "year" from "found" where "year" is not null order by "year" desc`.execute(db);
  const years = rows.map((row) => row.year);
  return isAsKnown ? thoseThere(db, { table, column } as Source, years) : years;
}

async function thoseThere(db: Db, { table, column }: Source, years: readonly number[]): Promise<number[]> {
  if (years.length === 0) return [];
  const there = await db
    .selectNoFrom((eb) =>
      years.map((year) =>
        eb
          // Either table has its column; which of them is asked decides nothing here.
          .selectFrom(table as 'statistic')
          .select(sql.ref<number>(column).as('year'))
          .where(sql.ref(column), '=', year)
          .limit(1)
          .as(`in${year}`),
      ),
    )
    .executeTakeFirstOrThrow();
  const found = new Set(Object.values(there));
  return years.filter((year) => found.has(year));
}
