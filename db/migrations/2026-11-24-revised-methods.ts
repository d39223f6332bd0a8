/** Why a method was set anew, and by which document. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['reason', 'documentNumber', 'documentDay', 'attachmentHash', 'attachmentName'])
    for (const table of ['method', 'methodHistory'])
      await db.schema.alterTable(table).addColumn(column, 'text').execute();
}
