/** What the district's office must hear of before it hurts. */

import { formatBytes } from '#app/ui/format.ts';
import type { ReplicaStanding } from '#db/readers.server.ts';

export const alarmKeys = [
  'backup-failed',
  'backup-old',
  'rehearsal-failed',
  'disk-low',
  'replica-off',
  'much-stopped',
] as const;
export type AlarmKey = (typeof alarmKeys)[number];

export interface Alarm {
  key: AlarmKey;
  /** What is wrong, in a sentence. */
  words: string;
  /** What to do about it. */
  remedy: string;
}

interface Run {
  state: 'running' | 'done' | 'failed';
  startedAt: string;
  message: string | null;
}

/** What is known of the register's keeping at an instant. */
export interface Keeping {
  now: Date;
  /** Whether this program makes backups itself. */
  scheduled: boolean;
  /** When the newest backup was made; null where the folder holds none. */
  newestBackup: string | null;
  lastBackup: Run | null;
  lastRehearsal: Run | null;
  databaseSize: number;
  /** Bytes left, where the database (null: on a server of its own) and where the backups lie. */
  free: { database: number | null; backups: number };
  /** Null where there is no replica. */
  replica: Pick<ReplicaStanding, 'fitness'> | null;
  /** What the throttles stopped within the running hour. */
  stopped: number;
}

const anHour = 60 * 60 * 1000;
/** A night's backup and the time that it may take. */
const oldest = 26 * anHour;
/** Longer than any run takes: one that still runs by then was cut off. */
const longestRun = anHour;
const leastFree = 1024 ** 3;
/** More than a few people who forgot their passwords come to in an hour. */
const mostStopped = 100;

/** The alarms that hold, the gravest first. */
export function alarmsOf(keeping: Keeping): Alarm[] {
  return [
    ...[backupFailed(keeping), backupOld(keeping), rehearsalFailed(keeping)],
    ...[...diskLow(keeping), replicaOff(keeping), muchStopped(keeping)],
  ].filter((alarm) => alarm !== null);
}

function backupFailed({ lastBackup, now }: Keeping): Alarm | null {
  if (!hasFailed(lastBackup, now)) return null;
  const words = `最近一次备份没有成功：${lastBackup?.message ?? '途中停止'}`;
  return { key: 'backup-failed', words, remedy: '按上面的原因处理后，在“备份”页再做一次。' };
}

function backupOld({ newestBackup, scheduled, now }: Keeping): Alarm | null {
  const remedy = '请在“备份”页立即备份，并查看为什么没有按时做。';
  if (newestBackup === null)
    return scheduled ? { key: 'backup-old', words: '备份目录里还没有一份备份。', remedy } : null;
  const age = now.getTime() - Date.parse(newestBackup);
  if (age <= oldest) return null;
  return { key: 'backup-old', words: `已有 ${Math.floor(age / anHour)} 小时没有新的备份。`, remedy };
}

function rehearsalFailed({ lastRehearsal, now }: Keeping): Alarm | null {
  if (!hasFailed(lastRehearsal, now)) return null;
  const words = `最近一次恢复演练没有成功：${lastRehearsal?.message ?? '途中停止'}`;
  return { key: 'rehearsal-failed', words, remedy: '在重新备份并演练成功之前，不要删除更早的备份。' };
}

function* diskLow({ free, databaseSize }: Keeping): Generator<Alarm> {
  // A backup and its rehearsal take as much as the database, each.
  const wanted = Math.max(leastFree, 3 * databaseSize);
  const ofDatabase = free.database ?? Number.POSITIVE_INFINITY;
  const least = Math.min(ofDatabase, free.backups);
  if (least >= wanted) return;
  const where = ofDatabase <= free.backups ? '数据库' : '备份';
  const words = `${where}所在的磁盘只剩 ${formatBytes(least)}。`;
  yield { key: 'disk-low', words, remedy: '磁盘写满后将不能保存，请清理或扩容。' };
}

const withoutReplica = {
  silent: { words: '只读副本没有应答。', remedy: '读者都由主库应答，不受影响；请查看副本的 PostgreSQL 服务和网络。' },
  promoted: {
    words: '只读副本已被提升为主库，不再使用。',
    remedy: '若是切换，请把 DATABASE_URL 改为它的地址；否则请重新建立副本。',
  },
  another: { words: '只读副本的地址上是另一个数据库，不使用。', remedy: '请核对 DATABASE_READ_URL。' },
};

function replicaOff({ replica }: Keeping): Alarm | null {
  if (replica === null || replica.fitness === 'replica') return null;
  return { key: 'replica-off', ...withoutReplica[replica.fitness] };
}

function muchStopped({ stopped }: Keeping): Alarm | null {
  if (stopped < mostStopped) return null;
  const words = `一小时内已拦下 ${stopped} 次过于频繁的登录、验证码、申请或提交，超过平常。`;
  const remedy =
    '可能有人在猜密码。请按 README“谁在尝试登录”查看日志，必要时在防火墙上挡住来源；拦下的没有进入登记簿。';
  return { key: 'much-stopped', words, remedy };
}

function hasFailed(run: Run | null, now: Date): boolean {
  if (run === null) return false;
  return run.state === 'failed' || (run.state === 'running' && now.getTime() - Date.parse(run.startedAt) > longestRun);
}
