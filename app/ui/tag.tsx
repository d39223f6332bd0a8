import type { ReactNode } from 'react';

/** done: settled · active: under way · wait: somebody has to act · plain: a mere word · off: ended · late: overdue. */
export type TagTone = 'done' | 'active' | 'wait' | 'plain' | 'off' | 'late';

const frames: Record<TagTone, string> = {
  done: 'border-qing-700 bg-qing-700 text-white',
  active: 'border-qing-700 bg-qing-50 text-qing-800',
  wait: 'border-dashed border-rice-500 bg-rice-50 text-rice-800',
  plain: 'border-line-strong bg-white text-ink-soft',
  off: 'border-dashed border-line-strong bg-paper-deep text-ink-soft line-through',
  late: 'border-red-700 bg-red-50 text-red-800',
};

/** Each tone has its own small shape, so that states differ without colour too. */
function Mark({ tone }: { tone: TagTone }) {
  switch (tone) {
    case 'done':
      return <path d="M1.5 5.2 4 7.7 8.5 2.4" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'active':
      return (
        <>
          <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M5 1.3a3.7 3.7 0 0 1 0 7.4z" fill="currentColor" />
        </>
      );
    case 'wait':
      return (
        <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.2" strokeDasharray="2 1.5" />
      );
    case 'off':
      return <path d="M2 2l6 6M8 2l-6 6" fill="none" stroke="currentColor" strokeWidth="1.2" />;
    case 'late':
      return <path d="M5 1 9.5 9h-9z" fill="currentColor" />;
    case 'plain':
      return null;
  }
}

/** A state or a kind in one or two words. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-[2px] border px-1.5 align-baseline text-[0.8125rem] leading-[1.45] whitespace-nowrap ${frames[tone]}`}
    >
      {tone !== 'plain' && (
        <svg aria-hidden="true" width="10" height="10" viewBox="0 0 10 10" className="flex-none">
          <Mark tone={tone} />
        </svg>
      )}
      {children}
    </span>
  );
}
