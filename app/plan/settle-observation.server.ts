import { dayInShanghai } from '#app/day.ts';
import { forbidden, notFound, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findObservation, updateObservation, versionsOfObservation } from './observation.repository.server.ts';
import { mayAnswer } from './observation.rules.ts';
import type { SettleObservation } from './observation.schema.ts';
import { getIndicator } from './target.repository.server.ts';

/**
 * The second person's answer to what a year came to: confirmed it counts, sent back it waits for a correction.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `forbidden` for whoever entered or corrected it; `conflict` where it no longer waits or was
 *   corrected since the page was loaded
 */
export async function settleObservation(
  register: Db,
  { key, year }: { key: string; year: number },
  form: SettleObservation,
  { account, at }: { account: string; at: Date },
): Promise<number | null> {
  const { label } = await getIndicator(register, key);
  const confirmed = form.intent === 'confirm';
  const kind = confirmed ? 'observation-confirm' : 'observation-decline';
  const reason = [`${label} ${year}年`, confirmed ? null : form.why].filter(Boolean).join('：');
  const { change } = await recordChange(register, { kind, account, reason, at }, async (trx, change) => {
    const present = await findObservation(trx, key, year);
    if (!present) throw notFound('这一年的数');
    if (present.confirmation !== 'pending') throw new Problem('conflict', '这一年的数已经处理过，不再等待确认。');
    if (present.change > form.change)
      throw new Problem('conflict', '您打开本页之后，这一年的数又被更正。请核对现在的数，再答复一次。');
    const may = mayAnswer(await versionsOfObservation(trx, key, year), account);
    if (!(confirmed ? may.confirm : may.decline)) throw forbidden('这一年的数由您填报或更正，请由另一位区级账户确认。');
    await updateObservation(
      trx,
      { key, year },
      {
        ...{ confirmation: confirmed ? 'confirmed' : 'declined', confirmedBy: account, change },
        ...{ confirmedOn: dayInShanghai(at), confirmationReason: confirmed ? null : form.why },
      },
    );
  });
  return change;
}
