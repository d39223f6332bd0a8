import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { ReadSheet } from './read-sheet.ts';

/** `takenFor`: the kind of row that it was recognised as, in words. */
type Sheet = ReadSheet & { takenFor: string | null };

const columns: Column<Sheet>[] = [
  { key: 'name', header: '工作表', rowHeader: true, cell: ({ name }) => name },
  { key: 'kind', header: '认作', cell: ({ takenFor }) => takenFor },
  {
    key: 'headerRow',
    header: '表头',
    cell: ({ headerRow }) => (headerRow === null ? '' : `第 ${headerRow} 行`),
  },
  { key: 'rows', header: '数据', unit: '行', align: 'end', cell: ({ rows }) => formatNumber(rows) },
  { key: 'notes', header: '说明', prose: true, cell: ({ notes }) => notes.join('；') },
];

/** What was found in the file, sheet by sheet, and what was passed over. */
export function ImportSheets({ sheets }: { sheets: readonly Sheet[] }) {
  return <DataTable caption="文件里的工作表" hideCaption columns={columns} rows={sheets} rowKey={({ name }) => name} />;
}
