/** Carrying a title, on a real register: what the offices do, and what the register refuses. */
import { beforeEach, describe, expect, test } from 'vitest';
import { undoChange } from '#app/changes/undo-change.server.ts';
import { checkUndone } from '#app/exchange/check-undone.server.ts';
import { correctStep } from '#app/titles/correct-step.server.ts';
import { getTitle } from '#app/titles/title.repository.server.ts';
import { standingOn } from '#app/titles/title.rules.ts';
import { CorrectStep } from '#app/titles/title.schema.ts';
import { titleCourse } from '#app/titles/title-course.server.ts';
import { declinedByDistrict } from '#app/titles/title-queue.rules.ts';
import { chainHead, verifyChain } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { factsRegister } from '#tests/support/database.ts';
import { advance, climb, colleague, confirm, decline, district, now, start, town } from './title-office.ts';

const today = '2026-11-24';

let db: Db;
beforeEach(async () => {
  db = await factsRegister();
});

const standing = async (id: string, asOf = today) => standingOn((await getTitle(db, id)).steps, asOf);
const paths = (...names: string[]) => ({ errors: names.map((path) => expect.objectContaining({ path })) });
const undo = (number: number | null) =>
  undoChange(db, { number: number ?? 0, account: town.username, reason: null, at: now }, checkUndone);

async function correct(id: string, sequence: number, fields: Record<string, string>, reader = town) {
  const { number } = await chainHead(db);
  const form = CorrectStep.parse({ change: String(number), why: '录入有误', ...fields });
  return correctStep(db, { store: titleCourse, id, sequence }, form, { reader, now, upload: null });
}

describe('the ladder', () => {
  test('leads from the application to a naming that counts once the district has confirmed it', async () => {
    const id = await climb(db);
    expect(await getTitle(db, id)).toMatchObject({ stage: 'named', awardYear: 2023, origin: 'entered' });
    expect(await standing(id)).toMatchObject({ counts: false, stage: 'named', reason: 'awaiting-confirmation' });
    await confirm(db, id);
    expect(await standing(id)).toMatchObject({ counts: true, reason: null, namedOn: '2023-12-15' });
    expect(await standing(id, '2023-12-14')).toMatchObject({ counts: false, stage: 'published' });
    expect(await verifyChain(db)).toBeNull();
  });

  test('is read as it was known before the confirmation', async () => {
    const id = await climb(db);
    const { number } = await chainHead(db);
    await confirm(db, id);
    const before = await getTitle(knownAt(db, number), id);
    expect(before.steps.map(({ stage, confirmation }) => [stage, confirmation]).at(-1)).toEqual(['named', 'pending']);
    expect(standingOn(before.steps, today).counts).toBe(false);
  });

  test('skips stages only with a reason', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    await expect(advance(db, id, { stage: 'accepted', day: '2022-05-01' })).rejects.toMatchObject(paths('reason'));
    await advance(db, id, { stage: 'accepted', day: '2022-05-01', reason: '列入计划的文件已遗失' });
    expect((await getTitle(db, id)).stage).toBe('accepted');
  });

  test('goes forward in time, and not beyond today', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    await expect(advance(db, id, { stage: 'listed', day: '2022-02-28' })).rejects.toMatchObject(paths('day'));
    await expect(advance(db, id, { stage: 'listed', day: '2026-11-25' })).rejects.toMatchObject(paths('day'));
    expect((await getTitle(db, id)).steps).toHaveLength(1);
  });

  test('names with an award year', async () => {
    const { id } = await start(db, { stage: 'published', day: '2022-03-01', reason: '补登' });
    await expect(advance(db, id, { stage: 'named', day: '2022-04-01' })).rejects.toMatchObject(paths('awardYear'));
  });

  test('takes no step while a naming waits', async () => {
    const id = await climb(db);
    const review = { stage: 'under-review', day: '2024-01-01' };
    await expect(advance(db, id, review)).rejects.toMatchObject(paths('stage'));
  });
});

describe('starting', () => {
  test('is refused where the village is on the way or named in the programme, with the title that stands there', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    const again = start(db, { day: '2023-03-01' });
    await expect(again).rejects.toMatchObject({ kind: 'invalid', details: { titleInTheWay: id } });
  });

  test('is allowed once the former one was cancelled', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    await advance(db, id, { stage: 'cancelled', day: '2022-04-01', reason: '村庄规划调整' });
    const { id: second } = await start(db, { day: '2023-03-01' });
    expect(second).not.toBe(id);
  });

  test('asks for a village and a programme that the register knows', async () => {
    await expect(start(db, { day: '2022-03-01', programmeKey: 'nobel' })).rejects.toMatchObject(paths('programmeKey'));
    await expect(start(db, { day: '2022-03-01', villageCode: '0' })).rejects.toMatchObject(paths('villageCode'));
  });
});

describe('the district', () => {
  test('does not confirm what it proposed itself; another account does', async () => {
    const { id } = await start(db, { stage: 'published', day: '2022-03-01', reason: '补登' });
    await advance(db, id, { stage: 'named', day: '2022-04-01', awardYear: '2022' }, { reader: district });
    await expect(confirm(db, id, district)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(decline(db, id, '理由', district)).rejects.toMatchObject({ kind: 'forbidden' });
    await confirm(db, id, colleague);
    expect((await standing(id)).counts).toBe(true);
  });

  test('does not confirm its own proposal by way of a colleague’s correction', async () => {
    const { id } = await start(db, { stage: 'published', day: '2022-03-01', reason: '补登' });
    await advance(db, id, { stage: 'named', day: '2022-04-01', awardYear: '2022' }, { reader: district });
    await correct(id, 2, { day: '2022-04-02', awardYear: '2022' }, colleague);
    await expect(confirm(db, id, district)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(confirm(db, id, colleague)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('declines with a reason: the title stands where it stood, and the town may name again', async () => {
    const id = await climb(db);
    await decline(db, id);
    const declined = await getTitle(db, id);
    expect(declined.stage).toBe('published');
    expect(await standing(id)).toMatchObject({ counts: false, stage: 'published', reason: 'declined' });
    expect(declinedByDistrict([declined])).toMatchObject([{ step: { confirmationReason: '文号与文件不符' } }]);
    await advance(db, id, {
      stage: 'named',
      day: '2023-12-15',
      awardYear: '2023',
      documentNumber: '青农委〔2023〕9号',
    });
    await confirm(db, id);
    expect((await standing(id)).counts).toBe(true);
  });

  test('answers once', async () => {
    const id = await climb(db);
    await confirm(db, id);
    const { steps } = await getTitle(db, id);
    expect(steps.at(-1)).toMatchObject({ confirmedBy: 'district', confirmedOn: today });
    await expect(confirm(db, id, colleague)).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('correcting', () => {
  test('a declined naming puts it before the district again', async () => {
    const id = await climb(db);
    await decline(db, id);
    await correct(id, 6, { day: '2023-12-16', awardYear: '2022' });
    const title = await getTitle(db, id);
    expect(title).toMatchObject({ stage: 'named', awardYear: 2022 });
    expect(title.steps.at(-1)).toMatchObject({ confirmation: 'pending', confirmationReason: null, confirmedBy: null });
    await confirm(db, id);
    expect(await standing(id)).toMatchObject({ counts: true, namedOn: '2023-12-16' });
  });

  test('a confirmed naming stops counting until it is confirmed again', async () => {
    const id = await climb(db);
    await confirm(db, id);
    await correct(id, 6, { day: '2023-12-20', awardYear: '2023' });
    expect((await standing(id)).counts).toBe(false);
    expect((await getTitle(db, id)).steps.at(-1)).toMatchObject({ proposedBy: 'liantang', confirmation: 'pending' });
  });

  test('a note or a document number of a confirmed naming keeps its confirmation and its source', async () => {
    const id = await climb(db);
    await confirm(db, id);
    const before = (await getTitle(db, id)).steps.at(-1);
    await correct(id, 6, {
      ...{ day: '2023-12-15', awardYear: '2023', documentNumber: '青农委〔2023〕9号', note: '附件已补' },
    });
    const after = (await getTitle(db, id)).steps.at(-1);
    expect(after).toEqual({ ...before, documentNumber: '青农委〔2023〕9号', note: '附件已补', change: after?.change });
    expect((await standing(id)).counts).toBe(true);
    await correct(id, 6, { day: '2023-12-15', awardYear: '2022', documentNumber: '青农委〔2023〕9号' });
    expect((await standing(id)).reason).toBe('awaiting-confirmation');
  });

  test('a note of a naming that the plan states keeps the plan as its source', async () => {
    const fact = await db
      .selectFrom('titleStep')
      .select(['titleId', 'day', 'source', 'reason'])
      .where('stage', '=', 'named')
      .executeTakeFirstOrThrow();
    const said = { day: fact.day, precision: 'no-later-than', reason: fact.reason ?? '', note: '等文件' };
    await correct(fact.titleId, 1, said, district);
    const [step] = (await getTitle(db, fact.titleId)).steps;
    expect(step).toMatchObject({ source: fact.source, origin: 'fact', confirmation: 'confirmed', note: '等文件' });
  });

  test('a naming with steps behind it is possible, but it cannot be declined away from under them', async () => {
    const id = await climb(db);
    await confirm(db, id);
    await advance(db, id, { stage: 'under-review', day: '2025-01-10' });
    await correct(id, 6, { day: '2023-12-20', awardYear: '2023' });
    expect((await getTitle(db, id)).stage).toBe('under-review');
    await expect(decline(db, id)).rejects.toMatchObject({ kind: 'conflict' });
    await confirm(db, id);
    expect(await standing(id)).toMatchObject({ counts: true, stage: 'under-review' });
  });

  test('an earlier step is possible while a corrected naming waits with a review behind it', async () => {
    const id = await climb(db);
    await confirm(db, id);
    await advance(db, id, { stage: 'under-review', day: '2025-01-10' });
    await correct(id, 6, { day: '2023-12-20', awardYear: '2023' });
    await correct(id, 2, { day: '2022-05-20' });
    expect((await getTitle(db, id)).steps[1]?.day).toBe('2022-05-20');
  });

  test('a declined naming is held to the order of the days again', async () => {
    const id = await climb(db);
    await decline(db, id);
    await expect(correct(id, 6, { day: '2023-11-01', awardYear: '2023' })).rejects.toMatchObject(paths('day'));
  });

  test('a declined naming is too late once another has been proposed', async () => {
    const id = await climb(db);
    await decline(db, id);
    await advance(db, id, { stage: 'named', day: '2023-12-18', awardYear: '2023' });
    await expect(correct(id, 6, { day: '2023-12-16', awardYear: '2023' })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('keeps the order of the days', async () => {
    const id = await climb(db);
    await expect(correct(id, 2, { day: '2022-02-01' })).rejects.toMatchObject(paths('day'));
    await expect(correct(id, 2, { day: '2022-08-01' })).rejects.toMatchObject(paths('day'));
    await correct(id, 2, { day: '2022-05-20' });
    expect((await getTitle(db, id)).steps[1]?.day).toBe('2022-05-20');
  });

  test('with nothing different makes no change', async () => {
    const id = await climb(db);
    expect(await correct(id, 2, { day: '2022-05-01' })).toBeNull();
  });
});

describe('editing together', () => {
  test('a form that was loaded before somebody else’s step says who took it', async () => {
    const { id, change } = await start(db, { day: '2022-03-01' });
    await advance(db, id, { stage: 'listed', day: '2022-05-01' });
    const late = advance(db, id, { stage: 'in-progress', day: '2022-06-01', change: String(change) });
    await expect(late).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('推进创建项目') });
  });
});

describe('undo', () => {
  test('takes the last step back', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    const step = await advance(db, id, { stage: 'listed', day: '2022-05-01' });
    await undo(step);
    expect(await getTitle(db, id)).toMatchObject({ stage: 'applied', steps: [{ stage: 'applied' }] });
    expect(await verifyChain(db)).toBeNull();
  });

  test('of a cancellation is refused once the village has started anew', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    const cancelled = await advance(db, id, { stage: 'cancelled', day: '2022-04-01', reason: '村庄规划调整' });
    const { change: second } = await start(db, { day: '2023-03-01' });
    const refusal = { kind: 'conflict', message: expect.stringContaining('泖甸村 · 市级美丽乡村示范村') };
    await expect(undo(cancelled)).rejects.toMatchObject(refusal);
    expect((await getTitle(db, id)).stage).toBe('cancelled');
    await undo(second);
    await undo(cancelled);
    expect((await getTitle(db, id)).stage).toBe('applied');
  });

  test('is refused where the steps put back would not follow on each other', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    await advance(db, id, { stage: 'listed', day: '2022-05-01' });
    // Raw rows, as an import of another day might have left them: an order that no form lets pass.
    const write = (day: string) => (trx: Db, change: number) =>
      trx.updateTable('titleStep').set({ day, change }).where('titleId', '=', id).where('sequence', '=', 2).execute();
    const entry = { kind: 'title-correct', account: town.username, town: town.townCode, at: now } as const;
    await recordChange(db, entry, write('2022-01-01'));
    const { change } = await recordChange(db, entry, write('2022-06-01'));
    await expect(undo(change)).rejects.toMatchObject({ kind: 'conflict', message: expect.stringContaining('步骤') });
  });

  test('is refused once a later step stands on it', async () => {
    const { id } = await start(db, { day: '2022-03-01' });
    const step = await advance(db, id, { stage: 'listed', day: '2022-05-01' });
    await advance(db, id, { stage: 'in-progress', day: '2022-06-01' });
    await expect(undo(step)).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('of a confirmation is refused once a review stands on it', async () => {
    const id = await climb(db);
    const confirmation = await confirm(db, id);
    await advance(db, id, { stage: 'under-review', day: '2025-01-10' });
    await expect(undo(confirmation)).rejects.toMatchObject({ kind: 'conflict' });
  });
});
