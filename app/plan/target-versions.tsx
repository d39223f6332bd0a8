import { formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Row } from '#db/tables.ts';
import { targetKindWords } from './plan.fields.ts';
import { inForceColumn, VersionPaper, versionColumn } from './version-columns.tsx';

type Version = Row<'target'>;

interface TargetVersionsProps {
  versions: readonly Version[];
  unit: string;
  asOf: string;
  /** Papers open for offices and viewers alone. */
  opensPapers: boolean;
}

/** A target as the plan set it and as it was set anew since, with the documents. */
export function TargetVersions({ versions, unit, asOf, opensPapers }: TargetVersionsProps) {
  const columns: Column<Version>[] = [
    versionColumn,
    { key: 'text', header: '目标原文', cell: ({ text }) => text },
    { key: 'kind', header: '类型', cell: ({ kind }) => targetKindWords[kind] },
    {
      key: 'value',
      header: '目标数',
      unit,
      align: 'end',
      cell: ({ kind, value }) => (value !== null ? formatNumber(value) : kind === 'relative' ? '' : '待下达'),
    },
    inForceColumn(asOf),
    {
      key: 'document',
      header: '文件',
      prose: true,
      cell: (version) => <VersionPaper paper={version} opens={opensPapers} />,
    },
  ];
  return (
    <DataTable
      caption="目标的各个版次"
      hideCaption
      columns={columns}
      rows={versions}
      rowKey={({ version }) => version}
    />
  );
}
