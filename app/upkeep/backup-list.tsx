import { formatBytes, formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';

export interface BackupRow {
  name: string;
  at: string;
  size: number;
  /** The last change in it; null where this register does not know of its making. */
  change: number | null;
  /** How the rehearsal of restoring it ended; null where it was not rehearsed. */
  rehearsed: 'running' | 'done' | 'failed' | null;
  /** 3 小时前 */
  age: string;
}

/** What lies in the folder, the newest first. */
export function BackupList({ backups }: { backups: readonly BackupRow[] }) {
  return (
    <DataTable
      caption="备份"
      hideCaption
      rows={backups}
      rowKey={({ name }) => name}
      empty="备份目录里还没有备份。"
      columns={[
        { key: 'at', header: '时间', rowHeader: true, cell: ({ at }) => formatInstant(at) },
        { key: 'age', header: '距今', cell: ({ age }) => age },
        { key: 'size', header: '大小', align: 'end', cell: ({ size }) => formatBytes(size) },
        {
          key: 'change',
          header: '登记版本',
          align: 'end',
          cell: ({ change }) => (change === null ? '不详' : `第 ${change} 号`),
        },
        {
          key: 'rehearsed',
          header: '恢复演练',
          cell: ({ rehearsed }) =>
            rehearsed === null ? <span className="text-ink-soft">未演练</span> : <RunState state={rehearsed} />,
        },
        {
          key: 'name',
          header: '文件',
          cell: ({ name }) => <span className="font-mono text-sm break-all">{name}</span>,
        },
      ]}
    />
  );
}

const stateWords = { running: '进行中', done: '成功', failed: '没有成功' } as const;
const stateTones = { running: 'active', done: 'done', failed: 'late' } as const;

export function RunState({ state }: { state: keyof typeof stateWords }) {
  return <Tag tone={stateTones[state]}>{stateWords[state]}</Tag>;
}
