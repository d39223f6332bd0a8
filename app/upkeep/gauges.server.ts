/** What operators measure of the register itself, beside the requests. */
import { countCertificatesOn } from '#app/certificates/certificate-list.repository.server.ts';
import { mostCounted, totalOf } from '#app/counting.ts';
import { dayInShanghai } from '#app/day.ts';
import type { Gauge } from '#app/http/meters.server.ts';
import type { Db } from '#db/client.server.ts';
import type { Readers } from '#db/readers.server.ts';
import { waitingForDatabase } from '#db/turn.ts';
import { alarmKeys } from './alarm.rules.ts';
import { type KeepingPlaces, readStanding, type Standing } from './standing.server.ts';
import type { UpkeepRun } from './upkeep.repository.server.ts';

export async function readGauges(readers: Readers, places: KeepingPlaces, now: Date): Promise<Gauge[]> {
  const standing = await readStanding(readers, places, now);
  return [
    { name: 'register_change_number', help: 'The number of the last change', value: standing.head.number },
    { name: 'register_database_waiting', help: 'Queries that wait for the database', value: waitingForDatabase() },
    { name: 'register_database_bytes', help: 'The database and its log', value: standing.databaseSize },
    ...replicaGauges(standing),
    ...backupGauges(standing, now),
    ...Object.entries(standing.free).flatMap(([of, value]) =>
      value === null
        ? []
        : [{ name: 'register_disk_free_bytes', help: 'Bytes left on the disk', labels: { of }, value }],
    ),
    ...(await certificateGauges(readers.primary, dayInShanghai(now))),
    ...alarmKeys.map((alarm) => ({
      ...{ name: 'register_alarm', help: '1 while an alarm holds; the operator’s guide says what each means' },
      ...{ labels: { alarm }, value: standing.alarms.some(({ key }) => key === alarm) ? 1 : 0 },
    })),
  ];
}

function replicaGauges({ replica }: Standing): Gauge[] {
  if (replica === null) return [];
  const gauge = (name: string, help: string, value: number | null) => (value === null ? [] : [{ name, help, value }]);
  return [
    ...gauge('register_replica_up', 'Whether the read replica answers', replica.fitness === 'replica' ? 1 : 0),
    ...gauge('register_replica_lag_changes', 'Changes that the replica does not know yet', replica.changesBehind),
    ...gauge('register_replica_lag_bytes', 'Log that the replica has not read yet', replica.bytesBehind),
  ];
}

function backupGauges({ backups: [newest], lastBackup, lastRehearsal }: Standing, now: Date): Gauge[] {
  const age = newest && (now.getTime() - Date.parse(newest.at)) / 1000;
  return [
    // Without a backup there is no age and no size: a missing series alarms by itself, a number would lie.
    ...(newest === undefined || age === undefined
      ? []
      : [
          { name: 'register_backup_age_seconds', help: 'Since the newest backup was made', value: age },
          { name: 'register_backup_bytes', help: 'The newest backup', value: newest.size },
        ]),
    ...result('register_backup_ok', 'Whether the last backup succeeded', lastBackup),
    ...result('register_rehearsal_ok', 'Whether the last rehearsal of a restore succeeded', lastRehearsal),
  ];
}

function result(name: string, help: string, run: UpkeepRun | null): Gauge[] {
  return run === null || run.state === 'running' ? [] : [{ name, help, value: run.state === 'done' ? 1 : 0 }];
}

async function certificateGauges(db: Db, today: string): Promise<Gauge[]> {
  const help = `Accepted certificates, counted up to ${mostCounted}; ends-soon: within 90 days`;
  const gauges: Gauge[] = [];
  for (const state of ['valid', 'ends-soon', 'expired'] as const)
    gauges.push({
      ...{ name: 'register_certificates', help, labels: { state } },
      value: totalOf(await countCertificatesOn(db, { state }, today)),
    });
  return gauges;
}
