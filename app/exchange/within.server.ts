/** Whose rows the sheets of an office are compared with. */
import { hasFewTowns } from '#app/plan/plan.repository.server.ts';
import { Problem } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';

/**
 * Nothing narrows where towns are few, so that a row of another town is told by its name; elsewhere an office's own town does, since
 * what all of them registered has no room beside a file.
 *
 * @param town the office's own; null for one of all towns
 * @throws Problem `invalid` for an office of all towns where these are many
 */
export async function rowsWithin(db: Db, town: string | null): Promise<{ town?: string }> {
  if (await hasFewTowns(db)) return {};
  if (town !== null) return { town };
  const message = '登记簿里的镇很多，表格由各镇的账户下载、填写和导入';
  throw new Problem('invalid', `${message}。`, { errors: [{ path: 'file', message }] });
}
