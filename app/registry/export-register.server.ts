import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dayInShanghai } from '#app/day.ts';
import { KindKey } from '#app/exchange/export-list.server.ts';
import { exportSheets } from '#app/exchange/export-sheets.server.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';

/**
 * Writes the whole register as a workbook, one sheet for each kind of row. The file appears under its name once it is
 * whole.
 *
 * @returns the change that the workbook is of
 */
export async function exportRegister(register: Db, file: string, now: Date): Promise<number> {
  const { number: change } = await chainHead(register);
  const asked = { register, asOf: dayInShanghai(now), change, search: {}, scope: { town: null, producer: null } };
  const unfinished = `${file}.part`;
  try {
    await pipeline(Readable.from(writeXlsx(await exportSheets(KindKey.options, asked))), createWriteStream(unfinished));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return change;
}
