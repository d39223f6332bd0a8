import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { Course, CourseStore } from './course.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { currentStage } from './title.rules.ts';
import type { CorrectStep, Step } from './title.schema.ts';
import {
  carriesAwardYear,
  changesAnything,
  checkCorrection,
  correctedStep,
  getStep,
  type StepPlace,
  townFor,
} from './title-step.rules.ts';

/**
 * Corrects what was recorded of a step of a title or an area. A naming whose day or year was corrected waits for the
 * district anew.
 *
 * @returns the change's number; null where nothing differed
 * @throws Problem `invalid` where the steps would no longer follow on each other; `conflict`; `not-found`
 */
export async function correctStep(
  register: Db,
  { store, id, sequence }: { store: CourseStore; id: string; sequence: number },
  form: CorrectStep,
  { reader, now, upload }: Author & { upload: Upload | null },
): Promise<number | null> {
  const file = upload && (await inspectUpload(upload));
  const { username } = reader;
  const town = townFor((await store.read(register, id)).towns, reader);
  const what = { kind: store.kinds.correct, account: username, town, reason: form.why, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const course = await store.read(trx, id);
    const step = getStep(course, sequence);
    await refuseIfChanged(trx, course, form.change);
    if (file === null && !changesAnything(course, step, form)) return;
    const problems = checkCorrection(course.steps, sequence, form, { today: dayInShanghai(now) });
    if (problems.length > 0) throw invalid(problems);
    const kept = await keepFile(trx, file, now);
    await writeCorrection(trx, { store, id, course }, { step, form }, { proposedBy: username, file: kept, change });
  });
  return change;
}

/** Writes a step's correction, checked, as part of a change. */
export async function writeCorrection(
  trx: Db,
  { store, id, course }: { store: CourseStore; id: string; course: Course },
  { step, form }: { step: Step; form: Omit<CorrectStep, 'why' | 'change'> },
  { proposedBy, file, change }: Omit<StepPlace, 'sequence'> & { change: number },
): Promise<void> {
  const { sequence } = step;
  await store.writeStep(trx, id, sequence, { ...correctedStep(course, step, form, { proposedBy, file }), change });
  const awardYear = carriesAwardYear(course.steps, sequence) ? form.awardYear : course.awardYear;
  const stage = currentStage((await store.read(trx, id)).steps) ?? course.stage ?? undefined;
  await store.write(trx, id, { awardYear, stage, change });
}
