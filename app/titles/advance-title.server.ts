import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { getTitle, insertStep, updateTitle } from './title.repository.server.ts';
import { checkStep } from './title.rules.ts';
import type { AdvanceTitle } from './title.schema.ts';
import { awardYearAfter, newStep } from './title-step.rules.ts';

/**
 * Takes a title one step on. A naming counts once the district has confirmed it.
 *
 * @returns the change's number
 * @throws Problem `invalid` with the fields at fault; `conflict` where the title was changed since the form was loaded
 */
export async function advanceTitle(
  register: Db,
  id: string,
  form: AdvanceTitle,
  { reader, now, upload }: Author & { upload: Upload | null },
): Promise<number | null> {
  const file = upload && (await inspectUpload(upload));
  const { town } = await getTitle(register, id);
  const { username } = reader;
  const what = { kind: 'title-advance', account: username, town: town.code, reason: form.reason, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const title = await getTitle(trx, id);
    await refuseIfChanged(trx, title, form.change);
    const problems = checkStep(title.steps, form, { today: dayInShanghai(now) });
    if (problems.length > 0) throw invalid(problems);
    await updateTitle(trx, id, { stage: form.stage, awardYear: awardYearAfter(title, form), change });
    const sequence = (title.steps.at(-1)?.sequence ?? 0) + 1;
    const kept = await keepFile(trx, file, now);
    await insertStep(trx, { ...newStep(form, { titleId: id, sequence, proposedBy: username, file: kept }), change });
  });
  return change;
}
