import { invalid } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { getVillage, updateVillage } from './village.repository.server.ts';
import { checkProposal } from './village.rules.ts';

interface Proposal {
  code: string;
  proposal: 'retained' | 'not-retained';
  note: string | null;
  account: string;
  at: Date;
}

/**
 * Asks the district to confirm that a village belongs to the retained ones, or does not. A proposal that waits is
 * replaced.
 *
 * @returns the change's number
 * @throws Problem `not-found`; `invalid` where the state is what the register holds or what waits already
 */
export async function proposeRetention(
  db: Db,
  { code, proposal, note, account, at }: Proposal,
): Promise<number | null> {
  const { townCode } = await getVillage(db, code);
  const request = { kind: 'retention-propose', account, town: townCode, reason: note, at } as const;
  const { change } = await recordChange(db, request, async (trx, change) => {
    const errors = checkProposal(await getVillage(trx, code), proposal);
    if (errors.length > 0) throw invalid(errors);
    const waiting = { retentionProposal: proposal, retentionProposedBy: account, retentionNote: note };
    await updateVillage(trx, code, { ...waiting, change });
  });
  return change;
}
