import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { newId } from '#db/id.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { getOwnProduct, updateProduct } from './draft.repository.server.ts';

interface CodeDecision {
  intent: 'replace' | 'stop' | 'resume';
  reason: string;
}

/**
 * Stops the code on a product's labels, lets it be believed again, or gives the product another one: labels that bear
 * the former then say that it was stopped.
 *
 * @returns the change's number; null where the code stands so already
 * @throws Problem `not-found`; `conflict` for a product that was never public: it has no labels
 */
export async function settleCode(
  db: Db,
  { id, decision, account, at }: { id: string; decision: CodeDecision; account: string; at: Date },
): Promise<number | null> {
  const { townCode: town } = await getOwnProduct(db, id);
  const { intent, reason } = decision;
  const { change } = await recordChange(
    db,
    { kind: 'product-code', account, town, reason, at },
    async (trx, change) => {
      const { status, verifyRevoked } = await getOwnProduct(trx, id);
      if (status === 'unpublished') throw new Problem('conflict', '产品还没有公开，没有可用的核验码。');
      if (intent === 'replace') return updateProduct(trx, id, { verifyCode: newId(), verifyRevoked: 0, change });
      const wanted = intent === 'stop' ? 1 : 0;
      if (verifyRevoked !== wanted) await updateProduct(trx, id, { verifyRevoked: wanted, change });
    },
  );
  return change;
}
