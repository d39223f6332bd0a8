import { useEffect, useState } from 'react';
import type { WorkProgress } from '#app/http/context.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';

const stageWords: Record<WorkProgress['stage'], string> = {
  reading: '正在读取文件',
  comparing: '正在与登记簿逐行核对',
  writing: '正在写入登记簿',
};

/** Seconds after which a page without scripts asks again. */
const refreshAfter = 3;

interface WorkProgressNoticeProps {
  progress: WorkProgress | null;
  /** The page that shows it. */
  href: string;
  /** Where it is found again. */
  place: string;
  /** Where the server tells of it; left out on a page without scripts. */
  events?: string;
}

/** How far long work is. The server tells as it goes on; without scripts the page is asked for again. */
export function WorkProgressNotice({ progress: first, href, place, events }: WorkProgressNoticeProps) {
  const [progress, setProgress] = useState(first);
  useEffect(() => {
    if (events === undefined) return;
    const source = new EventSource(events);
    source.addEventListener('progress', (event) => setProgress(readProgress(event.data)));
    source.addEventListener('done', () => {
      source.close();
      window.location.reload();
    });
    return () => source.close();
  }, [events]);
  const again = <meta httpEquiv="refresh" content={String(refreshAfter)} />;
  return (
    <>
      {events === undefined ? again : <noscript>{again}</noscript>}
      <Notice title={progress ? stageWords[progress.stage] : '正在等候'}>
        <p role="status" className="tabular-nums">
          {progress && progress.rows > 0 ? `已处理 ${formatNumber(progress.rows)} 行。` : ''}
          可以离开本页，稍后再从“{place}”里打开。
        </p>
        <p className="mt-3">
          <ButtonLink href={href}>刷新</ButtonLink>
        </p>
      </Notice>
    </>
  );
}

function readProgress(data: unknown): WorkProgress | null {
  return typeof data === 'string' ? (JSON.parse(data) as WorkProgress | null) : null;
}
