/** Faults of the database that a person can do something about, as named problems. */
import { Problem } from '#app/problem.ts';

/** PostgreSQL's codes for them. */
const lockNotAvailable = '55P03';
const diskFull = '53100';

/** The problem behind an error; undefined where the error is a defect, which belongs in the log. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code === lockNotAvailable)
    return new Problem('unavailable', '登记簿正忙，内容没有保存。请过几秒再提交一次。');
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR') || code === diskFull)
    return new Problem('unavailable', '服务器磁盘空间不足，内容没有保存。请联系管理员。');
  return undefined;
}
