import { forbidden, Problem } from '#app/problem.ts';
import { spell } from '#app/villages/spelling.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import {
  type Draft,
  deleteDraft,
  findDraft,
  getOwnProduct,
  putBases,
  putDraft,
  updateProduct,
} from './draft.repository.server.ts';
import { mayReview } from './draft.rules.ts';
import type { ReviewProduct } from './product.schema.ts';

interface Review {
  id: string;
  answer: ReviewProduct;
  account: string;
  at: Date;
}

/**
 * The town's answer: what was proposed becomes public, or goes back with a reason.
 *
 * @returns the change's number
 * @throws Problem `conflict` where nothing waits, or something else than what was looked at; `forbidden` for what one
 *   handed in oneself
 */
export async function reviewProduct(db: Db, { id, answer, account, at }: Review): Promise<number | null> {
  const { townCode: town, name } = await getOwnProduct(db, id);
  const accepted = answer.intent === 'accept';
  const reason = accepted ? name : answer.reason;
  const kind = accepted ? 'product-accept' : 'product-return';
  const { change } = await recordChange(db, { kind, account, town, reason, at }, async (trx, change) => {
    const draft = await waitingDraft(trx, id, answer.change, account);
    if (accepted) await publish(trx, draft, change);
    else await putDraft(trx, { ...draft, ...returned(answer), change });
  });
  return change;
}

function returned({ reason, reasons }: ReviewProduct): Pick<Draft, 'state' | 'reviewReason' | 'reasons'> {
  const said = Object.keys(reasons).length > 0;
  return { state: 'returned', reviewReason: reason, reasons: said ? JSON.stringify(reasons) : null };
}

async function waitingDraft(trx: Db, id: string, lookedAt: number, account: string): Promise<Draft> {
  const draft = await findDraft(trx, id);
  if (draft?.state !== 'submitted' || draft.change > lookedAt)
    throw new Problem('conflict', '这份登记已经处理过，或刚被改过。请重新打开查看。');
  if (!mayReview(draft, account)) throw forbidden('不能审核自己提交的登记，请由另一位同事审核。');
  return draft;
}

async function publish(trx: Db, draft: Draft, change: number): Promise<void> {
  const {
    productId,
    state: _,
    bases,
    reasons: __,
    reviewReason: ___,
    submittedBy: ____,
    origin: _____,
    source: ______,
    ...content
  } = draft;
  await updateProduct(trx, productId, {
    ...content,
    ...spell(draft.name),
    status: 'public',
    withdrawnReason: null,
    change,
  });
  await putBases(trx, productId, JSON.parse(bases), change);
  await deleteDraft(trx, productId);
}

/**
 * Takes a public product out of the catalogue; its page stays with the reason.
 *
 * @throws Problem `conflict` for a product that is not public
 */
export async function withdrawProduct(
  db: Db,
  { id, reason, account, at }: Omit<Review, 'answer'> & { reason: string },
): Promise<number | null> {
  const { townCode: town } = await getOwnProduct(db, id);
  const { change } = await recordChange(
    db,
    { kind: 'product-withdraw', account, town, reason, at },
    async (trx, change) => {
      const { status } = await getOwnProduct(trx, id);
      if (status !== 'public') throw new Problem('conflict', '只有已公开的产品才能撤下。');
      await updateProduct(trx, id, { status: 'withdrawn', withdrawnReason: reason, change });
    },
  );
  return change;
}
