/** How migrations make tables. Frozen like the migrations that use it: a need of another kind is another builder. */
import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

export type Build = (table: CreateTableBuilder<string>) => CreateTableBuilder<string>;

export const text = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'text', (column) => column.notNull());
export const optional = (name: string) => (table: CreateTableBuilder<string>) => table.addColumn(name, 'text');
export const integer = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'integer', (column) => column.notNull());
export const optionalInteger = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'integer');
export const measure = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'real', (column) => column.check(sql`${sql.ref(name)} >= 0`));
export const count = (name: string) => (table: CreateTableBuilder<string>) =>
  table.addColumn(name, 'integer', (column) => column.check(sql`${sql.ref(name)} >= 0`));
export const amount = (name: string) => (table: CreateTableBuilder<string>) => table.addColumn(name, 'real');
export const sourced = [text('origin'), optional('source')];

export interface Registered {
  key: string[];
  columns: Build[];
  /** Column, table and column that it refers to. */
  references?: [string, string, string][];
}

/** A registered table and its twin for ended versions: the same columns, and the change that ended them. */
export async function createRegistered(
  db: Kysely<unknown>,
  name: string,
  { key, columns, references = [] }: Registered,
) {
  let table = build(db, name, [...columns, integer('change')])
    .addPrimaryKeyConstraint(`${name}Key`, key as never)
    .addForeignKeyConstraint(`${name}Change`, ['change'] as never, 'change', ['number']);
  for (const [column, parent, parentKey] of references)
    table = table.addForeignKeyConstraint(`${name}_${column}`, [column] as never, parent, [parentKey]);
  await table.modifyEnd(sql`strict`).execute();
  await db.schema.createIndex(`${name}ByChange`).on(name).column('change').execute();
  for (const [column] of references)
    await db.schema.createIndex(`${name}By_${column}`).on(name).column(column).execute();

  const history = `${name}History`;
  await build(db, history, [...columns, integer('change'), integer('endedBy')])
    .addPrimaryKeyConstraint(`${history}Key`, [...key, 'change'] as never)
    .modifyEnd(sql`strict`)
    .execute();
  for (const column of ['change', 'endedBy', ...references.map(([column]) => column)])
    await db.schema.createIndex(`${history}By_${column}`).on(history).column(column).execute();
}

export function build(db: Kysely<unknown>, name: string, columns: Build[]): CreateTableBuilder<string> {
  return columns.reduce<CreateTableBuilder<string>>((table, add) => add(table), db.schema.createTable(name));
}
