/** The versions of an indicator's method. */
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';

/** Every version of a method with its document, the oldest first. */
export async function listMethodVersions(db: Db, key: string): Promise<Row<'method'>[]> {
  return db.selectFrom('method').selectAll().where('indicatorKey', '=', key).orderBy('version').execute();
}

export async function insertMethod(trx: Db, row: NewRow<'method'>): Promise<void> {
  await trx.insertInto('method').values(row).execute();
}
