/** The district's answer to a proposed retention: the town sees it on the village and in the history. */

import { forbidden, Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { knownAt } from '#db/known-at.ts';
import { recordChange } from '#db/record-change.server.ts';
import { findVillage, getVillage, updateVillage } from './village.repository.server.ts';
import { maySettle } from './village.rules.ts';

interface Settlement {
  code: string;
  /** The change at which the proposal was seen: nobody settles another than he read. */
  seenAt: number;
  account: string;
  at: Date;
}

/**
 * Makes the proposed state the village's own.
 *
 * @throws Problem `not-found`; `conflict` where nothing waits or the proposal is another one by now; `forbidden` to
 *   whoever proposed it
 */
export async function confirmRetention(db: Db, { code, seenAt, account, at }: Settlement): Promise<number | null> {
  const { townCode } = await getVillage(db, code);
  const request = { kind: 'retention-confirm', account, town: townCode, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const retention = await waitingProposal(trx, { code, seenAt, account });
    await updateVillage(trx, code, { retention, ...settled, change });
  });
  return change;
}

/**
 * Leaves the village's state as it was and tells the town why.
 *
 * @throws as confirmRetention
 */
export async function declineRetention(
  db: Db,
  { code, seenAt, reason, account, at }: Settlement & { reason: string },
): Promise<number | null> {
  const { townCode } = await getVillage(db, code);
  const request = { kind: 'retention-decline', account, town: townCode, reason, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    await waitingProposal(trx, { code, seenAt, account });
    await updateVillage(trx, code, { ...settled, retentionNote: `区里退回：${reason}`, change });
  });
  return change;
}

const settled = { retentionProposal: null, retentionProposedBy: null };

async function waitingProposal(trx: Db, { code, seenAt, account }: Omit<Settlement, 'at'>) {
  const present = await getVillage(trx, code);
  const { retentionProposal: proposal, retentionNote: note } = present;
  const seen = await findVillage(knownAt(trx, seenAt), code);
  if (proposal === null || proposal !== seen?.retentionProposal || note !== seen.retentionNote)
    throw new Problem('conflict', '这项保留保护状态刚有变动，请看过新的内容再处理。');
  if (!maySettle(present, account)) throw forbidden('自己提出的状态不能由自己确认，请由另一位区级管理员处理。');
  return proposal;
}
