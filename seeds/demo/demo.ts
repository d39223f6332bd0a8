/** The demonstration on top of the facts: invented, deterministic, every row marked. */
import type { Db } from '#db/client.server.ts';
import { seedAccounts } from './accounts.ts';
import { areaEntries } from './areas.ts';
import { seedInbox } from './inbox.ts';
import { indicatorEntries } from './indicators.ts';
import { laterProduceEntries } from './later-produce.ts';
import { pastTitleEntries } from './past-titles.ts';
import { produceEntries } from './produce.ts';
import { profileEntries } from './profiles.ts';
import { recentTitleEntries } from './recent-titles.ts';
import { retentionEntries } from './retention.ts';
import { statisticEntries } from './statistics.ts';
import { clock, play } from './timeline.ts';

/** When the demonstration's first change is dated: the facts of a demonstration belong to that day too. */
export function demoOpening(now: Date): Date {
  const opening = clock('2025-01-06', '09:00');
  return now < opening ? now : opening;
}

/**
 * Seeds the demonstration. The register must hold the facts and nothing else.
 *
 * @param now nothing of the demonstration is dated after it
 */
export async function seedDemo(db: Db, now: Date): Promise<void> {
  await seedAccounts(db, demoOpening(now));
  const entries = [
    ...retentionEntries(),
    ...pastTitleEntries(),
    ...statisticEntries(),
    ...profileEntries(),
    ...recentTitleEntries(),
    ...produceEntries(),
    ...laterProduceEntries(),
    ...areaEntries(),
    ...indicatorEntries(),
  ];
  await play(db, entries, now);
  await seedInbox(db, now);
}
