/** A list as a file to take away, with a name that says what is in it. */
import { z } from 'zod';
import type { Visit } from '#app/http/guard.server.ts';
import { notFound } from '#app/problem.ts';
import { csvType } from './csv.rules.ts';
import { exportCsv, exportSheets } from './export-sheets.server.ts';
import { listKinds, rowKinds } from './kinds.ts';
import { isSignedKind } from './list-search.rules.ts';
import type { ListKey, RowKindKey } from './row-kind.ts';
import type { RowScope } from './row-source.ts';
import { writeXlsx, xlsxType } from './write-xlsx.server.ts';

export const KindKey = z.enum(Object.keys(rowKinds) as [RowKindKey, ...RowKindKey[]]);

const ListName = z.enum(Object.keys(listKinds) as [ListKey, ...ListKey[]]);

/**
 * The export that an address names: `villages.xlsx`, `titles.csv`.
 *
 * @param signed whether it is asked for among those that take signing in
 * @throws Problem `not-found` for any other name
 */
export function exportNamed(file: string | undefined, signed: boolean): { kind: ListKey; format: 'xlsx' | 'csv' } {
  const [, name, format] = /^([a-z-]+)\.(xlsx|csv)$/.exec(file ?? '') ?? [];
  const kind = ListName.safeParse(name).data;
  if (kind === undefined || isSignedKind(kind) !== signed) throw notFound('这个文件');
  return { kind, format: format === 'csv' ? 'csv' : 'xlsx' };
}

/** What is sent for an export: the page's list, all of it, as the visit may see it. */
export function exportFile(
  { kind, format }: { kind: ListKey; format: 'xlsx' | 'csv' },
  { present, view, url }: Pick<Visit, 'present' | 'view' | 'url'>,
  scope: RowScope,
) {
  const { asOf, change } = view;
  const asked = { register: present, asOf, change, search: Object.fromEntries(url.searchParams), scope };
  return {
    mediaType: format === 'csv' ? csvType : xlsxType,
    name: `青西${listKinds[kind].sheet} ${asOf} 第${change}号.${format}`,
    plainName: `${kind}.${format}`,
    make: async () => (format === 'csv' ? exportCsv(kind, asked) : writeXlsx(await exportSheets([kind], asked))),
  };
}
