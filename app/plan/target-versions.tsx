import { paths } from '#app/http/paths.ts';
import { formatDay, formatNumber } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Row } from '#db/tables.ts';
import { targetKindWords } from './observation.schema.ts';

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
    {
      key: 'version',
      header: '版次',
      rowHeader: true,
      cell: ({ version }) => <span className="whitespace-nowrap">第 {version} 版</span>,
    },
    { key: 'text', header: '目标原文', cell: ({ text }) => text },
    { key: 'kind', header: '类型', cell: ({ kind }) => targetKindWords[kind] },
    {
      key: 'value',
      header: '目标数',
      unit,
      align: 'end',
      cell: ({ kind, value }) => (value !== null ? formatNumber(value) : kind === 'relative' ? '' : '待下达'),
    },
    {
      key: 'from',
      header: '生效日期',
      cell: ({ inForceFrom }) => (
        <span>
          {formatDay(inForceFrom)}
          {inForceFrom > asOf && <span className="block text-sm text-rice-800">业务日期时尚未生效</span>}
        </span>
      ),
    },
    { key: 'document', header: '文件', prose: true, cell: (version) => <Document {...version} opens={opensPapers} /> },
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

function Document(version: Version & { opens: boolean }) {
  const { documentNumber, documentDay, source, attachmentHash, attachmentName, opens } = version;
  return (
    <div>
      {documentNumber ?? source ?? ''}
      {documentDay && <span className="text-ink-soft">（{formatDay(documentDay)}）</span>}
      {attachmentHash && opens && (
        <a className="ml-2" href={paths.attachment(attachmentHash)}>
          {attachmentName ?? '附件'}
        </a>
      )}
    </div>
  );
}
