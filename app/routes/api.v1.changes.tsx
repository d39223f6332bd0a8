import { scopeOf } from '#app/accounts/policy.rules.ts';
import { type Change, listChanges } from '#app/changes/change.repository.server.ts';
import { changeJson } from '#app/changes/change-json.rules.ts';
import { ChangeApiQuery } from '#app/changes/change-query.schema.ts';
import { rowChangesOf } from '#app/changes/row-history.repository.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { forbidden } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';

/** An answer ends with the change that goes beyond so many rows: an import may have written very many. */
const enoughRows = 5_000;

/**
 * GET /api/v1/changes?after=N&limit&rows: the changes that the reader's scope reaches, oldest first; `next` is the next
 * `after`. With `rows=1` each tells the rows that it wrote, from which a copy of the register is kept.
 */
export const loader = reads('change.read', (visit) =>
  answerJson(visit, async () => {
    const { present, reader, url, view } = visit;
    const { after, limit, rows } = parseFields(ChangeApiQuery, Object.fromEntries(url.searchParams));
    const scope = scopeOf(reader);
    if (rows !== undefined && scope.kind !== 'all')
      throw forbidden('变更写入的行只供区级和只读账户读取：副本要包含各镇的行。');
    const found = await listChanges(present, { scope, after, before: view.change + 1, limit: limit + 1 });
    const page = found.slice(0, limit);
    const items = rows === undefined ? page.map((change) => changeJson(change)) : await withRows(present, page);
    return { items, next: items.length < found.length ? (items.at(-1)?.number ?? null) : null };
  }),
);

async function withRows(register: Db, page: readonly Change[]) {
  const items: ReturnType<typeof changeJson>[] = [];
  let told = 0;
  for (const change of page) {
    if (told >= enoughRows) break;
    const rows = (await rowChangesOf(register, [change.number])).get(change.number) ?? [];
    told += rows.length;
    items.push(changeJson(change, rows));
  }
  return items;
}
