import { DefinitionList } from '#app/ui/definition-list.tsx';
import { type Column, DataTable } from '#app/ui/table.tsx';
import { Tag, type TagTone } from '#app/ui/tag.tsx';
import type { DescribedRow } from './row-words.rules.ts';

const verbs: Record<DescribedRow['verb'], { word: string; tone: TagTone }> = {
  added: { word: '新增', tone: 'done' },
  amended: { word: '修改', tone: 'active' },
  deleted: { word: '删除', tone: 'off' },
};

const columns: Column<DescribedRow['fields'][number]>[] = [
  { key: 'label', header: '内容', rowHeader: true, cell: ({ label }) => label },
  { key: 'old', header: '原值', prose: true, cell: ({ old }) => old },
  { key: 'new', header: '新值', prose: true, cell: (field) => field.new },
];

/** What one change did, row by row and field by field. */
export function ChangeRows({ rows }: { rows: readonly DescribedRow[] }) {
  return (
    <ul className="grid gap-y-8">
      {rows.map((row) => (
        <li key={row.id} className="keep-together">
          <p className="mb-2 flex flex-wrap items-baseline gap-x-3 font-medium">
            <Tag tone={verbs[row.verb].tone}>{verbs[row.verb].word}</Tag>
            <span>{row.name}</span>
            <span className="text-sm font-normal text-ink-soft">{row.noun}</span>
          </p>
          <RowFields row={row} />
        </li>
      ))}
    </ul>
  );
}

function RowFields({ row: { verb, fields, noun, name } }: { row: DescribedRow }) {
  if (fields.length === 0) return <p className="text-sm text-ink-soft">只改了登记簿内部使用的内容。</p>;
  if (verb === 'amended')
    return (
      <DataTable
        caption={`${noun} ${name} 的改动`}
        hideCaption
        columns={columns}
        rows={fields}
        rowKey={({ label }) => label}
      />
    );
  const items = fields.map(({ label, old, new: current }) => ({ label, value: verb === 'added' ? current : old }));
  return <DefinitionList items={items} columns={2} />;
}
