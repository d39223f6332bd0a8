import type { RestoredRow } from '#app/changes/undo-change.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { listTitlesOfVillage, listTitlesWithSteps } from './title.repository.server.ts';
import type { Step } from './title.schema.ts';
import { checkStanding, titleInTheWay } from './title-step.rules.ts';
import { titleName } from './title-words.rules.ts';

/**
 * Looks at the titles that an undo has put back: their steps must follow on each other, and no other title of the same
 * village and programme may be open beside them.
 *
 * @throws Problem `conflict` that says what would be wrong
 */
export async function checkRestoredTitles(trx: Db, rows: readonly RestoredRow[], now: Date): Promise<void> {
  for (const id of idsIn(rows, { table: 'title', steps: 'titleStep', column: 'titleId' })) {
    const [title] = await listTitlesWithSteps(trx, { id });
    if (!title) continue;
    refuseBrokenSteps(titleName(title), title.steps, now);
    const others = (await listTitlesOfVillage(trx, title.villageCode)).filter((one) => one.id !== id);
    const open = titleInTheWay([title], title) && titleInTheWay(others, title);
    if (open)
      throw new Problem(
        'conflict',
        `撤销后，${titleName(title)}会同时有两项没有结束的登记，不能撤销。请先取消其中一项。`,
      );
  }
}

/** @throws Problem `conflict` where the steps of what is called `name` do not follow on each other */
export function refuseBrokenSteps(name: string, steps: readonly Step[], now: Date): void {
  const [problem] = checkStanding(steps, { today: dayInShanghai(now) });
  if (problem) throw new Problem('conflict', `撤销后，${name}的步骤不再成立：${problem.message}。`);
}

/** The identities of the courses whose row or steps are among the rows. */
export function idsIn(
  rows: readonly RestoredRow[],
  { table, steps, column }: { table: 'title' | 'area'; steps: 'titleStep' | 'areaStep'; column: string },
): Set<string> {
  return new Set(
    rows.flatMap(({ table: of, row }) => (of === table ? [String(row.id)] : of === steps ? [String(row[column])] : [])),
  );
}
