import type { RestoredRow } from '#app/changes/undo-change.server.ts';
import { idsIn, refuseBrokenSteps } from '#app/titles/check-restored.server.ts';
import type { Db } from '#db/client.server.ts';
import { findArea } from './area.repository.server.ts';

/**
 * Looks at the areas that an undo has put back: their steps must follow on each other.
 *
 * @throws Problem `conflict` that says what would be wrong
 */
export async function checkRestoredAreas(trx: Db, rows: readonly RestoredRow[], now: Date): Promise<void> {
  for (const id of idsIn(rows, { table: 'area', steps: 'areaStep', column: 'areaId' })) {
    const area = await findArea(trx, id);
    if (area) refuseBrokenSteps(area.name, area.steps, now);
  }
}
