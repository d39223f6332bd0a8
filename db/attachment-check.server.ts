/** Whether the files that registered rows name are there, and are the files that were stored. */
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Fault } from './chain.server.ts';
import type { Db } from './client.server.ts';
import { columnsOf } from './columns.ts';
import { isPostgres } from './engine.ts';
import { registeredNames } from './registered.ts';

interface NamedFile {
  hash: string | null;
  change: number;
}

/**
 * The first file that is missing or was swapped, with the change that named it; null where all are as stored.
 *
 * @param after only files that a later change named; 0 for all, those too that nothing names
 */
export async function alteredAttachment(db: Db, after: number): Promise<Fault | null> {
  const named = await namedFiles(db, after);
  const sound = new Set<string>();
  for (const { hash } of await db.selectFrom('attachment').select('hash').execute()) {
    if (after > 0 && !named.has(hash)) continue;
    // One after another: together they may be larger than the memory.
    const { bytes } = await db
      .selectFrom('attachment')
      .select('bytes')
      .where('hash', '=', hash)
      .executeTakeFirstOrThrow();
    if (createHash('sha256').update(bytes).digest('hex') !== hash)
      return { change: named.get(hash) ?? null, what: `附件 ${hash} 不是当时存入的文件` };
    sound.add(hash);
  }
  for (const [hash, change] of named) if (!sound.has(hash)) return { change, what: `附件 ${hash} 不见了` };
  return null;
}

/** Every file that a row, or an earlier version of one, of a later change names, with the first such change. */
async function namedFiles(db: Db, after: number): Promise<Map<string, number>> {
  const named = new Map<string, number>();
  const elements = isPostgres(db) ? sql`jsonb_array_elements_text("pictures"::jsonb)` : sql`json_each("pictures")`;
  for (const table of registeredNames)
    for (const name of [table, `${table}History`]) {
      const columns = columnsOf(table);
      if (columns.includes('attachmentHash'))
        await note(sql<NamedFile>`select "attachmentHash" as hash, "change" from ${sql.table(name)}
          where "change" > ${after} and "attachmentHash" is not null`);
      if (columns.includes('pictures'))
        await note(
          sql<NamedFile>`select each.value as hash, "change" from ${sql.table(name)}, ${elements} each
            where "change" > ${after}`,
        );
    }
  return named;

  async function note(query: RawBuilder<NamedFile>) {
    for (const { hash, change } of (await query.execute(db)).rows)
      if (hash !== null) named.set(hash, Math.min(change, named.get(hash) ?? change));
  }
}
