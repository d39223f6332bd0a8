import { forbidden, invalid, Problem } from '#app/problem.ts';
import { getProducer } from '#app/producers/producer.repository.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { listOutputsOf, updateOutput } from './output.repository.server.ts';
import type { ReviewOutputs } from './output.schema.ts';

interface Review {
  producerId: string;
  year: number;
  /** The products that the answer is about. */
  products: readonly string[];
  answer: ReviewOutputs;
  account: string;
  at: Date;
}

/**
 * The town's answer to what a producer reported of a year.
 *
 * @returns the change's number
 * @throws Problem `invalid` where no product is chosen; `conflict` where one of them waits no more, or was reported
 *   anew since the page was opened; `forbidden` for what one reported oneself
 */
export async function reviewOutputs(
  db: Db,
  { producerId, year, products, answer, account, at }: Review,
): Promise<number | null> {
  if (products.length === 0) throw invalid([{ path: '', message: '请勾选要答复的产品' }]);
  const { townCode: town, name } = await getProducer(db, producerId);
  const accepted = answer.intent === 'accept';
  const kind = accepted ? 'output-accept' : 'output-return';
  const reason = accepted ? `${name} ${year}年` : `${name} ${year}年：${answer.reason}`;
  const { change } = await recordChange(db, { kind, account, town, reason, at }, async (trx, change) => {
    const rows = await listOutputsOf(trx, producerId, year);
    for (const productId of products) {
      const row = rows.find((each) => each.productId === productId);
      if (row?.review !== 'submitted' || row.change > answer.change)
        throw new Problem('conflict', '其中有产量已经处理过，或刚被改过。请重新打开查看。');
      if (row.submittedBy === account) throw forbidden('不能审核自己填报的产量，请由另一位同事审核。');
      const answered = accepted
        ? ({ review: 'accepted', acceptedTonnes: null, reviewReason: null } as const)
        : ({ review: 'returned', reviewReason: answer.reason } as const);
      await updateOutput(trx, { productId, year }, { ...answered, change });
    }
  });
  return change;
}
