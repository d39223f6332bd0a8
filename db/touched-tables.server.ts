/** Which tables changes wrote to: one look into the indexes of each, where nobody noted it. */
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './client.server.ts';
import { notedBy } from './noted-writes.ts';
import { prepared } from './prepared.ts';
import { type RegisteredName, registeredNames } from './registered.ts';
import { type ChangeRange, historyOf } from './versions.server.ts';

const touching = prepared((_, { from, to }: { from: number; to: number }) =>
  whereAny((table, has) => [
    has(sql.table(table), sql`"change" between ${from} and ${to}`),
    has(historyOf(table), sql`"change" between ${from} and ${to}`),
    has(historyOf(table), sql`"endedBy" between ${from} and ${to}`),
  ]),
);

/** No version that the open change wrote is in a history yet. */
const touchingOpen = prepared((_, { change }: { change: number }) =>
  whereAny((table, has) => [
    has(sql.table(table), sql`"change" = ${change}`),
    has(historyOf(table), sql`"endedBy" = ${change}`),
  ]),
);

const sortedNames = [...registeredNames].sort();

type Has = (source: RawBuilder<unknown>, condition: RawBuilder<unknown>) => RawBuilder<unknown>;

function whereAny(looks: (table: RegisteredName, has: Has) => RawBuilder<unknown>[]) {
  const has: Has = (source, condition) => sql`exists (select 1 from ${source} where ${condition})`;
  const parts = sortedNames.map(
    (table) => sql`select ${sql.lit(table)} as "name" where ${sql.join(looks(table, has), sql` or `)}`,
  );
  return sql<{ name: RegisteredName }>`${sql.join(parts, sql` union all `)}`;
}

/** The tables of which the changes wrote or ended a row, by their names: one look into the indexes. */
export async function touchedTables(db: Db, { from, to }: ChangeRange): Promise<RegisteredName[]> {
  return (await touching(db, { from, to })).map(({ name }) => name);
}

/** The tables of which the open change wrote or ended a row, and perhaps some to which it tried to, by their names. */
export async function tablesOfOpen(trx: Db, change: number): Promise<RegisteredName[]> {
  const noted = await notedBy(trx);
  if (noted !== null) return sortedNames.filter((table) => noted.has(table));
  return (await touchingOpen(trx, { change })).map(({ name }) => name);
}
