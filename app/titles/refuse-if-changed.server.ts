import { getChange } from '#app/changes/change.repository.server.ts';
import { changeKindLabel } from '#app/changes/change.schema.ts';
import { Problem } from '#app/problem.ts';
import { formatInstant } from '#app/ui/format.ts';
import type { Db } from '#db/client.server.ts';

/**
 * Every command rewrites the row of the title or area, so its change number is that of the last thing done to it.
 *
 * @param loadedAt the change at which the form was loaded
 * @throws Problem `conflict` that says who did what since
 */
export async function refuseIfChanged(trx: Db, course: { change: number }, loadedAt: number): Promise<void> {
  if (course.change <= loadedAt) return;
  const { number, at, account, accountName, kind } = await getChange(trx, course.change);
  const who = accountName ?? account ?? '登记簿';
  const what = `${who}于${formatInstant(at)}做了「${changeKindLabel(kind)}」（第 ${number} 号变更）`;
  throw new Problem('conflict', `您打开表单之后，${what}。请对照现在的经过核对您填写的内容，再提交一次。`);
}
