import { checkRestoredAreas } from '#app/areas/check-restored.server.ts';
import type { UndoCheck } from '#app/changes/undo-change.server.ts';
import { checkRestoredVersions } from '#app/plan/check-restored.server.ts';
import { checkBasesLeft } from '#app/producers/amend-base.server.ts';
import { checkRestoredTitles } from '#app/titles/check-restored.server.ts';

/** The rules of every noun over what an undo has put back: rows that fitted once need not fit what was written since. */
export const checkUndone: UndoCheck = async (trx, rows, now) => {
  await checkRestoredTitles(trx, rows, now);
  await checkRestoredAreas(trx, rows, now);
  await checkBasesLeft(trx, rows);
  await checkRestoredVersions(trx, rows);
};
