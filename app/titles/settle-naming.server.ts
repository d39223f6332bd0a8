import { dayInShanghai } from '#app/day.ts';
import { forbidden, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import type { CourseStore } from './course.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { stageWords } from './title.fields.ts';
import { mayConfirm } from './title.rules.ts';
import type { SettleNaming, Step } from './title.schema.ts';
import { getStep, stageAfterAnswer, stepBehind, townFor } from './title-step.rules.ts';

/**
 * The district's answer to the naming of a title or an area: confirmed it counts, declined it stays on record and moves
 * nothing.
 *
 * @returns the change's number
 * @throws Problem `forbidden` for whoever proposed or corrected it; `conflict` where it no longer waits, or somebody
 *   went on since the page was loaded
 */
export async function settleNaming(
  register: Db,
  { store, id }: { store: CourseStore; id: string },
  form: SettleNaming,
  { reader, now }: Author,
): Promise<number | null> {
  const confirmed = form.intent === 'confirm';
  const reason = confirmed ? null : form.why;
  const kind = confirmed ? store.kinds.confirm : store.kinds.decline;
  const town = townFor((await store.read(register, id)).towns, reader);
  const what = { kind, account: reader.username, town, reason, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const course = await store.read(trx, id);
    const step = getStep(course, form.sequence);
    await refuseIfChanged(trx, course, form.change);
    if (step.confirmation !== 'pending') throw new Problem('conflict', '这次命名已经处理过，不再等待确认。');
    refuseProposer(step, await store.proposersOf(trx, id, step.sequence), reader.username);
    if (!confirmed) refuseBeforeOthers(course.steps, step);
    const confirmation = confirmed ? 'confirmed' : 'declined';
    const answer = { confirmation, confirmationReason: reason } as const;
    const confirmedOn = dayInShanghai(now);
    await store.writeStep(trx, id, step.sequence, { ...answer, confirmedBy: reader.username, confirmedOn, change });
    // The row is rewritten even where its stage stays: what was done to it last is found by its number.
    await store.write(trx, id, { stage: stageAfterAnswer(course.steps, step.sequence, confirmation), change });
  });
  return change;
}

/** Also whoever proposed an earlier version: otherwise two could pass a naming between them by a small correction. */
function refuseProposer(step: Step, proposers: readonly (string | null)[], username: string): void {
  if (proposers.every((proposedBy) => mayConfirm({ ...step, proposedBy }, username))) return;
  throw forbidden('这次命名由您提出或更正，请由另一位区级管理员确认。');
}

function refuseBeforeOthers(steps: readonly Step[], step: Step): void {
  const behind = stepBehind(steps, step.sequence);
  if (!behind) return;
  const message = `命名之后已有「${stageWords[behind.stage]}」，不能单独退回。请让镇里更正，或撤销这次更正的变更。`;
  throw new Problem('conflict', message);
}
