import type { ReactNode } from 'react';

type NoticeTone = 'info' | 'success' | 'warning' | 'error';

const tones: Record<NoticeTone, { frame: string; mark: string; word: string }> = {
  info: { frame: 'border-qing-700 bg-qing-50', mark: 'i', word: '说明' },
  success: { frame: 'border-qing-700 bg-qing-50', mark: '✓', word: '完成' },
  warning: { frame: 'border-rice-500 bg-rice-50', mark: '△', word: '注意' },
  error: { frame: 'border-red-700 bg-red-50', mark: '×', word: '未完成' },
};

interface NoticeProps {
  tone?: NoticeTone;
  /** The message in a few words; the rest goes into the children. */
  title?: ReactNode;
  children?: ReactNode;
}

/** A message about what has just happened or what to mind. Announced to screen readers when it appears. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  const { frame, mark, word } = tones[tone];
  return (
    <div
      role={tone === 'error' ? 'alert' : tone === 'info' ? undefined : 'status'}
      className={`keep-together mb-6 flex gap-3 border-l-4 px-4 py-3 ${frame}`}
    >
      <span aria-hidden="true" className="w-4 flex-none text-center font-bold">
        {mark}
      </span>
      <div className="min-w-0">
        <span className="sr-only">{word}：</span>
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="max-w-prose">{children}</div>}
      </div>
    </div>
  );
}
