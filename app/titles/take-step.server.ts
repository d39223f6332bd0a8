import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Course, CourseStore } from './course.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { checkStep } from './title.rules.ts';
import type { AdvanceTitle } from './title.schema.ts';
import { awardYearAfter, newStep, type StepPlace, townFor } from './title-step.rules.ts';

/**
 * Takes a title or an area one step on. A naming counts once the district has confirmed it.
 *
 * @returns the change's number
 * @throws Problem `invalid` with the fields at fault; `conflict` where somebody went on since the form was loaded
 */
export async function takeStep(
  register: Db,
  { store, id }: { store: CourseStore; id: string },
  form: AdvanceTitle,
  { reader, now, upload }: Author & { upload: Upload | null },
): Promise<number | null> {
  const file = upload && (await inspectUpload(upload));
  const { username } = reader;
  const town = townFor((await store.read(register, id)).towns, reader);
  const what = { kind: store.kinds.advance, account: username, town, reason: form.reason, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const course = await store.read(trx, id);
    await refuseIfChanged(trx, course, form.change);
    const problems = checkStep(course.steps, form, { today: dayInShanghai(now) });
    if (problems.length > 0) throw invalid(problems);
    const kept = await keepFile(trx, file, now);
    await writeStep(trx, { store, id, course }, form, { proposedBy: username, file: kept, change });
  });
  return change;
}

/** Writes the next step of a course, checked, as part of a change. */
export async function writeStep(
  trx: Db,
  { store, id, course }: { store: CourseStore; id: string; course: Course },
  form: Omit<AdvanceTitle, 'change'>,
  { proposedBy, file, change }: Omit<StepPlace, 'sequence'> & { change: number },
): Promise<void> {
  await store.write(trx, id, { stage: form.stage, awardYear: awardYearAfter(course, form), change });
  const sequence = (course.steps.at(-1)?.sequence ?? 0) + 1;
  await store.addStep(trx, id, { ...newStep(form, { sequence, proposedBy, file }), change });
}
