import { type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { reads, writes } from '#app/http/guard.server.ts';
import { paths } from '#app/http/paths.ts';
import { soon } from '#app/http/soon.server.ts';
import { Button } from '#app/ui/button.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatBytes } from '#app/ui/format.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Page } from '#app/ui/page.tsx';
import { pageTitle } from '#app/ui/page-title.ts';
import { Panel } from '#app/ui/panel.tsx';
import { ageInWords } from '#app/upkeep/age.rules.ts';
import { AlarmNotices } from '#app/upkeep/alarm-notice.tsx';
import { BackupList } from '#app/upkeep/backup-list.tsx';
import { retentionWords } from '#app/upkeep/retention.rules.ts';
import { RunList } from '#app/upkeep/run-list.tsx';
import { readStanding } from '#app/upkeep/standing.server.ts';
import { listRuns } from '#app/upkeep/upkeep.repository.server.ts';
import { UpkeepIntent } from '#app/upkeep/upkeep.schema.ts';

const shownRuns = 30;
/** Runs that may still say of a kept backup how its rehearsal went. */
const knownRuns = 400;

export const loader = reads('register.tend', async ({ register, context, now }) => {
  const { config } = context;
  const { backups, alarms, free } = await readStanding(context.readers, config, now);
  const runs = await listRuns(register, knownRuns);
  const runOf = (task: 'backup' | 'rehearsal', file: string) =>
    runs.find((run) => run.task === task && run.file === file);
  return {
    alarms,
    running: context.upkeep.isUnderWay() || runs.some(({ state }) => state === 'running'),
    folder: config.backupFolder,
    time: config.backupAt,
    total: backups.reduce((sum, { size }) => sum + size, 0),
    free: free.backups,
    backups: backups.map((backup) => ({
      ...backup,
      change: runOf('backup', backup.name)?.readAt ?? null,
      rehearsed: runOf('rehearsal', backup.name)?.state ?? null,
      age: ageInWords(backup.at, now),
    })),
    runs: runs.slice(0, shownRuns).map(({ id, task, startedAt, startedBy, state, message }) => ({
      ...{ id, task, startedAt, startedBy, state, message },
    })),
  };
});

export const action = writes('register.tend', async ({ form, context, reader }) => {
  form(UpkeepIntent);
  await soon(context.upkeep.start(reader.username));
  return redirect(paths.backups());
});

export const meta: MetaFunction = () => pageTitle('备份');

export default function Backups() {
  const { alarms, running, folder, time, total, free, backups, runs } = useLoaderData<typeof loader>();
  return (
    <Page
      title="备份"
      lead="每份备份都先核验再留存，随后恢复到临时文件里演练一遍。"
      crumbs={[{ href: paths.health(), label: '运行状况' }]}
    >
      <AlarmNotices alarms={alarms} />
      {running && (
        <Notice title="正在备份">
          不影响大家使用，稍后<a href={paths.backups()}>刷新</a>看结果。
        </Notice>
      )}
      <Panel title="安排">
        <DefinitionList
          items={[
            { label: '每天', value: time === null ? '本程序不定时备份（BACKUP_AT=off）' : `${time}（北京时间）` },
            { label: '保留', value: retentionWords },
            { label: '目录', value: <span className="font-mono text-sm break-all">{folder}</span> },
            { label: '占用', value: `${formatBytes(total)}，磁盘还剩 ${formatBytes(free)}` },
          ]}
        />
        <form method="post" className="mt-5">
          <Button name="intent" value="upkeep" disabled={running}>
            立即备份并演练
          </Button>
        </form>
      </Panel>
      <Panel title={`现有的备份（${backups.length}）`}>
        <BackupList backups={backups} />
      </Panel>
      <Panel title="最近的执行">
        <RunList runs={runs} />
      </Panel>
    </Page>
  );
}
