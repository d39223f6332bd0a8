import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Row } from '#db/tables.ts';
import { inForceColumn, VersionPaper, versionColumn } from './version-columns.tsx';

type Version = Row<'method'>;

interface MethodVersionsProps {
  versions: readonly Version[];
  /** The settings of each version in words, by its number. */
  settings: Readonly<Record<number, readonly string[]>>;
  asOf: string;
  /** What each version makes of the day, by its number; null where no figure is shown beside. */
  outcomes: Readonly<Record<number, string>> | null;
  /** Papers open for offices and viewers alone. */
  opensPapers: boolean;
}

/** A method as it was first and as it was set anew since: its sentence, its settings, its reason and its document. */
export function MethodVersions({ versions, settings, asOf, outcomes, opensPapers }: MethodVersionsProps) {
  const columns: Column<Version>[] = [
    versionColumn,
    {
      key: 'text',
      header: '口径',
      prose: true,
      cell: (version) => (
        <div className="text-start">
          {version.text}
          <ul className="mt-1 text-sm text-ink-soft">
            {settings[version.version]?.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      ),
    },
    inForceColumn(asOf),
    ...(outcomes === null ? [] : [outcomeColumn(outcomes)]),
    {
      key: 'ground',
      header: '依据',
      prose: true,
      cell: (version) => <Grounds version={version} opens={opensPapers} />,
    },
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

function Grounds({ version, opens }: { version: Version; opens: boolean }) {
  return (
    <div className="text-start">
      {version.reason && <p>{version.reason}</p>}
      <VersionPaper paper={version} opens={opens} />
    </div>
  );
}
