import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { getTitle, updateStep, updateTitle } from './title.repository.server.ts';
import { currentStage } from './title.rules.ts';
import type { CorrectStep } from './title.schema.ts';
import { carriesAwardYear, changesAnything, checkCorrection, correctedStep, getStep } from './title-step.rules.ts';

/**
 * Corrects what was recorded of a step. A naming waits for the district anew.
 *
 * @returns the change's number; null where nothing differed
 * @throws Problem `invalid` where the steps would no longer follow on each other; `conflict`; `not-found`
 */
export async function correctStep(
  register: Db,
  { titleId, sequence }: { titleId: string; sequence: number },
  form: CorrectStep,
  { reader, now, upload }: Author & { upload: Upload | null },
): Promise<number | null> {
  const file = upload && (await inspectUpload(upload));
  const { town } = await getTitle(register, titleId);
  const { username } = reader;
  const what = { kind: 'title-correct', account: username, town: town.code, reason: form.why, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const title = await getTitle(trx, titleId);
    const step = getStep(title, sequence);
    await refuseIfChanged(trx, title, form.change);
    if (file === null && !changesAnything(title, step, form)) return;
    const problems = checkCorrection(title.steps, sequence, form, { today: dayInShanghai(now) });
    if (problems.length > 0) throw invalid(problems);
    const kept = await keepFile(trx, file, now);
    await updateStep(trx, step, { ...correctedStep(step, form, { proposedBy: username, file: kept }), change });
    const awardYear = carriesAwardYear(title.steps, sequence) ? form.awardYear : title.awardYear;
    const stage = currentStage((await getTitle(trx, titleId)).steps) ?? title.stage;
    await updateTitle(trx, titleId, { awardYear, stage, change });
  });
  return change;
}
