import { paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Row } from '#db/tables.ts';
import { type Settable, settingsWords } from './method-revision.rules.ts';

type Version = Row<'method'>;

interface MethodVersionsProps {
  versions: readonly Version[];
  settable: Settable;
  unit: string;
  asOf: string;
  /** What each version makes of the day, by its number; null where no figure is shown beside. */
  outcomes: Readonly<Record<number, string>> | null;
  /** Papers open for offices and viewers alone. */
  opensPapers: boolean;
}

/** A method as it was first and as it was set anew since: its sentence, its settings, its reason and its document. */
export function MethodVersions({ versions, settable, unit, asOf, outcomes, opensPapers }: MethodVersionsProps) {
  const columns: Column<Version>[] = [
    {
      key: 'version',
      header: '版次',
      rowHeader: true,
      cell: ({ version }) => <span className="whitespace-nowrap">第 {version} 版</span>,
    },
    {
      key: 'text',
      header: '口径',
      prose: true,
      cell: (version) => (
        <div className="text-start">
          {version.text}
          <ul className="mt-1 text-sm text-ink-soft">
            {settingsWords(settable, version, unit).map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ),
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
    ...(outcomes === null ? [] : [outcomeColumn(outcomes)]),
    { key: 'ground', header: '依据', prose: true, cell: (version) => <Grounds {...version} opens={opensPapers} /> },
  ];
  return (
    <DataTable
      caption="口径的各个版次"
      hideCaption
      columns={columns}
      rows={versions}
      rowKey={({ version }) => version}
    />
  );
}

const outcomeColumn = (outcomes: Readonly<Record<number, string>>): Column<Version> => ({
  ...{ key: 'outcome', header: '业务日期按此口径', prose: true },
  cell: ({ version }) => <div className="text-start">{outcomes[version]}</div>,
});

function Grounds(version: Version & { opens: boolean }) {
  const { reason, documentNumber, documentDay, source, attachmentHash, attachmentName, opens } = version;
  return (
    <div className="text-start">
      {reason && <p>{reason}</p>}
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
