/** What is written comes back the same, from LibreOffice and from CSV, whatever people typed. */
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLine, defuse, undefuse } from '#app/exchange/csv.rules.ts';
import { type Cell, type CellStyle, columnLetters, type Sheet } from '#app/exchange/workbook.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { openInCalc } from '#tests/support/calc.ts';

const cell = (value: string | number, style: CellStyle): Cell => ({ value, style });
const plain = (count: number) => Array.from({ length: count }, () => ({ width: 12, style: 'plain' as const }));
const written = async (...sheets: Sheet[]) => new Uint8Array(await buffer(writeXlsx(sheets)));

const awkward = [
  ...['=1+1', '+86 21', '-5', '@SUM(A1)', "'=quoted", '310118102201', '3.1E+11', '007', '2024-01-02', 'TRUE'],
  ...['<b>&"\'</b>', ' 前后有空格 ', '两行\n文字', '_x0041_', '溇甪滧埭圩葑漾泖厍浜𠮷', '😀', '#REF!', '100%', ']]>'],
];

describe('a workbook', () => {
  test('keeps text as it was typed, numbers, days and empty cells, and has no formula', async () => {
    const rows = awkward.map((text) => [cell(text, 'text'), null, cell(text, 'code')]);
    const numbers = [cell(1234.5, 'decimal2'), cell(-0.125, 'decimal3'), cell(2024, 'year'), cell('2025-03-08', 'day')];
    const { 'a.xlsx': sheets } = openInCalc({
      'a.xlsx': await written(
        {
          name: '甲 & <乙>',
          columns: plain(4),
          rows: [...rows, numbers],
          frozen: { rows: 1, columns: 1 },
          filter: true,
        },
        { name: '选项', columns: plain(1), rows: [[cell('一', 'text')]], hidden: true },
      ),
    });
    expect(sheets?.map(({ name, hidden }) => ({ name, hidden }))).toEqual([
      { name: '甲 & <乙>', hidden: false },
      { name: '选项', hidden: true },
    ]);
    const found = sheets?.[0]?.rows ?? [];
    expect(found.slice(0, awkward.length).map(([first, , third]) => [first?.value, third?.value])).toEqual(
      awkward.map((text) => [text, text]),
    );
    expect(found.slice(0, awkward.length).flatMap(([first]) => first?.type)).toEqual(awkward.map(() => 'string'));
    expect(found.flat().filter(({ formula }) => formula !== null)).toEqual([]);
    expect(
      found
        .at(-1)
        ?.slice(0, 4)
        .map(({ type, value }) => [type, value]),
    ).toEqual([
      ['float', 1234.5],
      ['float', -0.125],
      ['float', 2024],
      ['date', '2025-03-08'],
    ]);
  });

  test('leaves out what no file can carry rather than break it', async () => {
    const text = 'a\u0000b\u0008c\ud800d\uffffe';
    const { 'a.xlsx': sheets } = openInCalc({
      'a.xlsx': await written({ name: '甲', columns: plain(1), rows: [[cell(text, 'text')]] }),
    });
    expect(sheets?.[0]?.rows[0]?.[0]?.value).toBe('abcde');
  });

  test('goes on in a further sheet under the same header where one cannot hold all rows', async () => {
    const rows = Array.from({ length: 7 }, (_, row) => [cell(row === 0 ? '题' : row, row === 0 ? 'header' : 'whole')]);
    const sheet = { name: '表', columns: plain(1), rows, frozen: { rows: 1, columns: 0 } };
    const behind = { name: '说明', columns: plain(1), rows: [[cell('完', 'text')]] };
    const values = async (most: number) => {
      const file = new Uint8Array(await buffer(writeXlsx([sheet, behind], most)));
      const sheets = openInCalc({ 'a.xlsx': file })['a.xlsx'] ?? [];
      return sheets.map(({ name, rows: found }) => [name, ...found.map(([first]) => first?.value)]);
    };
    const end = ['说明', '完'];
    expect(await values(7)).toEqual([['表', '题', 1, 2, 3, 4, 5, 6], end]);
    expect(await values(4)).toEqual([['表', '题', 1, 2, 3], ['表 2', '题', 4, 5, 6], end]);
    expect(await values(3)).toEqual([['表', '题', 1, 2], ['表 2', '题', 3, 4], ['表 3', '题', 5, 6], end]);
  });

  test('is the same bytes for the same cells', async () => {
    const one = () => written({ name: '甲', columns: plain(1), rows: [[cell('一', 'text')]] });
    expect(await one()).toEqual(await one());
  });

  test('an error while rows are read reaches whoever takes the file away', async () => {
    async function* rows(): AsyncGenerator<Cell[]> {
      yield [cell('一', 'text')];
      throw new Error('the register is closed');
    }
    await expect(written({ name: '甲', columns: plain(1), rows: rows() })).rejects.toThrow('the register is closed');
  });

  test('columns are named as spreadsheets name them', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('CSV', () => {
  test('nothing that a person typed begins as a formula does, and it can be read back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t\r]{0,4}\w*$/)), (text) => {
        expect(defuse(text)).not.toMatch(/^[=+\-@\t\r]/);
        expect(undefuse(defuse(text))).toBe(text);
      }),
    );
  });

  test('a negative number stays a number; what has commas, quotes or lines is quoted', () => {
    expect(csvLine([-12.5, null, '-12.5', '一,二', '说“"”', '两\n行'])).toBe(
      '-12.5,,\'-12.5,"一,二","说“""”","两\n行"\r\n',
    );
  });
});
