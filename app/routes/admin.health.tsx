import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatBytes, formatInstant, formatNumber } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { AlarmNotices } from '#app/upkeep/alarm-notice.tsx';
import { RunState } from '#app/upkeep/backup-list.tsx';
import { programVersion } from '#app/upkeep/program-version.server.ts';
import { readStanding } from '#app/upkeep/standing.server.ts';
import { appliedMigrations } from '#db/migrate.server.ts';
import { waitingForDatabase } from '#db/turn.ts';

export const loader = reads('register.tend', async ({ register, context, now }) => {
  const standing = await readStanding(context.readers, context.config, now);
  const { backups, lastBackup, lastRehearsal, alarms, head, databaseSize, free, replica } = standing;
  const { since, ...requests } = context.meters.count();
  const migrations = await appliedMigrations(register);
  return {
    ...{ alarms, head, databaseSize, free: free.database, replica, newest: backups[0] ?? null },
    lastBackup: lastBackup && { state: lastBackup.state, at: lastBackup.startedAt, message: lastBackup.message },
    lastRehearsal: lastRehearsal && {
      ...{ state: lastRehearsal.state, at: lastRehearsal.startedAt, message: lastRehearsal.message },
    },
    requests: { ...requests, waiting: waitingForDatabase() },
    program: { version: programVersion(), node: process.versions.node, since: since.toISOString() },
    schema: { count: migrations.length, last: migrations.at(-1) ?? null },
  };
});

export const meta: MetaFunction = () => pageTitle('运行状况');

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Health() {
  const data = useLoaderData<typeof loader>();
  return (
    <Page
      title="运行状况"
      actions={
        <>
          <ButtonLink href={paths.backups()}>备份</ButtonLink>
          <ButtonLink href={paths.accounts()}>账户管理</ButtonLink>
        </>
      }
    >
      {data.alarms.length === 0 ? (
        <Notice tone="success">备份、演练和磁盘都正常。</Notice>
      ) : (
        <AlarmNotices alarms={data.alarms} />
      )}
      <Keeping {...data} />
      <Running {...data} />
    </Page>
  );
}

function Keeping({ newest, lastBackup, lastRehearsal, databaseSize, free, head, replica }: Data) {
  return (
    <Panel title="数据库和备份">
      <DefinitionList
        columns={2}
        items={[
          { label: '数据库', value: formatBytes(databaseSize), note: free !== null && `磁盘还剩 ${formatBytes(free)}` },
          {
            label: '最近备份',
            value: newest ? formatInstant(newest.at) : '还没有',
            note: newest && formatBytes(newest.size),
          },
          { label: '最近核验', value: <Result run={lastBackup} />, note: '每次备份都核验全部变更和附件' },
          { label: '恢复演练', value: <Result run={lastRehearsal} />, note: lastRehearsal?.message },
          ...(replica === null ? [] : [{ label: '只读副本', ...wordsOf(replica) }]),
          {
            label: '链首',
            value: `第 ${head.number} 号变更`,
            note: <span className="font-mono break-all">{head.hash}</span>,
          },
        ]}
      />
    </Panel>
  );
}

/** How far behind the replica is; what else there is to say of it, its alarm says. */
function wordsOf({ fitness, changesBehind, bytesBehind }: NonNullable<Data['replica']>) {
  if (fitness !== 'replica') return { value: '未使用' };
  const changes = changesBehind === 0 ? '没有落后' : `落后 ${formatNumber(changesBehind ?? 0)} 号变更`;
  return { value: changes, note: `未重放的日志 ${formatBytes(bytesBehind ?? 0)}` };
}

function Result({ run }: { run: Data['lastBackup'] }) {
  if (run === null) return '还没有';
  return (
    <>
      <RunState state={run.state} /> <span>{formatInstant(run.at)}</span>
    </>
  );
}

function Running({ program, schema, requests }: Data) {
  return (
    <Panel title="程序">
      <DefinitionList
        columns={2}
        items={[
          { label: '版本', value: program.version, note: `Node ${program.node}` },
          { label: '启动时间', value: formatInstant(program.since) },
          {
            label: '数据库结构',
            value: `${schema.count} 次升级`,
            note: <span className="font-mono break-all">{schema.last}</span>,
          },
          {
            label: '启动以来',
            value: `应答 ${formatNumber(requests.answered)} 次`,
            note: `出错 ${formatNumber(requests.failed)} 次，因过于频繁而请其稍后再来 ${formatNumber(requests.refused)} 次`,
          },
          { label: '等待写入', value: formatNumber(requests.waiting), note: '此刻排队等数据库的操作' },
        ]}
      />
    </Panel>
  );
}
