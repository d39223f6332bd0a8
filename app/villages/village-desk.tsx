import { paths } from '#app/http/paths.ts';
import { formatTotal } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { VillageTable } from '#db/tables.ts';
import { retentionWords } from './village.fields.ts';

type WaitingVillage = Pick<VillageTable, 'code' | 'name' | 'retentionProposal' | 'retentionNote'> & {
  townName: string;
};

/** Villages whose retention waits for the district, or came back from it. */
export function RetentionQueue({ caption, villages }: { caption: string; villages: readonly WaitingVillage[] }) {
  const columns: Column<WaitingVillage>[] = [
    {
      key: 'village',
      header: '村庄',
      rowHeader: true,
      cell: ({ code, name }) => <a href={paths.villageRetention(code)}>{name}</a>,
    },
    { key: 'town', header: '镇', cell: ({ townName }) => townName },
    {
      key: 'proposal',
      header: '申报',
      cell: ({ retentionProposal }) => (retentionProposal ? retentionWords[retentionProposal] : '已退回'),
    },
    { key: 'note', header: '说明', prose: true, cell: ({ retentionNote }) => retentionNote ?? '' },
  ];
  return <DataTable caption={caption} hideCaption columns={columns} rows={villages} rowKey={({ code }) => code} />;
}

interface VillageGapsProps {
  /** The town whose villages are counted; null for all three. */
  town: string | null;
  unconfirmed: number;
  withoutLedger: number;
  /** The year of the ledger that is missing. */
  year: number;
}

/** How much of the villages is still to be filled in, each a link to where it is done. */
export function VillageGaps({ town, unconfirmed, withoutLedger, year }: VillageGapsProps) {
  if (unconfirmed + withoutLedger === 0) return <p>各村的保留保护状态和 {year} 年的台账都已填报。</p>;
  return (
    <ul className="list-disc pl-5">
      {unconfirmed > 0 && (
        <li>
          <a href={paths.villages({ town, retention: 'unconfirmed' })}>{formatTotal(unconfirmed, '个村')}</a>
          的规划保留保护状态还没有确认，也没有申报
        </li>
      )}
      {withoutLedger > 0 && (
        <li>
          <a href={paths.villages({ town })}>{formatTotal(withoutLedger, '个村')}</a>还没有填报 {year} 年的台账
        </li>
      )}
    </ul>
  );
}
