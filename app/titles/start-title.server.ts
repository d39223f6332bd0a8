import type { Reader } from '#app/accounts/policy.rules.ts';
import { inspectUpload, type Upload } from '#app/attachments/inspect-upload.server.ts';
import { keepFile } from '#app/attachments/keep-file.server.ts';
import { dayInShanghai } from '#app/day.ts';
import { invalid, Problem } from '#app/problem.ts';
import { findVillage } from '#app/villages/village.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { insertStep, insertTitle, listProgrammes, listTitlesOfVillage } from './title.repository.server.ts';
import { checkStep } from './title.rules.ts';
import type { StartTitle } from './title.schema.ts';
import { awardYearAfter, newStep, type StepPlace, titleInTheWay } from './title-step.rules.ts';

export interface Author {
  reader: NonNullable<Reader>;
  now: Date;
}

/**
 * Starts a village's way through a programme with its first step.
 *
 * @throws Problem `invalid` with the fields at fault; where a title of the same programme has not ended, its identity
 *   is in the details as `titleInTheWay`
 */
export async function startTitle(
  register: Db,
  form: StartTitle,
  { reader, now, upload }: Author & { upload: Upload | null },
): Promise<{ id: string; change: number | null }> {
  const town = await townOfChosen(register, form.villageCode);
  const file = upload && (await inspectUpload(upload));
  const id = newId();
  const what = { kind: 'title-start', account: reader.username, town, reason: form.reason, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    await refuseProgramme(trx, form);
    const problems = checkStep([], form, { today: dayInShanghai(now) });
    if (problems.length > 0) throw invalid(problems);
    const kept = await keepFile(trx, file, now);
    await writeStart(trx, id, form, { proposedBy: reader.username, file: kept, change });
  });
  return { id, change };
}

/** Writes a title and its first step, both checked, as part of a change. */
export async function writeStart(
  trx: Db,
  id: string,
  form: StartTitle,
  { proposedBy, file, change }: Omit<StepPlace, 'sequence'> & { change: number },
): Promise<void> {
  const { villageCode, programmeKey, stage } = form;
  const awardYear = awardYearAfter({ steps: [], awardYear: null }, form);
  await insertTitle(trx, { id, villageCode, programmeKey, awardYear, stage, origin: 'entered', change });
  await insertStep(trx, { ...newStep(form, { sequence: 1, proposedBy, file }), titleId: id, change });
}

/**
 * The town of the village that a form chose.
 *
 * @throws Problem `invalid` where it chose none: there is no town yet to be refused for
 */
export async function townOfChosen(register: Db, code: string | undefined): Promise<string> {
  const village = await findVillage(register, code ?? '');
  if (!village) throw invalid([{ path: 'villageCode', message: '请选择村庄' }]);
  return village.townCode;
}

async function refuseProgramme(trx: Db, form: StartTitle): Promise<void> {
  const programme = (await listProgrammes(trx)).find(({ key }) => key === form.programmeKey);
  if (!programme) throw invalid([{ path: 'programmeKey', message: '请选择项目' }]);
  const inTheWay = titleInTheWay(await listTitlesOfVillage(trx, form.villageCode), form);
  if (!inTheWay) return;
  const message = `${inTheWay.village.name}已有「${programme.name}」的登记，请在那一项上继续`;
  throw new Problem('invalid', '同一项目不能重复登记。', {
    errors: [{ path: 'programmeKey', message }],
    details: { titleInTheWay: inTheWay.id },
  });
}
