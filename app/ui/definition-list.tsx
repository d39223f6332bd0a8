import type { ReactNode } from 'react';
import { Missing } from './missing.tsx';

export interface Definition {
  label: string;
  /** Stands beside the value. */
  unit?: string;
  /** null and undefined read 未采集. */
  value: ReactNode;
  /** Where the value comes from or what it means, in small type. */
  note?: ReactNode;
}

/** Labels and values; two or three columns where there is room. */
export function DefinitionList({ items, columns = 1 }: { items: readonly Definition[]; columns?: 1 | 2 | 3 }) {
  const grid = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }[columns];
  return (
    <dl className={`grid gap-x-10 ${grid}`}>
      {items.map((item) => (
        <div key={item.label} className="keep-together flex items-baseline gap-4 border-b border-line py-2">
          <dt className="w-28 flex-none text-sm text-ink-soft">{item.label}</dt>
          <dd className="min-w-0 flex-1">
            {item.value ?? <Missing />}
            {item.unit && item.value != null && <span className="ml-1 text-sm text-ink-soft">{item.unit}</span>}
            {item.note && <div className="text-sm text-ink-soft">{item.note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
