/** A few seconds of what `npm run load` does for ten minutes, with two servers on one database. */
import { expect, test } from 'vitest';
import { newAddress } from '#tests/support/database.ts';
import { runLoad } from './run-load.ts';

test('readers and writers of two servers see no error, and every answered write is there once', async () => {
  const load = { seconds: 6, processes: 2, readers: 20, writers: 8, look: 50 };
  const { tally, faults, changes } = await runLoad({ address: await newAddress(), ...load });
  expect(tally.complaints).toEqual([]);
  expect(faults).toEqual([]);
  expect(tally.deeds.length).toBe(changes);
  // How often depends on the machine; each has had his turn.
  expect(changes).toBeGreaterThanOrEqual(load.writers);
  expect(tally.reads.length).toBeGreaterThanOrEqual(load.readers);
}, 120_000);
