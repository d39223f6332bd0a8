import { formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { RunState } from './backup-list.tsx';
import type { UpkeepRun } from './upkeep.repository.server.ts';

const taskWords: Record<UpkeepRun['task'], string> = { backup: '备份', rehearsal: '恢复演练' };

type ShownRun = Pick<UpkeepRun, 'id' | 'task' | 'startedAt' | 'startedBy' | 'state' | 'message'>;

/** What was done and what it came to, the newest first. */
export function RunList({ runs }: { runs: readonly ShownRun[] }) {
  return (
    <DataTable
      caption="最近的执行"
      hideCaption
      rows={runs}
      rowKey={({ id }) => id}
      empty="还没有执行过。"
      columns={[
        { key: 'at', header: '时间', rowHeader: true, cell: ({ startedAt }) => formatInstant(startedAt) },
        { key: 'task', header: '事项', cell: ({ task }) => taskWords[task] },
        { key: 'by', header: '由谁', cell: ({ startedBy }) => startedBy ?? '定时' },
        { key: 'state', header: '结果', cell: ({ state }) => <RunState state={state} /> },
        { key: 'message', header: '说明', prose: true, cell: ({ message }) => message ?? '' },
      ]}
    />
  );
}
