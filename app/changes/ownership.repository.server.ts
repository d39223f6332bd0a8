/** Which rows belong to a village, a producer, a product or a certificate, and which changes touched them. */
import { sql } from 'kysely';
import type { Db } from '#db/client.server.ts';
import { type Owner, type RegisteredName, registered, registeredNames } from '#db/registered.ts';
import type { RowChange } from './row-history.rules.ts';

/** Whose rows are asked for. */
export interface Owned {
  owner: Owner;
  id: string;
}

/** The numbers of the changes that wrote or ended a row of the owner, in whatever table: for `where number in`. */
export function numbersTouching(owned: Owned) {
  const parts = registeredNames.flatMap((table) => {
    const belongs = belongsTo(table, owned);
    if (belongs === undefined) return [];
    const history = sql.table(`${table}History`);
    return [
      sql`select "change" as "number" from ${sql.table(table)} where ${belongs}`,
      sql`select "change" from ${history} where ${belongs}`,
      sql`select "endedBy" from ${history} where ${belongs}`,
    ];
  });
  return sql<number>`(${sql.join(parts, sql` union `)})`;
}

/** The condition that a row of the table is of the owner; undefined where no row of it leads to such an owner. */
export function belongsTo(table: RegisteredName, { owner, id }: Owned) {
  const lead = registered[table][owner];
  if (lead === undefined) return undefined;
  if (!('through' in lead)) return sql`${sql.ref(lead.column)} = ${id}`;
  return sql`${sql.ref(lead.column)} in (${parentsOf(lead.through, { owner, id })})`;
}

/** The keys of the rows that are, or were, of the owner and that others lead through. */
function parentsOf(table: RegisteredName, { owner, id }: Owned) {
  const key = sql.ref(registered[table].key[0] ?? 'id');
  const column = sql.ref(registered[table][owner]?.column ?? 'id');
  return sql<{ id: string }>`select ${key} as "id" from ${sql.table(table)} where ${column} = ${id}
    union select ${key} from ${sql.table(`${table}History`)} where ${column} = ${id}`;
}

/** The producer, product or certificate that is asked about: its name, and the producer and town that it belongs to. */
export async function findProduce(db: Db, owner: Exclude<Owner, 'village'>, id: string) {
  const producers = db.selectFrom('producer').select(['producer.id as producerId', 'producer.townCode']);
  if (owner === 'producer') return producers.select('producer.name').where('id', '=', id).executeTakeFirst();
  if (owner === 'product')
    return producers
      .innerJoin('product', 'product.producerId', 'producer.id')
      .select('product.name')
      .where('product.id', '=', id)
      .executeTakeFirst();
  return producers
    .innerJoin('certificate', 'certificate.producerId', 'producer.id')
    .select('certificate.number as name')
    .where('certificate.id', '=', id)
    .executeTakeFirst();
}

/** A test that tells which rows are, or by the change were, the owner's. */
export async function rowsOf(db: Db, owned: Owned): Promise<(row: RowChange) => boolean> {
  const { owner, id } = owned;
  const parents = new Map<RegisteredName, Set<string>>();
  for (const table of new Set(registeredNames.flatMap((name) => throughOf(name, owner) ?? []))) {
    const { rows } = await parentsOf(table, owned).execute(db);
    parents.set(table, new Set(rows.map((row) => row.id)));
  }
  return ({ table, row, fields }) => {
    const column = registered[table][owner]?.column;
    if (column === undefined) return false;
    // A row that was moved belongs to the history of the owner that it left, too.
    const left = fields.find(({ field }) => field === column)?.old;
    const via = throughOf(table, owner);
    const isOwn = (value: unknown) => (via === undefined ? value === id : parents.get(via)?.has(String(value)));
    return [row[column], left].some(isOwn);
  };
}

function throughOf(table: RegisteredName, owner: Owner): RegisteredName | undefined {
  const lead = registered[table][owner];
  return lead && 'through' in lead ? lead.through : undefined;
}
