import { scopeOf } from '#app/accounts/policy.rules.ts';
import { type Change, listChanges } from '#app/changes/change.repository.server.ts';
import { changeJson } from '#app/changes/change-json.rules.ts';
import { ChangeApiQuery } from '#app/changes/change-query.schema.ts';
import { rowChangesAfter, rowChangesOf } from '#app/changes/row-history.repository.server.ts';
import type { RowPlace } from '#app/changes/row-history.rules.ts';
import { partOf, placeOf } from '#app/changes/row-place.server.ts';
import { answerJson } from '#app/http/api.server.ts';
import { parseFields } from '#app/http/forms.server.ts';
import { reads } from '#app/http/guard.server.ts';
import { forbidden } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';

/** An answer ends with the change that goes beyond so many rows, or within it where that is asked for. */
const enoughRows = 5_000;

/**
 * GET /api/v1/changes?after=N&limit&rows&partial&part: the changes that the reader's scope reaches, oldest first; `next` is
 * the next `after`. With `rows=1` each tells the rows that it wrote, from which a copy of the register is kept: whole,
 * since who does not know of parts would lose the rest, or with `partial=1` in parts, `part` being where the next begins.
 */
export const loader = reads('change.read', (visit) =>
  answerJson(visit, async () => {
    const { present, reader, url, view } = visit;
    const { after, limit, rows, partial, part } = parseFields(ChangeApiQuery, Object.fromEntries(url.searchParams));
    const scope = scopeOf(reader);
    if (rows !== undefined && scope.kind !== 'all')
      throw forbidden('变更写入的行只供区级和只读账户读取：副本要包含各镇的行。');
    const found = await listChanges(present, { scope, after, before: view.change + 1, limit: limit + 1 });
    const page = found.slice(0, limit);
    const from = placeOf(part, page[0]?.number);
    const { items, cut } =
      rows === undefined
        ? { items: page.map((change) => changeJson(change)), cut: null }
        : await withRows(present, page, partial === undefined ? null : { from });
    const last = items.at(-1)?.number ?? null;
    // A change that was cut comes again, with its next rows.
    if (cut !== null && last !== null) return { items, next: last - 1, part: partOf(last, cut) };
    const next = items.length < found.length ? last : null;
    return partial === undefined ? { items, next } : { items, next, part: null };
  }),
);

/** @param parts where to go on within the first change, if changes may be cut */
async function withRows(register: Db, page: readonly Change[], parts: { from: RowPlace | null } | null) {
  const items: ReturnType<typeof changeJson>[] = [];
  let left = enoughRows;
  for (const change of page) {
    if (left <= 0) break;
    const from = items.length === 0 ? (parts?.from ?? null) : null;
    const { rows, place } = parts
      ? await rowChangesAfter(register, change.number, from, left)
      : { rows: (await rowChangesOf(register, [change.number])).get(change.number) ?? [], place: null };
    left -= rows.length;
    items.push(changeJson(change, rows));
    if (place) return { items, cut: place };
  }
  return { items, cut: null };
}
