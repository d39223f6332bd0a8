/** A printed ledger bears a code that proves which ledger it is and what it stands on, as reports and village sheets do. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { ledgerWorkbook } from '#app/exchange/ledger-sheet.rules.ts';
import { renderLedger } from '#app/reports/ledger.pdf.server.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { ledgerDifferences } from '#app/reports/ledger-differences.rules.ts';
import { LedgerTemplate, ledgerTemplates } from '#app/reports/ledger-template.schema.ts';
import { createTypst } from '#app/reports/typst.server.ts';
import { verifyLedger } from '#app/reports/verify-ledger.server.ts';
import { verifyReport } from '#app/reports/verify-report.server.ts';
import { verifyVillageSheet } from '#app/reports/village-sheet.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister } from '#tests/support/database.ts';
import { pdfCharacters, pdfInfo, pdfQrCode } from '#tests/support/pdf.ts';
import { changeVerificationKey } from '#tests/support/verification-key.ts';

const now = new Date('2026-11-24T08:20:00Z');
const publicUrl = 'http://127.0.0.1:3000';
const liantang = '310118103';

let db: Db;
let latest: number;
beforeEach(async () => {
  db = await demoRegister();
  latest = (await chainHead(db)).number;
});

const print = (key = 'villages', town: string | null = liantang, year: number | null = 2024) =>
  getLedger(db, { key, town, year }, { asOf: '2025-12-31', change: latest, generatedAt: now, publicUrl });
const codeOf = async (...asked: Parameters<typeof print>) => (await print(...asked)).verify.code;
const verify = async (code: string) => verifyLedger(db, code, { latest: (await chainHead(db)).number, now, publicUrl });

test('paper and workbook end with the code, its address and the head of the chain', async () => {
  const ledger = await print();
  const { hash } = await chainHead(db);
  expect(ledger.verify.head).toBe(hash);
  const typst = createTypst();
  const pdf = await renderLedger(typst, ledger).finally(() => typst.close());
  expect(pdfCharacters(pdf)).toContain(ledger.verify.code);
  expect(pdfCharacters(pdf)).toContain(hash);
  const pages = Number(/Pages:\s+(\d+)/.exec(pdfInfo(pdf))?.[1]);
  expect(pdfQrCode(pdf, pages, 150)).toBe(`${publicUrl}/verify/${ledger.verify.code}`);
  const foot: unknown[] = [];
  for (const sheet of ledgerWorkbook(ledger)) for await (const [cell] of sheet.rows) foot.push(cell?.value);
  expect(foot.slice(-3)).toEqual([`核验码 ${ledger.verify.code}`, ledger.verify.url, `链首 ${hash}`]);
});

describe('the code of a ledger', () => {
  test.each(ledgerTemplates.map(({ key }) => key))(
    '%s says which it is, of one town and of all, a year or all',
    async (key) => {
      for (const [town, year] of [
        [liantang, 2024],
        [null, null],
      ] as const) {
        const ledger = await print(key, town, year);
        const typed = ` ${ledger.verify.code.toUpperCase().replaceAll('-', ' - ')} `;
        expect(await verify(typed)).toMatchObject({
          ...{ state: 'valid', ledger: key, title: ledger.title, scope: ledger.scope, rows: ledger.rows.length },
          ...{ town, year: ledger.year, asOf: '2025-12-31', change: latest, differences: [] },
        });
      }
    },
  );

  test('after a correction tells what reads differently now', async () => {
    const { verify: printed, rows } = await print();
    await recordChange(db, { kind: 'statistics-amend', account: 'liantang', at: now }, (trx, change) =>
      trx
        .updateTable('statistic')
        .set({ households: 4321, change })
        .where('villageCode', '=', rows[1]?.id ?? '')
        .where('year', '=', 2024)
        .execute(),
    );
    const found = await verify(printed.code);
    expect(found?.state).toBe('corrected');
    expect(found?.differences).toEqual([
      { label: expect.stringMatching(/^第 2 行 练塘镇 .+ · 户数$/), printed: expect.any(String), now: '4,321' },
    ]);
  });

  test('of another ledger, town, year, day or change, or over an altered past, is none of ours', async () => {
    const code = await codeOf();
    const forged = [
      code.replace(/^tv/, 'tb'),
      code.replace(/^tv/, 'tz'),
      code.replace(/^tv/, 'rb'),
      code.replace(liantang, '000000000'),
      code.replace('2024-', '2023-'),
      code.replace('2024-', '-'),
      code.replace('-20251231-', '-20241231-'),
      code.replace(`-${latest}-`, `-${latest - 1}-`),
      `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`,
    ];
    for (const each of forged) expect(await verify(each), each).toBeNull();
    await changeVerificationKey(db);
    expect(await verify(code)).toBeNull();
  });

  test('is not taken for a report’s or a village’s, nor theirs for it', async () => {
    const code = await codeOf();
    const asking = { latest, now, publicUrl };
    expect((await verifyVillageSheet(db, code, asking)).state).toBe('unknown');
    expect(await verifyReport(db, code, { ...asking, scope: { kind: 'none' } })).toBeNull();
    expect(await verify(`rb000000000-20251231-${latest}-000000000000`)).toBeNull();
  });

  test('has a letter for each template, never one that people copy as a digit', () => {
    expect(new Set(ledgerTemplates.map(({ letter }) => letter)).size).toBe(ledgerTemplates.length);
    for (const letter of ['i', 'l', 'o', 'ab', 'A'])
      expect(LedgerTemplate.safeParse({ ...ledgerTemplates[0], letter }).success, letter).toBe(false);
  });
});

test('two readings of a ledger differ exactly where a row or a cell does, each told once', () => {
  const columns = ['镇', '村', '户数'].map((header) => ({
    field: header,
    header,
    unit: null,
    isNumber: false,
    share: 1,
  }));
  const row = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    cells: fc.tuple(fc.string(), fc.string(), fc.string()),
  });
  const ledger = fc.uniqueArray(row, { selector: ({ id }) => id }).map((rows) => ({ columns, rows }));
  fc.assert(
    fc.property(ledger, ledger, (printed, present) => {
      const differences = ledgerDifferences(printed, present);
      const [before, after] = [printed, present].map(({ rows }) => new Map(rows.map(({ id, cells }) => [id, cells])));
      const expected = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].reduce((sum, id) => {
        const [one, other] = [before?.get(id), after?.get(id)];
        return sum + (one && other ? one.filter((text, place) => text !== other[place]).length : 1);
      }, 0);
      expect(differences).toHaveLength(expected);
      expect(new Set(differences.map(({ label }) => label)).size).toBe(expected);
    }),
  );
});
