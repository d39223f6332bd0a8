import { paths } from '#app/http/paths.ts';
import { formatInstant } from '#app/ui/format.ts';
import type { Change } from './change.repository.server.ts';
import { changeKindLabel } from './change.schema.ts';
import { makerOf, UndoneWords } from './change-list.tsx';
import { ChangeRows } from './change-rows.tsx';
import type { DescribedRow } from './row-words.rules.ts';

interface ChangeHistoryProps {
  entries: readonly { change: Change; rows: readonly DescribedRow[] }[];
}

/** Changes one under the other, each with what it did to the rows that the page is about. */
export function ChangeHistory({ entries }: ChangeHistoryProps) {
  if (entries.length === 0) return <p className="text-ink-soft">没有您可以查看的变更。</p>;
  return (
    <ol className="grid gap-y-10">
      {entries.map(({ change, rows }) => (
        <li key={change.number} className="border-t border-line pt-4">
          <h2 className="font-medium">
            <a href={paths.change(change.number)}>
              第 {change.number} 号 {changeKindLabel(change.kind)}
            </a>
          </h2>
          <p className="text-sm text-ink-soft">
            {[formatInstant(change.at), makerOf(change), change.reason].filter((part) => part !== null).join('，')}
          </p>
          <div className="mb-3 text-sm">
            <UndoneWords change={change} />
          </div>
          <ChangeRows rows={rows} />
        </li>
      ))}
    </ol>
  );
}
