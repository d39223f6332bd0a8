/** The plan's indicators and the versions of their targets. */
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import type { NewRow, Row } from '#db/tables.ts';

/** One commitment or indicator. @throws Problem `not-found` */
export async function getIndicator(db: Db, key: string | undefined): Promise<Row<'indicator'>> {
  const indicator = await db
    .selectFrom('indicator')
    .selectAll()
    .where('key', '=', key ?? '')
    .executeTakeFirst();
  if (!indicator) throw notFound('这项指标');
  return indicator;
}

/** Every version of a target with its document, the oldest first. */
export async function listTargetVersions(db: Db, key: string): Promise<Row<'target'>[]> {
  return db.selectFrom('target').selectAll().where('indicatorKey', '=', key).orderBy('version').execute();
}

export async function insertTarget(trx: Db, row: NewRow<'target'>): Promise<void> {
  await trx.insertInto('target').values(row).execute();
}
