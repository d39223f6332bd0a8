import { paths } from '#app/http/paths.ts';
import { formatInstant, formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag, type TagTone } from '#app/ui/tag.tsx';
import { type Import, importStateWords } from './import.schema.ts';

const tones: Record<Import['state'], TagTone> = {
  reading: 'active',
  ready: 'wait',
  writing: 'active',
  applied: 'done',
  failed: 'late',
  interrupted: 'late',
};

export function ImportStateTag({ state }: Pick<Import, 'state'>) {
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
  { key: 'state', header: '进展', cell: ({ state }) => <ImportStateTag state={state} /> },
  { key: 'added', header: '新增', unit: '行', align: 'end', cell: ({ added }) => formatNumber(added) },
  { key: 'changed', header: '修改', unit: '行', align: 'end', cell: ({ changed }) => formatNumber(changed) },
  { key: 'refused', header: '不能导入', unit: '行', align: 'end', cell: ({ refused }) => formatNumber(refused) },
  {
    key: 'change',
    header: '变更',
    cell: ({ appliedChange }) =>
      appliedChange === null ? '' : <a href={paths.change(appliedChange)}>第 {appliedChange} 号</a>,
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
