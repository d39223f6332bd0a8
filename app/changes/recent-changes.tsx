import { paths } from '#app/http/paths.ts';
import { formatInstant } from '#app/ui/format.ts';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Change } from './change.repository.server.ts';
import { changeKindLabel } from './change.schema.ts';

/** A few changes, newest first, each a link to what it did. */
export function RecentChanges({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-ink-soft">没有您可以查看的变更。</p>;
  return (
    <Timeline
      label="最近的变更"
      items={changes.map(({ number, at, kind, account, accountName, reason, undoneBy }) => ({
        key: number,
        when: formatInstant(at),
        state: undoneBy === null ? 'done' : 'off',
        title: (
          <a href={paths.change(number)}>
            第 {number} 号 {changeKindLabel(kind)}
          </a>
        ),
        children: [accountName ?? account ?? '系统', reason, undoneBy !== null && `已由第 ${undoneBy} 号变更撤销`]
          .filter(Boolean)
          .join('，'),
      }))}
    />
  );
}
