/** The two times of every page: `asOf` (业务日期) and `change` (登记版本). */

import { dayInShanghai, isDay } from '#app/day.ts';
import { notFound, Problem } from '#app/problem.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { learnedAt } from '#db/known-at.ts';

export interface View {
  /** The day for which is asked, `YYYY-MM-DD` in Asia/Shanghai. */
  asOf: string;
  /** The change up to which the register is read. */
  change: number;
  /** The last change there is. */
  latest: number;
  today: string;
  /** What the address asks for, to be carried on by the page's links; absent parts are today and the latest. */
  pin: { asOf?: string; change?: number };
}

/**
 * Reads `asOf` and `change` from an address and gives the handle that reads accordingly.
 *
 * @throws Problem `invalid` for a day that no calendar has or a number that is none; `not-found` for a change that
 *   was not made yet
 */
export async function openView(db: Db, search: URLSearchParams, now: Date): Promise<{ view: View; reading: Db }> {
  const today = dayInShanghai(now);
  const { number: latest } = await chainHead(db);
  const asOf = search.get('asOf') || null;
  if (asOf !== null && !isDay(asOf))
    throw new Problem('invalid', '网址里的业务日期 asOf 应写成 2025-12-31 的样子。', {
      errors: [{ path: 'asOf', message: '应为 YYYY-MM-DD 的日期' }],
    });
  const change = parseChange(search.get('change') || null, latest);
  return {
    view: {
      asOf: asOf ?? today,
      change: change ?? latest,
      latest,
      today,
      pin: { ...(asOf !== null && { asOf }), ...(change !== null && { change }) },
    },
    // Pinned to the latest change, a page must stay the same when the next one is made while it is read.
    reading: change === null ? db : await learnedAt(db, change),
  };
}

function parseChange(text: string | null, latest: number): number | null {
  if (text === null) return null;
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new Problem('invalid', '网址里的登记版本 change 应为变更的号码，例如 128。', {
      errors: [{ path: 'change', message: '应为正整数' }],
    });
  const change = Number(text);
  if (change > latest) throw notFound(`第 ${change} 号登记版本`);
  return change;
}
