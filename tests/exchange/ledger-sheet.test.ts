/** The ledgers that offices send upwards, as a sheet: LibreOffice reads what the page and the paper say. */
import { beforeAll, expect, test } from 'vitest';
import { ledgerWorkbook } from '#app/exchange/ledger-sheet.rules.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { getLedger, type LedgerSheet } from '#app/reports/ledger.server.ts';
import { ledgerTemplates } from '#app/reports/ledger-template.schema.ts';
import { chainHead } from '#db/chain.server.ts';
import { type CalcSheet, openInCalc } from '#tests/support/calc.ts';
import { demoRegister } from '#tests/support/database.ts';

const ledgers: Record<string, LedgerSheet> = {};
let opened: Record<string, CalcSheet[]>;
beforeAll(async () => {
  const db = await demoRegister();
  const { number: change } = await chainHead(db);
  const files: Record<string, Uint8Array> = {};
  for (const { key } of ledgerTemplates) {
    const printing = { asOf: '2025-12-31', change, generatedAt: new Date('2026-11-24T08:20:00Z'), publicUrl: '' };
    ledgers[key] = await getLedger(db, { key, town: '310118103', year: null }, printing);
    const pieces: Uint8Array[] = [];
    for await (const piece of writeXlsx(ledgerWorkbook(ledgers[key]))) pieces.push(piece);
    files[`${key}.xlsx`] = Buffer.concat(pieces);
  }
  opened = openInCalc(files);
});

test.each(ledgerTemplates.map(({ key }) => key))('%s has each cell of its page, figures as numbers', (key) => {
  const ledger = ledgers[key];
  const [sheet] = opened[`${key}.xlsx`] ?? [];
  if (!ledger || !sheet) throw new Error(`${key} was not written`);
  expect(sheet.rows[0]?.[0]?.value).toBe(`${ledger.title}（演示数据）`);
  const body = sheet.rows.slice(3, 3 + ledger.rows.length);
  const asShown = ledger.rows.map(({ cells }) =>
    cells.map((text, place) =>
      ledger.columns[place]?.isNumber && text !== '未采集' ? Number(text.replaceAll(',', '')) : text,
    ),
  );
  expect(body.map((cells) => cells.slice(0, ledger.columns.length).map(({ value }) => value))).toEqual(asShown);
  expect(ledger.rows.length).toBeGreaterThan(5);
  expect(body.flat().some(({ value }) => value === '未采集')).toBe(true);
});
