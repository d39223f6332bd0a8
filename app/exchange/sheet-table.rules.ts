/** Finding the table on a sheet as people make them: titles above the header, columns in any order, totals below. Pure. */
import type { CellValue } from './import-cell.rules.ts';
import { type Column, identifies, type RowKind } from './row-kind.ts';

export interface SheetRow {
  /** As Excel shows it: the first is 1. */
  number: number;
  values: readonly CellValue[];
}

/** A sheet's table: which kind its rows are, and where each column stands. */
export interface SheetTable {
  kind: RowKind;
  headerRow: number;
  /** The columns that are read, with their place in a row. */
  columns: { column: Column; index: number }[];
  /** Where the file that the register gave back has its column of errors; null where there is none. */
  errorColumn: number | null;
  /** What was passed over, in sentences. */
  notes: string[];
  /** Why the sheet cannot be imported, in sentences; empty where it can. */
  problems: string[];
}

/** How far down a header is looked for. */
export const headerDepth = 30;

/** Two headers that fit may be chance; that many make a table. */
const fewest = 2;

/** No header is longer. A bracket that opens and never closes is looked for once for each: a cell of megabytes would take hours. */
const longestHeader = 100;

/** A header without blanks, line breaks, marks and the unit behind it: ` *耕地\n（亩）` is 耕地. */
function plainHeader(value: CellValue | undefined): string {
  return typeof value === 'string'
    ? value
        .slice(0, longestHeader)
        .normalize('NFKC')
        .replace(/[\s*]/g, '')
        .replace(/[([【].*?[)\]】]/g, '')
    : '';
}

/** The table whose header is among the first rows of a sheet; null where none is. */
export function findTable(rows: readonly SheetRow[], kinds: readonly RowKind[], sheet: string): SheetTable | null {
  const found = rows.flatMap((row, place) => {
    const headers = withHeadersAbove(row, rows[place - 1]);
    return kinds.map((kind) => ({ kind, row, headers, score: scoreOf(kind, headers, sheet) }));
  });
  const best = found.reduce<(typeof found)[number] | null>(
    (top, one) => (one.score > (top?.score ?? 0) ? one : top),
    null,
  );
  return best && describe(best.kind, best.row.number, best.headers);
}

/** Under a merged heading of two rows a column may have its name above: an empty cell takes what stands over it. */
function withHeadersAbove({ number, values }: SheetRow, above: SheetRow | undefined): CellValue[] {
  const width = Math.max(values.length, above?.number === number - 1 ? above.values.length : 0);
  return Array.from({ length: width }, (_, index) => {
    const own = values[index] ?? null;
    return own !== null || above?.number !== number - 1 ? own : (above.values[index] ?? null);
  });
}

/** How many columns fit; the sheet's own name and a way to tell the rows apart decide between kinds that fit alike. */
function scoreOf(kind: RowKind, headers: readonly CellValue[], sheet: string): number {
  const fitting = new Set(headers.map((header) => columnOf(kind, header)?.key).filter((key) => key !== undefined));
  if (fitting.size < fewest) return 0;
  const writes = kind.columns.filter(({ key, wire }) => wire !== null && fitting.has(key)).length;
  const recognised = kind.ways.some((way) => way.every((key) => fitting.has(key)));
  return fitting.size + writes / 100 + (recognised ? 3 : 0) + (sheet.startsWith(kind.sheet) ? 5 : 0);
}

const columnOf = (kind: RowKind, header: CellValue) => {
  const text = plainHeader(header);
  return text === '' ? undefined : kind.columns.find((column) => plainHeader(column.header) === text);
};

function describe(kind: RowKind, headerRow: number, headers: readonly CellValue[]): SheetTable {
  const table: SheetTable = { kind, headerRow, columns: [], errorColumn: null, notes: [], problems: [] };
  const unknown: string[] = [];
  const onlyShown: string[] = [];
  for (const [index, header] of headers.entries()) {
    const column = columnOf(kind, header);
    const said = typeof header === 'string' ? header.replace(/\s+/g, '') : '';
    if (column === undefined) {
      if (said.startsWith(errorHeader)) table.errorColumn = index;
      else if (said !== '') unknown.push(`“${said}”`);
    } else if (table.columns.some((other) => other.column.key === column.key)) {
      table.problems.push(`“${column.header}”有两列，请只留一列`);
    } else if (!isRead(kind, column)) {
      onlyShown.push(`“${column.header}”`);
    } else {
      table.columns.push({ column, index });
      table.problems.push(...checkUnit(column, said));
    }
  }
  if (unknown.length > 0) table.notes.push(`不认识的列没有读取：${unknown.join('')}`);
  if (onlyShown.length > 0) table.notes.push(`只供查看的列不导入：${onlyShown.join('')}`);
  table.problems.push(...missingColumns(table));
  return table;
}

/** What is written or tells which row is meant; a village's name may always stand for its code. */
const isRead = (kind: RowKind, column: Column) =>
  column.wire !== null || identifies(kind, column) || column.key === 'villageName';

/** The column that the register adds to a file that it gives back. */
export const errorHeader = '错误';

/** Units that a header may name, each under one spelling. */
const units: Readonly<Record<string, string>> = {
  ...{ 亩: '亩', 公顷: '公顷', 平方米: '平方米', m2: '平方米', km2: 'km²', 平方公里: 'km²', 平方千米: 'km²' },
  ...{ 元: '元', 千元: '千元', 万元: '万元', 亿元: '亿元', 吨: '吨', 公斤: '公斤', 千克: '公斤', 斤: '斤', kg: '公斤' },
  ...{ 人: '人', 万人: '万人', 户: '户', 个: '个' },
};

/** A sheet kept in another unit must not be taken for the register's. */
function checkUnit({ header, unit }: Column, said: string): string[] {
  const bracket = /[([【](.*?)[)\]】]/
    .exec(said.slice(0, longestHeader).normalize('NFKC'))?.[1]
    ?.replace(/^单位:?/, '');
  const given = bracket === undefined ? undefined : units[bracket];
  if (unit === null || given === undefined || given === unit) return [];
  return [`“${said}”的单位应为${unit}，请换算后把列名改成“${header}（${unit}）”`];
}

function missingColumns({ kind, columns }: SheetTable): string[] {
  const present = new Set(columns.map(({ column }) => column.key));
  const missing = kind.ways.map((way) => way.filter((key) => !present.has(key)));
  const fewestMissing = Math.min(...missing.map(({ length }) => length));
  if (fewestMissing > 0) {
    const ways = missing.filter(({ length }) => length === fewestMissing);
    const said = ways.map((keys) => keys.map((key) => `“${headerOfKey(kind, key)}”`).join(''));
    return [`缺少必需的列：${[...new Set(said)].join('，或者')}`];
  }
  const written = columns.some(({ column }) => column.wire !== null && !column.asked);
  return written ? [] : [`没有可以写入的列，请用“${kind.sheet}”的模板`];
}

const headerOfKey = (kind: RowKind, key: string) => kind.columns.find((column) => column.key === key)?.header ?? key;

const blank = (value: CellValue) => value === null || (typeof value === 'string' && value.trim() === '');

export const isBlankRow = ({ values }: SheetRow): boolean => values.every(blank);

/** 合计, 总 计, 全镇小计 and the like in one of the first cells that say anything. */
export function isTotalRow({ values }: SheetRow): boolean {
  const first = values.filter((value) => !blank(value)).slice(0, 3);
  return first.some(
    (value) => typeof value === 'string' && /^.{0,6}(合计|总计|小计|共计)[:：]?$/.test(value.replace(/\s/g, '')),
  );
}
