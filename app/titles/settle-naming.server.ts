import { dayInShanghai } from '#app/day.ts';
import { forbidden, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { refuseIfChanged } from './refuse-if-changed.server.ts';
import type { Author } from './start-title.server.ts';
import { getTitle, listProposers, updateStep, updateTitle } from './title.repository.server.ts';
import { mayConfirm } from './title.rules.ts';
import { type SettleNaming, stageWords, type TitleStep, type TitleWithSteps } from './title.schema.ts';
import { getStep, stageAfterAnswer, stepBehind } from './title-step.rules.ts';

/**
 * The district's answer to a naming: confirmed it counts, declined it stays on record and moves nothing.
 *
 * @returns the change's number
 * @throws Problem `forbidden` for whoever proposed or corrected it; `conflict` where it no longer waits, or the title
 *   was changed since the page was loaded
 */
export async function settleNaming(
  register: Db,
  id: string,
  form: SettleNaming,
  { reader, now }: Author,
): Promise<number | null> {
  const { town } = await getTitle(register, id);
  const confirmed = form.intent === 'confirm';
  const reason = confirmed ? null : form.why;
  const kind = confirmed ? 'title-confirm' : 'title-decline';
  const what = { kind, account: reader.username, town: town.code, reason, at: now } as const;
  const { change } = await recordChange(register, what, async (trx, change) => {
    const title = await getTitle(trx, id);
    const step = getStep(title, form.sequence);
    await refuseIfChanged(trx, title, form.change);
    if (step.confirmation !== 'pending') throw new Problem('conflict', '这次命名已经处理过，不再等待确认。');
    await refuseProposer(trx, step, reader.username);
    if (!confirmed) refuseBeforeOthers(title, step);
    const confirmation = confirmed ? 'confirmed' : 'declined';
    const answer = { confirmation, confirmationReason: reason } as const;
    const confirmedOn = dayInShanghai(now);
    await updateStep(trx, step, { ...answer, confirmedBy: reader.username, confirmedOn, change });
    // The title's row is rewritten even where its stage stays: what was done to it last is found by its number.
    await updateTitle(trx, id, { stage: stageAfterAnswer(title, step.sequence, confirmation), change });
  });
  return change;
}

/** Also whoever proposed an earlier version: otherwise two could pass a naming between them by a small correction. */
async function refuseProposer(trx: Db, step: TitleStep, username: string): Promise<void> {
  const proposers = await listProposers(trx, step);
  if (proposers.every((proposedBy) => mayConfirm({ ...step, proposedBy }, username))) return;
  throw forbidden('这次命名由您提出或更正，请由另一位区级管理员确认。');
}

function refuseBeforeOthers(title: TitleWithSteps, step: TitleStep): void {
  const behind = stepBehind(title.steps, step.sequence);
  if (!behind) return;
  const message = `命名之后已有「${stageWords[behind.stage]}」，不能单独退回。请让镇里更正，或撤销这次更正的变更。`;
  throw new Problem('conflict', message);
}
