import { paths } from '#app/http/paths.ts';
import { formatInstant, formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag, type TagTone } from '#app/ui/tag.tsx';
import { importStateWords } from './import.fields.ts';
import type { Import } from './import.schema.ts';

const tones: Record<Import['state'], TagTone> = {
  reading: 'active',
  ready: 'wait',
  writing: 'active',
  applied: 'done',
  failed: 'late',
  interrupted: 'late',
};

export function ImportStateTag({ state, undoneBy }: Pick<Import, 'state' | 'undoneBy'>) {
  if (undoneBy !== null) return <Tag>已撤销</Tag>;
  return <Tag tone={tones[state]}>{importStateWords[state]}</Tag>;
}

const columns: Column<Import>[] = [
  {
    key: 'fileName',
    header: '文件',
    rowHeader: true,
    prose: true,
    cell: ({ id, fileName }) => <a href={paths.import(id)}>{fileName}</a>,
  },
  { key: 'startedAt', header: '上传时间', cell: ({ startedAt }) => formatInstant(startedAt) },
  { key: 'account', header: '账户', cell: ({ account, accountName }) => accountName ?? account },
  { key: 'state', header: '进展', cell: ({ state, undoneBy }) => <ImportStateTag state={state} undoneBy={undoneBy} /> },
  { key: 'added', header: '新增', unit: '行', align: 'end', cell: ({ added }) => formatNumber(added) },
  { key: 'changed', header: '修改', unit: '行', align: 'end', cell: ({ changed }) => formatNumber(changed) },
  { key: 'refused', header: '不能导入', unit: '行', align: 'end', cell: ({ refused }) => formatNumber(refused) },
  {
    key: 'change',
    header: '变更',
    cell: ({ appliedChange, undoneBy }) =>
      appliedChange !== null && (
        // One element: on a phone the label and the value stand at the two ends of a line.
        <span>
          <a href={paths.change(appliedChange)}>第 {appliedChange} 号</a>
          {undoneBy !== null && (
            <>
              ，由<a href={paths.change(undoneBy)}>第 {undoneBy} 号</a>撤销
            </>
          )}
        </span>
      ),
  },
];

/** What an office brought in, the newest first. */
export function ImportList({ imports }: { imports: readonly Import[] }) {
  return (
    <DataTable
      caption="最近的导入"
      hideCaption
      columns={columns}
      rows={imports}
      rowKey={({ id }) => id}
      empty="还没有导入过。"
    />
  );
}
