/** A template to fill in: the reader's present rows, lists to pick from, and a sheet that explains every column. */
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { emptied, type Vocabulary, vocabulariesOf } from './cell.rules.ts';
import { cellsOf, headerCell, keyColumns, sheetColumn } from './kind-sheet.rules.ts';
import { readLists } from './lists.server.ts';
import { readRows } from './read-rows.server.ts';
import { type RowKind, templateColumns } from './row-kind.ts';
import type { RowScope } from './row-source.ts';
import { columnRules, isRequired, listsFor, templateHeader, waysInWords } from './template.rules.ts';
import { rowsWithin } from './within.server.ts';
import type { Cell, Sheet } from './workbook.ts';
import { columnReference } from './workbook-xml.rules.ts';

export interface TemplateAsked {
  register: Db;
  /** The day of today: a template is filled in for the present. */
  asOf: string;
  change: number;
  scope: RowScope;
  /** Of the kinds that are kept by year. */
  year: number;
}

const listsName = '选项';

/** @throws Problem `invalid` for an office of all towns where these are many */
export async function templateSheets(kind: RowKind, asked: TemplateAsked): Promise<Sheet[]> {
  const db = await learnedAt(asked.register, asked.change);
  const within = await rowsWithin(db, asked.scope.town);
  const columns = templateColumns(kind);
  const vocabularies = listsFor(vocabulariesOf(columns, await readLists(db, within)), asked.scope.town);
  const picked = columns.filter(({ key }) => (vocabularies.get(key)?.choices.length ?? 0) > 0);
  const dropdowns = picked.map((column, index) => ({
    column: columns.indexOf(column),
    fromRow: 2,
    source: columnReference(listsName, index, vocabularies.get(column.key)?.choices.length ?? 0),
  }));
  const widths = columns.map((column) =>
    sheetColumn(column, templateHeader(kind, column), vocabularies.get(column.key)),
  );
  const frozen = { rows: 1, columns: keyColumns(kind, columns) };
  return [
    { name: kind.sheet, columns: widths, rows: presentRows(kind, db, asked, vocabularies), frozen, dropdowns },
    explanation(kind, vocabularies, asked),
    listSheet(picked.map(({ key }) => vocabularies.get(key)?.choices.map(({ word }) => word) ?? [])),
  ];
}

async function* presentRows(
  kind: RowKind,
  db: Db,
  { asOf, scope, year }: TemplateAsked,
  vocabularies: ReadonlyMap<string, Vocabulary>,
): AsyncGenerator<(Cell | null)[]> {
  const columns = templateColumns(kind);
  yield columns.map((column) => headerCell(column, templateHeader(kind, column), isRequired(kind, column)));
  const search = { year: String(year), ...(scope.town !== null && { town: scope.town }) };
  for await (const values of readRows(kind.key, db, { asOf, search, scope, toFill: true }))
    yield cellsOf(columns, values, vocabularies);
}

function explanation(kind: RowKind, vocabularies: ReadonlyMap<string, Vocabulary>, { change }: TemplateAsked): Sheet {
  const line = (texts: readonly string[], style: Cell['style']) =>
    texts.map((value): Cell | null => (value === '' ? null : { value, style }));
  const rows = [
    line([`${kind.sheet} · 填写说明`], 'title'),
    line(
      [`表里已填入登记簿第 ${change} 号变更时的内容。改完上传，没有改动的行不受影响；不想改的行可以整行删去。`],
      'plain',
    ),
    line([`每一行凭${waysInWords(kind)}认出是哪一条。表头带 * 的列必填。请不要改动表头。`], 'plain'),
    line([`空着的单元格不改动登记簿里的内容。要把已有的内容去掉，在那一格填“${emptied}”。`], 'plain'),
    [],
    line(['列', '必填', '单位', '怎样填', '可以填的内容', '说明'], 'header'),
    ...templateColumns(kind).map((column) => line(columnRules(kind, column, vocabularies.get(column.key)), 'wrapped')),
  ];
  const columns = [22, 8, 8, 26, 40, 60].map((width) => ({ width, style: 'plain' as const }));
  return { name: '填写说明', columns, rows };
}

/** One column for each list; hidden, since the cells that pick from it show it. */
function listSheet(lists: readonly (readonly string[])[]): Sheet {
  const longest = Math.max(0, ...lists.map((words) => words.length));
  const rows = Array.from({ length: longest }, (_, index) =>
    lists.map((words): Cell | null => (words[index] === undefined ? null : { value: words[index], style: 'text' })),
  );
  return { name: listsName, columns: lists.map(() => ({ width: 24, style: 'text' })), rows, hidden: true };
}
