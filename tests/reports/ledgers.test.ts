/** The ledgers: templates over the register's fields. What is filled once reads the same in every one of them. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderLedger } from '#app/reports/ledger.pdf.server.ts';
import { titleRows, villageRows } from '#app/reports/ledger.repository.server.ts';
import { type LedgerRow, ledgerCells } from '#app/reports/ledger.rules.ts';
import { getLedger } from '#app/reports/ledger.server.ts';
import { knownFields, LedgerTemplate, ledgerTemplates, type RowKind } from '#app/reports/ledger-template.schema.ts';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { chainHead } from '#db/chain.server.ts';
import type { Db } from '#db/client.server.ts';
import { recordChange } from '#db/record-change.server.ts';
import { demoRegister, factsRegister } from '#tests/support/database.ts';
import { pdfCharacters, pdfClaim, pdfFaults, pdfInfo, pdfText } from '#tests/support/pdf.ts';

const now = new Date('2026-11-24T08:20:00Z');

let typst: Typst;
let demo: Db;
let facts: Db;
beforeAll(async () => {
  typst = createTypst();
  [demo, facts] = [await demoRegister(), await factsRegister()];
});
afterAll(() => typst.close());

async function ledgerOf(
  db: Db,
  key: string,
  asked: { town?: string; year?: number; asOf?: string; change?: number } = {},
) {
  const { town = null, year = null, asOf = '2025-12-31' } = asked;
  const change = asked.change ?? (await chainHead(db)).number;
  return getLedger(db, { key, town, year }, { asOf, change, generatedAt: now, publicUrl: 'http://127.0.0.1:3000' });
}

const kinds: RowKind[] = ['villages', 'titles', 'certificates'];
/** A template of any of the fields that such rows have, in any order. */
const templateOf = (rows: RowKind) =>
  fc
    .shuffledSubarray([...knownFields(rows).keys()], { minLength: 1 })
    .map((fields) => ({ rows, columns: fields.map((field) => ({ field })) }));
/** Rows with anything in their fields, or nothing. */
const rowsOf = (rows: RowKind) => {
  const value = fc.option(
    fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constant('2025-03-08')),
  );
  const values = fc.record(Object.fromEntries([...knownFields(rows).keys()].map((field) => [field, value])));
  return fc
    .array(values, { maxLength: 5 })
    .map((list) => list.map((each, place): LedgerRow => ({ id: String(place), values: each })));
};

describe.each(kinds)('ledgers of %s', (kind) => {
  test('that share a field never differ in it, whatever is registered', () => {
    fc.assert(
      fc.property(templateOf(kind), templateOf(kind), rowsOf(kind), (one, other, rows) => {
        const [first, second] = [ledgerCells(one, rows), ledgerCells(other, rows)];
        for (const [place, { field }] of one.columns.entries()) {
          const there = other.columns.findIndex((column) => column.field === field);
          if (there === -1) continue;
          expect(first.map(({ cells }) => cells[place])).toEqual(second.map(({ cells }) => cells[there]));
        }
      }),
    );
  });

  test('read 未采集 exactly where nobody filled a field, never 0 and never empty', () => {
    fc.assert(
      fc.property(templateOf(kind), rowsOf(kind), (template, rows) => {
        for (const [nth, { cells }] of ledgerCells(template, rows).entries())
          for (const [place, { field }] of template.columns.entries()) {
            const value = rows[nth]?.values[field];
            const isEmpty = value === null || value === undefined || value === '';
            expect(cells[place] === '未采集').toBe(isEmpty || value === '未采集');
          }
      }),
    );
  });
});

test('villages and titles read the same village from the same place, whatever is written', async () => {
  const db = await demoRegister();
  const amended = fc.record({
    name: fc.string({ minLength: 1 }),
    retention: fc.constantFrom('retained', 'unconfirmed'),
  });
  await fc.assert(
    fc.asyncProperty(amended, fc.constantFrom('2021-12-31', '2025-12-31', '2026-11-24'), async (values, asOf) => {
      await recordChange(db, { kind: 'village-amend', account: 'district', at: now }, (trx, change) =>
        trx
          .updateTable('village')
          .set({ ...values, retention: values.retention as 'retained' | 'unconfirmed', change })
          .where('code', 'like', '31011810223%')
          .execute(),
      );
      const asked = { asOf, town: null, year: null };
      const columns = ['village.code', 'village.name', 'village.retention', 'village.level', 'town.name'].map(
        (field) => ({
          field,
        }),
      );
      const villages = ledgerCells({ rows: 'villages', columns }, await villageRows(db, asked));
      const known = new Map(villages.map(({ cells }) => [cells[0], cells]));
      for (const { cells } of ledgerCells({ rows: 'titles', columns }, await titleRows(db, asked)))
        expect(cells).toEqual(known.get(cells[0]));
    }),
    { numRuns: 10 },
  );
});

describe('a template', () => {
  const [template] = ledgerTemplates;

  test('is refused where it names a field that its rows do not have, or one that is not public', () => {
    for (const field of [
      'village.nothing',
      'statistic.__proto__',
      'title.awardYear',
      'village.retentionProposal',
      'name',
    ])
      expect(LedgerTemplate.safeParse({ ...template, columns: [{ field }] }).success, field).toBe(false);
    expect(LedgerTemplate.safeParse({ ...template, only: { field: 'village.name', values: ['x'] } }).success).toBe(
      false,
    );
    expect(LedgerTemplate.safeParse({ ...template, columns: [] }).success).toBe(false);
    expect(LedgerTemplate.safeParse({ ...template, columns: [{ field: 'village.name', header: '村' }] }).success).toBe(
      true,
    );
  });

  test('stands for each ledger that offices send upwards, under a key of its own', () => {
    expect(ledgerTemplates.map(({ title }) => title)).toEqual(['村情台账', '美丽乡村台账', '绿色认证台账']);
    expect(new Set(ledgerTemplates.map(({ key }) => key)).size).toBe(ledgerTemplates.length);
  });
});

describe('the ledger of', () => {
  test('villages has a row for each that stood, by town and year', async () => {
    expect((await ledgerOf(demo, 'villages')).rows).toHaveLength(83);
    const one = await ledgerOf(demo, 'villages', { town: '310118103', year: 2024 });
    expect(one.rows).toHaveLength(25);
    expect(one.scope).toContain('练塘镇，2024年');
    const households = one.columns.findIndex(({ field }) => field === 'statistic.households');
    const { households: stored } = await demo
      .selectFrom('statistic')
      .select('households')
      .where('villageCode', '=', one.rows[0]?.id ?? '')
      .where('year', '=', 2024)
      .executeTakeFirstOrThrow();
    expect(one.rows[0]?.cells[households]?.replace(',', '')).toBe(String(stored ?? '未采集'));
  });

  test('villages of which nothing was collected reads 未采集 throughout', async () => {
    const { rows, columns } = await ledgerOf(facts, 'villages');
    for (const { cells } of rows)
      for (const [place, { field }] of columns.entries())
        if (field.startsWith('statistic.')) expect(cells[place]).toBe('未采集');
  });

  test('titles tells each where it stood on the day, and a day that is not known as such', async () => {
    const words = (await ledgerOf(facts, 'beautiful-villages')).rows.map(({ cells }) => cells.join(' '));
    expect(words.find((row) => row.includes('蔡浜村'))).toContain('未采集 命名 不迟于2020年12月31日，具体日期不详');
    const before = await ledgerOf(demo, 'beautiful-villages', { asOf: '2019-12-31' });
    expect(before.rows).toEqual([]);
  });

  test('certificates tells the state on the day', async () => {
    const state = async (asOf: string) =>
      (await ledgerOf(demo, 'green-certification', { asOf })).rows.map(({ cells }) => cells.at(-1));
    expect(await state('2026-11-24')).toContain('即将到期');
    expect(new Set(await state('2021-01-01'))).not.toContain('未生效');
  });

  test('a kind, a town or a day that there is not is refused', async () => {
    await expect(ledgerOf(demo, 'nothing')).rejects.toMatchObject({ kind: 'not-found' });
    await expect(ledgerOf(demo, 'villages', { town: 'x' })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(ledgerOf(demo, 'villages', { asOf: '2026-11-25' })).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe.each(ledgerTemplates.map(({ key }) => key))('%s on paper', (key) => {
  test('is landscape PDF/A-2a, its head on every page, every row once, the pages counted', async () => {
    const ledger = await ledgerOf(demo, key);
    const pdf = await renderLedger(typst, ledger);
    expect(pdfFaults(pdf)).toEqual([]);
    expect(pdfClaim(pdf)).toBe('2A');
    expect(pdfInfo(pdf)).toMatch(/Page size:\s+841\.89 x 595\.2/u);
    const pages = pdfText(pdf).split('\f').slice(0, -1);
    for (const [place, page] of pages.entries()) {
      const characters = page.replace(/\s/gu, '');
      expect(characters).toContain(`第${place + 1}页，共${pages.length}页`);
      expect(characters).toContain('演示数据');
      // The code may stand on a page of its own.
      if (!characters.includes('核验码')) expect(page).toMatch(/镇 /u);
    }
    const all = pdfCharacters(pdf);
    const code = ledger.columns.findIndex(({ field }) => ['village.code', 'certificate.number'].includes(field));
    for (const { cells } of ledger.rows) expect(all).toContain(cells[code]);
    expect(Buffer.from(await renderLedger(typst, ledger)).equals(pdf)).toBe(true);
  });
});
