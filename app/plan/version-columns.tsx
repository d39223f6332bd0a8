/** What targets and methods, each set anew by versions, show of a version alike. */
import { paths } from '#app/http/paths.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Column } from '#app/ui/table.tsx';
import type { Row } from '#db/tables.ts';

type Version = Pick<Row<'target'>, 'version' | 'inForceFrom'>;
type Paper = Pick<Row<'target'>, 'documentNumber' | 'documentDay' | 'source' | 'attachmentHash' | 'attachmentName'>;

export const versionColumn: Column<Version> = {
  key: 'version',
  header: '版次',
  rowHeader: true,
  cell: ({ version }) => <span className="whitespace-nowrap">第 {version} 版</span>,
};

export const inForceColumn = (asOf: string): Column<Version> => ({
  key: 'from',
  header: '生效日期',
  cell: ({ inForceFrom }) => (
    <span>
      {formatDay(inForceFrom)}
      {inForceFrom > asOf && <span className="block text-sm text-rice-800">业务日期时尚未生效</span>}
    </span>
  ),
});

/** The document behind a version. @param opens whether its reader may open the paper: offices and viewers */
export function VersionPaper({ paper, opens }: { paper: Paper; opens: boolean }) {
  const { documentNumber, documentDay, source, attachmentHash, attachmentName } = paper;
  return (
    <>
      {documentNumber ?? source ?? ''}
      {documentDay && <span className="text-ink-soft">（{formatDay(documentDay)}）</span>}
      {attachmentHash && opens && (
        <a className="ml-2" href={paths.attachment(attachmentHash)}>
          {attachmentName ?? '附件'}
        </a>
      )}
    </>
  );
}
