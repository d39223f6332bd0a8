/** What the pages of imports say of their states, and how large a file may be. */

import type { ImportTable } from '#db/tables.ts';
import type { RowOutcome } from './import-plan.ts';

export const outcomeWords: Record<RowOutcome, string> = {
  added: '新增',
  changed: '修改',
  unchanged: '没有变化',
  refused: '不能导入',
};

export const importStateWords: Record<ImportTable['state'], string> = {
  reading: '正在读取',
  ready: '已核对',
  writing: '正在写入',
  applied: '已写入',
  failed: '读不出来',
  interrupted: '中断',
};

/** Bytes: as much as a request may carry, less the form around the file. */
export const largestImport = 11 * 1024 * 1024;

export const importHint = '.xlsx 或 .csv，不超过 11 MB';
