/** The law of every list that is found a page at a time: whatever happened, its pages are the list made of all rows. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { doAll, latest } from '../plan/random-changes.ts';
import { demoRegister } from './database.ts';

export type Act = (db: Db) => Promise<void>;

/** Takes back one of the last changes. */
export const undoing = (at: Date): fc.Arbitrary<Act> =>
  fc.nat(5).map((back) => async (db: Db) => {
    const number = (await latest(db)) - back;
    await undoChange(db, { number, account: 'district', reason: null, at }, checkUndone);
  });

interface Law<Q> {
  acts: fc.Arbitrary<Act[]>;
  /** `back`: how many changes earlier the list is asked for, too. */
  questions: fc.Arbitrary<(Q & { back: number })[]>;
  runs: number;
  /** Holds a page against the whole. @returns how many rows there were */
  expectSame: (db: Db, question: Q) => Promise<number>;
}

/** `LIST_RUNS` asks it of more registers. */
export async function expectPagesOfList<Q>({ acts, questions, runs, expectSame }: Law<Q>): Promise<void> {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(acts, questions, async (done, asked) => {
      const db = await demoRegister();
      await doAll(db, done);
      for (const { back, ...question } of asked)
        for (const handle of [db, knownAt(db, Math.max(1, (await latest(db)) - back))])
          found += await expectSame(handle, question as Q);
      await db.destroy();
    }),
    { numRuns: Number(process.env.LIST_RUNS ?? runs), endOnFailure: true },
  );
  expect(found).toBeGreaterThan(0);
}
