/** Lists of the register as sheets, each with what it was asked for and by which rules it was counted. */
import { listMethods } from '#app/plan/plan.repository.server.ts';
import { versionInForce } from '#app/plan/target.rules.ts';
import { isDemonstration } from '#app/reports/register.repository.server.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { emptied, type RegisterLists, vocabulariesOf } from './cell.rules.ts';
import { byteOrderMark, csvLine } from './csv.rules.ts';
import { inWords, listsOfFew } from './in-words.server.ts';
import { cellsOf, headerCell, keyColumns, sheetColumn } from './kind-sheet.rules.ts';
import { listKinds, rowKinds } from './kinds.ts';
import { codesAsked, filtersInWords, listSearches } from './list-search.rules.ts';
import { readListsNaming } from './lists.server.ts';
import { readRows } from './read-rows.server.ts';
import { exportColumns, headerOf, type ListKey } from './row-kind.ts';
import type { RowScope } from './row-source.ts';
import type { Cell, Sheet } from './workbook.ts';

export interface ExportAsked {
  /** The register itself; it is read as known at `change`, so that a long list is of one version. */
  register: Db;
  asOf: string;
  change: number;
  search: Readonly<Record<string, string>>;
  scope: RowScope;
}

/** A workbook of these kinds, one sheet each, and a sheet that explains them. */
export async function exportSheets(kinds: readonly ListKey[], asked: ExportAsked): Promise<Sheet[]> {
  const db = await learnedAt(asked.register, asked.change);
  const lists = await listsOfFew(db);
  const counts = new Map<ListKey, number>();
  const foot = `青西乡村振兴登记簿 · 业务日期 ${asked.asOf} · 第 ${asked.change} 号变更`;
  const sheets = kinds.map((key) => listSheet(key, { db, lists, asked, foot, counts }));
  return [...sheets, await explanation(kinds, { db, lists, asked, foot, counts })];
}

interface Making {
  db: Db;
  /** Null where words are looked up. */
  lists: RegisterLists | null;
  asked: ExportAsked;
  foot: string;
  /** How many rows each list had, known once it is written. */
  counts: Map<ListKey, number>;
}

function listSheet(key: ListKey, { db, lists, asked, foot, counts }: Making): Sheet {
  const kind = listKinds[key];
  const columns = exportColumns(kind);
  const vocabularies = lists && vocabulariesOf(columns, lists);
  async function* rows(): AsyncGenerator<(Cell | null)[]> {
    yield columns.map((column) => headerCell(column, headerOf(column), false));
    let count = 0;
    for await (const row of inWords(db, columns, readRows(key, db, asked), lists)) {
      count += 1;
      yield cellsOf(columns, row.values, row.vocabularies);
    }
    counts.set(key, count);
  }
  return {
    ...{ name: kind.sheet, rows: rows(), filter: true, foot },
    columns: columns.map((column) => sheetColumn(column, headerOf(column), vocabularies?.get(column.key))),
    frozen: { rows: 1, columns: keyColumns(kind, columns) },
  };
}

/** The figures whose rules a list follows. */
const figuresOf: Partial<Record<ListKey, readonly string[]>> = {
  villages: ['coverage', 'city-level', 'district-level', 'shangta'],
  titles: ['coverage', 'city-level', 'district-level', 'shangta'],
  areas: ['areas'],
  'area-members': ['areas', 'shangta'],
  products: ['green-rate'],
  certificates: ['green-rate'],
  outputs: ['green-rate'],
  'local-outputs': ['green-rate'],
};

/** Stands behind the lists: when it is written, they have been counted. */
async function explanation(kinds: readonly ListKey[], { db, lists, asked, foot, counts }: Making): Promise<Sheet> {
  const { asOf, change, search } = asked;
  const isDemo = await isDemonstration(asked.register);
  const methods = await methodsInForce(db, asOf, new Set(kinds.flatMap((key) => figuresOf[key] ?? [])));
  const named = lists ?? (await readListsNaming(db, codesAsked(search)));
  const filters = kinds.flatMap((key) => filtersInWords(listSearches[key].parse(search), named));
  function* rows(): Generator<Cell[]> {
    const line = (label: string, text: string): Cell[] => [
      { value: label, style: 'label' },
      { value: text, style: 'wrapped' },
    ];
    yield [{ value: '青西乡村振兴登记簿', style: 'title' }];
    if (isDemo) yield line('注意', '含演示数据，不是实际情况');
    yield line('业务日期', formatDay(asOf));
    yield line('登记版本', `第 ${change} 号变更`);
    yield line('筛选', [...new Set(filters)].join('；') || '无，全部');
    for (const key of kinds) yield line(listKinds[key].sheet, `${counts.get(key) ?? 0} 行`);
    yield line('空白的格', '没有登记或没有采集到，不是 0');
    if (kinds.some((key) => key in rowKinds))
      yield line('改后导入', `空白的格不改动登记簿里的内容；要把已有的内容去掉，在那一格填“${emptied}”`);
    for (const { label, version, text } of methods) yield line(`口径：${label}`, `第 ${version} 版。${text}`);
  }
  const columns = [
    { width: 30, style: 'plain' },
    { width: 90, style: 'plain' },
  ] as const;
  return { name: '说明', columns, rows: rows(), foot };
}

async function methodsInForce(db: Db, asOf: string, figures: ReadonlySet<string>) {
  const methods = await listMethods(db);
  return [...figures].flatMap((figure) => {
    const versions = methods.filter(({ indicatorKey }) => indicatorKey === figure);
    return versionInForce(versions, asOf) ?? [];
  });
}

/** A list as CSV, in pieces. */
export async function* exportCsv(key: ListKey, asked: ExportAsked): AsyncGenerator<string> {
  const db = await learnedAt(asked.register, asked.change);
  const columns = exportColumns(listKinds[key]);
  let piece = byteOrderMark + csvLine(columns.map(headerOf));
  const rows = inWords(db, columns, readRows(key, db, asked), await listsOfFew(db));
  for await (const { values, vocabularies } of rows) {
    piece += csvLine(cellsOf(columns, values, vocabularies).map((cell) => cell?.value ?? null));
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
