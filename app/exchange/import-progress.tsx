import { useEffect, useState } from 'react';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import type { ImportProgress } from './run-import.server.ts';

const stageWords: Record<ImportProgress['stage'], string> = {
  reading: '正在读取文件',
  comparing: '正在与登记簿逐行核对',
  writing: '正在写入登记簿',
};

/** Seconds after which a page without scripts asks again. */
const refreshAfter = 3;

interface ImportProgressNoticeProps {
  id: string;
  progress: ImportProgress | null;
}

/** How far a file is. The server tells as it goes on; without scripts the page is asked for again. */
export function ImportProgressNotice({ id, progress: first }: ImportProgressNoticeProps) {
  const [progress, setProgress] = useState(first);
  useEffect(() => {
    const source = new EventSource(paths.importProgress(id));
    source.addEventListener('progress', (event) => setProgress(readProgress(event.data)));
    source.addEventListener('done', () => {
      source.close();
      window.location.reload();
    });
    return () => source.close();
  }, [id]);
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content={String(refreshAfter)} />
      </noscript>
      <Notice title={progress ? stageWords[progress.stage] : '正在等候'}>
        <p role="status" className="tabular-nums">
          {progress && progress.rows > 0 ? `已处理 ${formatNumber(progress.rows)} 行。` : ''}
          可以离开本页，稍后再从“导入”里打开。
        </p>
        <p className="mt-3">
          <ButtonLink href={paths.import(id)}>刷新</ButtonLink>
        </p>
      </Notice>
    </>
  );
}

function readProgress(data: unknown): ImportProgress | null {
  return typeof data === 'string' ? (JSON.parse(data) as ImportProgress | null) : null;
}
