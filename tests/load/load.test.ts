/** A few seconds of what `npm run load` does for ten minutes, with two servers on one database file. */
import { expect, test } from 'vitest';
import { runLoad } from './run-load.ts';

test('readers and writers of two servers see no error, and every answered write is there once', async () => {
  const { tally, faults, changes } = await runLoad({ seconds: 6, processes: 2, readers: 20, writers: 8, look: 50 });
  expect(tally.complaints).toEqual([]);
  expect(faults).toEqual([]);
  expect(tally.deeds.length).toBe(changes);
  // How many there are is the machine's speed.
  expect(changes).toBeGreaterThan(0);
  expect(tally.reads.length).toBeGreaterThan(0);
}, 60_000);
