import type { RestoredRow } from '#app/changes/undo-change.server.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { listMethodVersions } from './method.repository.server.ts';
import { getIndicator, listTargetVersions } from './target.repository.server.ts';
import { versionsFollow } from './target.rules.ts';

const versioned = {
  target: { noun: '目标', list: listTargetVersions },
  method: { noun: '口径', list: listMethodVersions },
} as const;

/**
 * Looks at the targets and methods that an undo has touched: a version that later ones follow stays, and one that comes
 * back must not be in force before those that it now follows.
 *
 * @throws Problem `conflict` in words
 */
export async function checkRestoredVersions(trx: Db, rows: readonly RestoredRow[]): Promise<void> {
  for (const { table, row } of rows) {
    if (table !== 'target' && table !== 'method') continue;
    const { noun, list } = versioned[table];
    const key = String(row.indicatorKey);
    if (versionsFollow(await list(trx, key))) continue;
    const { label } = await getIndicator(trx, key);
    throw new Problem('conflict', `撤销后，${label}的${noun}版次不再前后相接。请先撤销后面的一版${noun}。`);
  }
}
