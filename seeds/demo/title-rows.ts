/** Writing the rows of titles: starting one, taking it further, deciding on a naming. */
import type { Db } from '#db/client.server.ts';
import type { RowPatch } from '#db/tables.ts';
import { type Award, type LadderStep, titleIdOf } from './ladder.ts';
import { demoMark, district, placeOf } from './timeline.ts';

export async function startTitle(trx: Db, change: number, award: Award, steps: readonly LadderStep[]): Promise<void> {
  const { code } = placeOf(award.village);
  const title = { id: titleIdOf(award), villageCode: code, programmeKey: award.programme };
  await trx
    .insertInto('title')
    .values({ ...title, ...standing(award, steps), ...demoMark, change })
    .execute();
  await insertSteps(trx, change, award, 0, steps);
}

/** Appends steps. A second naming after a review is confirmed by the district in the same way as the first. */
export async function advanceTitle(trx: Db, change: number, award: Award, steps: readonly LadderStep[]): Promise<void> {
  const taken = await trx.selectFrom('titleStep').select('sequence').where('titleId', '=', titleIdOf(award)).execute();
  await moveTitle(trx, change, award, standing(award, steps));
  await insertSteps(trx, change, award, taken.length, steps);
}

/** The district's word on the naming that waits; a declined one leaves the title at the stage before. */
export async function decideNaming(
  trx: Db,
  change: number,
  award: Award,
  decision: { confirmation: 'confirmed' | 'declined'; confirmedOn: string; confirmationReason: string | null },
): Promise<void> {
  const titleId = titleIdOf(award);
  await trx
    .updateTable('titleStep')
    .set({ ...decision, confirmedBy: district, change })
    .where('titleId', '=', titleId)
    .where('confirmation', '=', 'pending')
    .execute();
  if (decision.confirmation === 'confirmed') return;
  const before = await trx
    .selectFrom('titleStep')
    .select('stage')
    .where('titleId', '=', titleId)
    .where('stage', '!=', 'named')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow();
  await moveTitle(trx, change, award, { stage: before.stage });
}

async function moveTitle(trx: Db, change: number, award: Award, patch: RowPatch<'title'>): Promise<void> {
  await trx
    .updateTable('title')
    .set({ ...patch, change })
    .where('id', '=', titleIdOf(award))
    .execute();
}

async function insertSteps(
  trx: Db,
  change: number,
  award: Award,
  taken: number,
  steps: readonly LadderStep[],
): Promise<void> {
  const { office } = placeOf(award.village);
  const rows = steps.map(({ stage, day, documentNumber = null, reason = null }, index) => ({
    titleId: titleIdOf(award),
    sequence: taken + index + 1,
    stage,
    day,
    precision: 'exact' as const,
    documentNumber,
    reason,
    proposedBy: office.username,
    confirmation: stage === 'named' ? ('pending' as const) : null,
    ...demoMark,
    change,
  }));
  await trx.insertInto('titleStep').values(rows).execute();
}

/** What the steps make of the title: the stage of the last one, and the award year once it is named. */
function standing({ year }: Award, steps: readonly LadderStep[]): { stage: string; awardYear?: number } {
  const last = steps.at(-1);
  if (last === undefined) throw new Error('a title needs a step');
  const isNamed = steps.some(({ stage }) => stage === 'named');
  return isNamed ? { stage: last.stage, awardYear: year } : { stage: last.stage };
}
