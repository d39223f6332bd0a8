import { Button } from '#app/ui/button.tsx';
import { formatInstant } from '#app/ui/format.ts';
import { DataTable } from '#app/ui/table.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { deviceWords } from './device-words.rules.ts';

interface OpenSession {
  createdAt: string;
  lastSeenAt: string;
  device: string | null;
  own: boolean;
}

/** Where an account is signed in, and the way to end it elsewhere. */
export function SessionList({ sessions }: { sessions: readonly OpenSession[] }) {
  return (
    <>
      <DataTable
        caption="登录的设备"
        hideCaption
        rows={sessions}
        rowKey={({ createdAt, device }) => `${createdAt} ${device ?? ''}`}
        columns={[
          { key: 'device', header: '设备', rowHeader: true, prose: true, cell: ({ device }) => deviceWords(device) },
          { key: 'created', header: '登录时间', cell: ({ createdAt }) => formatInstant(createdAt) },
          {
            key: 'seen',
            header: '最近使用',
            cell: ({ lastSeenAt, own }) => (own ? <Tag tone="done">本设备</Tag> : formatInstant(lastSeenAt)),
          },
        ]}
      />
      {sessions.length > 1 && (
        <form method="post" className="mt-4">
          <Button look="quiet" name="intent" value="end-others">
            退出其他设备
          </Button>
        </form>
      )}
    </>
  );
}
