/** Yearly observations of the plan's indicators; the document that revises a target. Frozen: a later need is a later migration. */
import type { CreateTableBuilder, Kysely } from 'kysely';
import { amount, createRegistered, integer, optional, sourced, text } from './table-builder.ts';

/** May be below zero: a rate of growth. Never missing: a year without a value has no row. */
const value = (table: CreateTableBuilder<string>) => table.addColumn('value', 'real', (column) => column.notNull());

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRegistered(db, 'observation', {
    key: ['indicatorKey', 'year'],
    columns: [
      ...[text('indicatorKey'), integer('year'), value, amount('comparison'), text('observedOn')],
      ...['documentNumber', 'attachmentHash', 'attachmentName', 'note', 'proposedBy'].map(optional),
      ...[text('confirmation'), ...['confirmedBy', 'confirmedOn', 'confirmationReason'].map(optional), ...sourced],
    ],
    references: [
      ['indicatorKey', 'indicator', 'key'],
      ['attachmentHash', 'attachment', 'hash'],
    ],
  });
  for (const column of ['documentNumber', 'documentDay', 'attachmentHash', 'attachmentName'])
    for (const table of ['target', 'targetHistory'])
      await db.schema.alterTable(table).addColumn(column, 'text').execute();
}
