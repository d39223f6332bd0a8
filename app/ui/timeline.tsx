import type { ReactNode } from 'react';

export interface TimelineItem {
  key: string | number;
  /** The day or the instant, already in words. */
  when: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** done: a filled mark · open: a ring, what is still to come or to confirm · off: a cross, what was ended. */
  state?: 'done' | 'open' | 'off';
}

/** Things in the order in which they happened, down a line. */
export function Timeline({ items, label }: { items: readonly TimelineItem[]; label: string }) {
  return (
    <ol aria-label={label}>
      {items.map((item) => (
        <li
          key={item.key}
          className="relative ml-1.5 border-l border-line-strong pb-5 pl-6 last:border-transparent last:pb-0 last:before:absolute last:before:top-0 last:before:-left-px last:before:h-2 last:before:border-l last:before:border-line-strong sm:grid sm:grid-cols-[10rem_1fr] sm:gap-4"
        >
          <Dot state={item.state ?? 'done'} />
          <div className="text-sm leading-6 text-ink-soft tabular-nums">{item.when}</div>
          <div className="min-w-0">
            <div className="font-medium">{item.title}</div>
            {item.children && <div className="text-sm text-ink-soft">{item.children}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Dot({ state }: { state: 'done' | 'open' | 'off' }) {
  return (
    <svg aria-hidden="true" width="13" height="13" viewBox="0 0 13 13" className="absolute top-1.5 -left-[7px]">
      <circle
        cx="6.5"
        cy="6.5"
        r="5"
        fill={state === 'done' ? '#14565d' : '#fbfaf6'}
        stroke={state === 'off' ? '#616b67' : '#14565d'}
        strokeWidth="2"
        strokeDasharray={state === 'open' ? '3 2' : undefined}
      />
      {state === 'off' && <path d="M4.5 4.5l4 4M8.5 4.5l-4 4" stroke="#616b67" strokeWidth="1.5" />}
    </svg>
  );
}
