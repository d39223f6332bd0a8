import { DataTable } from '#app/ui/table.tsx';
import { addressOf } from './catalogue.rules.ts';
import { type Dataset, datasets } from './datasets.ts';

/** The datasets, each with its address, its page and the description of its fields. */
export function OpenDataView() {
  return (
    <DataTable
      caption="数据集"
      hideCaption
      rows={datasets}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'title',
          header: '数据集',
          rowHeader: true,
          cell: ({ page, title }: Dataset) => <a href={page}>{title}</a>,
        },
        { key: 'words', header: '内容', prose: true, cell: ({ description }) => description },
        {
          key: 'address',
          header: '数据',
          cell: ({ operation }) => (
            <a href={addressOf(operation)}>{operation.startsWith('list') ? 'JSON、CSV' : 'JSON'}</a>
          ),
        },
        { key: 'fields', header: '字段', cell: ({ operation }) => <a href={`/api#${operation}`}>字段说明</a> },
      ]}
    />
  );
}
