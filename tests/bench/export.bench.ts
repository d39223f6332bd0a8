/** How long 100,000 rows of 20 columns take to write, and how much memory; run by hand, asserted nowhere. */
import { bench, describe } from 'vitest';
import { insertOutput } from '#app/certificates/output.repository.server.ts';
import { csvLine } from '#app/exchange/csv.rules.ts';
import { exportSheets } from '#app/exchange/export-sheets.server.ts';
import type { Cell, Sheet } from '#app/exchange/workbook.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, seededAt } from '#tests/support/database.ts';

const rowCount = 100_000;
const megabyte = 1024 * 1024;

function* rows(): Generator<Cell[]> {
  for (let row = 0; row < rowCount; row++)
    yield Array.from({ length: 20 }, (_, column): Cell => {
      if (column % 4 === 0) return { value: `3101181${String(row).padStart(5, '0')}`, style: 'code' };
      if (column % 4 === 1) return { value: `第 ${row} 村的第 ${column} 项`, style: 'text' };
      if (column % 4 === 2) return { value: row / 4, style: 'decimal2' };
      return { value: '2025-03-08', style: 'day' };
    });
}

/** Takes a file away as a client does, and tells its size and the most memory that was held meanwhile. */
async function drain(name: string, pieces: AsyncIterable<Uint8Array | string> | Iterable<string>): Promise<void> {
  let size = 0;
  let peak = 0;
  const before = process.memoryUsage().rss;
  for await (const piece of pieces) {
    size += piece.length;
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }
  process.stdout.write(
    `${name}: ${(size / megabyte).toFixed(1)} MB, ${(peak / megabyte).toFixed(0)} MB more than before\n`,
  );
}

const sheet = (): Sheet => ({
  name: '十万行',
  columns: Array.from({ length: 20 }, () => ({ width: 14, style: 'plain' })),
  rows: rows(),
});

function* lines(): Generator<string> {
  for (const cells of rows()) yield csvLine(cells.map(({ value }) => value));
}

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

/** A register in which 5,000 products report 20 years each. */
async function largeRegister(): Promise<Db> {
  const register = await demoRegister();
  const product = await register.selectFrom('product').selectAll().limit(1).executeTakeFirstOrThrow();
  const ids = Array.from({ length: 5000 }, (_, index) => `p${String(index).padStart(5, '0')}`);
  await recordChange(register, { kind: 'seed', account: null, town: null, at: seededAt }, async (trx, change) => {
    for (const id of ids) {
      await trx
        .insertInto('product')
        .values({ ...product, id, verifyCode: id, change })
        .execute();
      for (let year = 2006; year < 2026; year++)
        await insertOutput(trx, {
          ...{ productId: id, year, tonnes: year / 8, review: 'accepted', reviewReason: null, submittedBy: null },
          ...{ origin: 'demo', source: null, change },
        });
    }
  });
  return register;
}

describe('a register with 100,000 outputs', async () => {
  const register = await largeRegister();
  const { number: change } = await chainHead(register);
  const asked = { register, asOf: '2026-11-24', change, search: {}, scope: { town: null, producer: null } };
  bench('xlsx', async () => drain('outputs', writeXlsx(await exportSheets(['outputs'], asked))), once);
});

describe('100,000 rows of 20 columns', () => {
  bench('xlsx', () => drain('xlsx', writeXlsx([sheet()])), once);
  bench('csv', () => drain('csv', lines()), once);
});
