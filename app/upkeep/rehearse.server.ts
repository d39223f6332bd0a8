/** Rehearsing a restore: a backup is only as good as the register that comes out of it. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { dayInShanghai } from '#app/day.ts';
import type { Figure } from '#app/plan/figure.schema.ts';
import { makeTallies } from '#app/plan/keep-tallies.server.ts';
import { getProgress } from '#app/plan/progress.server.ts';
import { getReceipts } from '#app/plan/receipt.server.ts';
import { listTowns } from '#app/villages/town.repository.server.ts';
import { removeDatabase, restore } from '#db/backup.server.ts';
import { chainHead } from '#db/chain.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';
import { migrate } from '#db/migrate.server.ts';

export interface Rehearsed {
  /** The last change of the backup. */
  change: number;
  /** How many figures were recomputed and are the register's own. */
  figures: number;
}

/**
 * Restores a backup into a scratch file beside it, recomputes every figure of the plan, and compares each with what the
 * register itself says as known at the backup's last change: the sums of all towns, and town by town the rows that count
 * and those that do not, so that no more than a town's rows are held at a time.
 *
 * @throws Error with a sentence where the backup cannot be restored, or a figure differs
 */
export async function rehearse(register: Db, backup: string, now: Date): Promise<Rehearsed> {
  const scratch = path.join(path.dirname(backup), 'rehearsal.sqlite');
  removeDatabase(scratch);
  try {
    await restore(`file:${scratch}`, backup, now);
    const restored = openDatabase(`file:${scratch}`);
    try {
      await migrate(restored);
      // Not what the register says of itself, but every row counted anew.
      await makeTallies(restored);
      return await compare(register, restored, dayInShanghai(now));
    } finally {
      await restored.destroy();
    }
  } finally {
    removeDatabase(scratch);
  }
}

async function compare(register: Db, restored: Db, asOf: string): Promise<Rehearsed> {
  const { number: change } = await chainHead(restored);
  const there = await getProgress(restored, { asOf });
  const live = await learnedAt(register, change);
  const here = new Map((await getProgress(live, { asOf })).map((figure) => [figure.key, figure]));
  const said = (figure: Figure | undefined) => JSON.stringify({ ...figure, included: [], excluded: [] });
  const differing = there.filter((figure) => said(figure) !== said(here.get(figure.key)));
  const [first] = differing;
  const differs = (what: string) => new Error(`恢复出来的指标与登记簿不一致：${what}（第 ${change} 号登记版本）`);
  if (first || here.size !== there.length) throw differs(first?.label ?? '项数不同');
  for (const { code, name } of await listTowns(restored)) {
    const asked = { asOf, town: code };
    const rows = await rowsOfFigures(live, asked);
    for (const [label, hash] of await rowsOfFigures(restored, asked))
      if (rows.get(label) !== hash) throw differs(`${name}的“${label}”所计的内容`);
  }
  return { change, figures: there.length };
}

/** By a figure's label a hash of what it counts and leaves out of a town, each row with its reason and amount. */
async function rowsOfFigures(db: Db, asked: { asOf: string; town: string }): Promise<Map<string, string>> {
  const receipts = await getReceipts(db, asked);
  const hashOf = (figure: Figure) => createHash('sha256').update(JSON.stringify(figure)).digest('hex');
  return new Map(receipts.map(({ figure }) => [figure.label, hashOf(figure)]));
}
