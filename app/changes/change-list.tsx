import { paths } from '#app/http/paths.ts';
import { formatInstant } from '#app/ui/format.ts';
import { type Column, DataTable } from '#app/ui/table.tsx';
import type { Change } from './change.repository.server.ts';
import { changeKindLabel } from './change.schema.ts';
import type { NamedSubject } from './row-words.rules.ts';

export type ListedChange = Change & { subject: NamedSubject | null };

/** Changes as a register, each with who made it, when, why, what it was about, and whether it stands. */
export function ChangeList({ changes, empty }: { changes: readonly ListedChange[]; empty: string }) {
  return (
    <DataTable
      caption="变更"
      hideCaption
      columns={columns}
      rows={changes}
      rowKey={({ number }) => number}
      empty={empty}
    />
  );
}

const columns: Column<ListedChange>[] = [
  {
    key: 'number',
    header: '号',
    rowHeader: true,
    cell: ({ number }) => (
      <a href={paths.change(number)} className="whitespace-nowrap">
        第 {number} 号
      </a>
    ),
  },
  { key: 'at', header: '时间', cell: ({ at }) => formatInstant(at) },
  { key: 'account', header: '账户', cell: (change) => makerOf(change) },
  { key: 'kind', header: '类型', cell: ({ kind }) => changeKindLabel(kind) },
  {
    key: 'subject',
    header: '对象',
    prose: true,
    cell: ({ subject }) =>
      subject && (
        // One element: on a phone the cell lays its parts out side by side.
        <span>
          <span className="text-ink-soft">{subject.noun}</span> {subject.name}
        </span>
      ),
  },
  { key: 'reason', header: '说明', prose: true, cell: ({ reason }) => reason ?? '' },
  { key: 'town', header: '所属镇', cell: ({ townName }) => townName ?? '' },
  { key: 'undo', header: '撤销', cell: (change) => <UndoneWords change={change} /> },
];

/** Who made a change, by name; the register itself where nobody did. */
export function makerOf({ account, accountName }: Pick<Change, 'account' | 'accountName'>): string {
  return accountName ?? account ?? '系统';
}

/** Which change this one undid, and which one undid it, as links; nothing where neither is so. */
export function UndoneWords({ change: { undoes, undoneBy } }: { change: Pick<Change, 'undoes' | 'undoneBy'> }) {
  return (
    <>
      {undoes !== null && (
        <span className="block">
          撤销了<a href={paths.change(undoes)}>第 {undoes} 号</a>
        </span>
      )}
      {undoneBy !== null && (
        <span className="block">
          已由<a href={paths.change(undoneBy)}>第 {undoneBy} 号</a>撤销
        </span>
      )}
    </>
  );
}
