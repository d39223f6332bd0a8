/** What changes were about: the first row that each wrote or ended, and how many there were. */
import { sql } from 'kysely';
import type { Scope } from '#app/accounts/policy.rules.ts';
import type { Db } from '#db/client.server.ts';
import { findVersion } from '#db/put-version.server.ts';
import { type RegisteredName, registered, registeredNames } from '#db/registered.ts';
import type { Value, Version } from '#db/versions.server.ts';
import { belongsTo } from './ownership.repository.server.ts';

/** The row that a change is known by. */
export interface Subject {
  table: RegisteredName;
  row: Version;
  /** How many rows the change touched in all; 1 where the others only go with this one, as a step with its title. */
  count: number;
}

type First = Record<string, Value> & { number: number; total: number };

/** The subjects of changes, as far as the scope reaches. A change of many thousand rows is not read row by row. */
export async function listSubjects(db: Db, numbers: readonly number[], scope: Scope): Promise<Map<number, Subject>> {
  const subjects = new Map<number, Subject>();
  if (numbers.length === 0) return subjects;
  const found = new Map<number, { table: RegisteredName; first: First; all: number }>();
  // An account that comes with a producer is not what the change was about.
  for (const table of [...registeredNames.filter((name) => name !== 'account'), 'account'] as const) {
    for (const first of await firstRows(db, table, numbers, scope)) {
      const known = found.get(first.number);
      if (known) known.all += Number(first.total);
      else found.set(first.number, { table, first, all: Number(first.total) });
    }
  }
  for (const [number, { table, first, all }] of found) {
    const row = await findVersion(db, table, first, number);
    if (row) subjects.set(number, { table, row, count: Number(first.total) === 1 ? 1 : all });
  }
  return subjects;
}

/** By change, the key of the first row of a table that it touched, and how many it did. */
async function firstRows(db: Db, table: RegisteredName, numbers: readonly number[], scope: Scope): Promise<First[]> {
  const own = scope.kind === 'producer' ? belongsTo(table, { owner: 'producer', id: scope.producer }) : sql.lit(true);
  if (own === undefined || scope.kind === 'none') return [];
  const key = sql.join(registered[table].key.map((column) => sql.ref(column)));
  const among = (column: string) => sql`${sql.ref(column)} in (${sql.join(numbers)}) and ${own}`;
  const history = sql.table(`${table}History`);
  const { rows } = await sql<First>`select * from (
      select touched.*, count(*) over (partition by "number") as "total",
        row_number() over (partition by "number" order by ${key}) as "place"
      from (
        select "change" as "number", ${key} from ${sql.table(table)} where ${among('change')}
        union select "change", ${key} from ${history} where ${among('change')}
        union select "endedBy", ${key} from ${history} where ${among('endedBy')}
      ) as touched
    ) as ranked where "place" = 1`.execute(db);
  return rows;
}
