/** Which attachments something refers to, now or in its history: the rest was brought with a form that was never saved. */
import { sql } from 'kysely';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { registeredNames } from './registered.ts';

/**
 * The condition that a row of a registered table, an earlier version of one, or a kept report refers to an attachment.
 *
 * @param hash an SQL expression for the attachment's hash
 * @param place what the engine calls the function that finds a text in another
 */
export function isInUse(hash: string, place: 'instr' | 'strpos'): string {
  const references = registeredNames.flatMap((table) => {
    const columns = columnsOf(table);
    const conditions = [
      ...(columns.includes('attachmentHash') ? [`"attachmentHash" = ${hash}`] : []),
      // A JSON list of hashes: sixty-four hexadecimal digits occur nowhere else in it.
      ...(columns.includes('pictures') ? [`${place}("pictures", ${hash}) > 0`] : []),
    ];
    return conditions.flatMap((condition) =>
      [table, `${table}History`].map((name) => `exists (select 1 from "${name}" where ${condition})`),
    );
  });
  return `(${[...references, `exists (select 1 from "report" where "hash" = ${hash})`].join(' or ')})`;
}

/** Deletes the attachments that were added before an instant and that nothing refers to. @returns how many */
export async function deleteUnusedAttachments(db: Db, before: string): Promise<number> {
  const inUse = isInUse('"attachment"."hash"', isPostgres(db) ? 'strpos' : 'instr');
  const { numAffectedRows } = await sql`delete from "attachment"
    where "addedAt" < ${before} and not ${sql.raw(inUse)}`.execute(db);
  return Number(numAffectedRows ?? 0);
}
