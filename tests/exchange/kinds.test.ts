/** The descriptions of rows against the schemas that read them and the columns that keep them. */
import { describe, expect, test } from 'vitest';
import { shownValue, vocabulariesOf, vocabularyOf, wireText } from '#app/exchange/cell.rules.ts';
import { rowKinds } from '#app/exchange/kinds.ts';
import { readLists } from '#app/exchange/lists.server.ts';
import {
  type Column,
  exportColumns,
  headerOf,
  identifies,
  type RowKind,
  type RowKindKey,
  templateColumns,
} from '#app/exchange/row-kind.ts';
import { columnsOf } from '#db/columns.ts';
import type { RegisteredTables } from '#db/tables.ts';
import { demoRegister } from '#tests/support/database.ts';

const kinds = Object.values(rowKinds);
const columns = kinds.flatMap((kind) => kind.columns.map((column) => ({ kind, column })));

/** Where the columns of a kind are kept, and which of them follow from other rows instead. */
const kept: Record<RowKindKey, { tables: (keyof RegisteredTables)[]; derived: string[] }> = {
  villages: { tables: ['village', 'villageEvent'], derived: ['level', 'endKind', 'endDay'] },
  statistics: { tables: ['statistic'], derived: ['villageName', 'townCode'] },
  titles: { tables: ['title', 'titleStep'], derived: ['villageName', 'townCode', 'level', 'counts'] },
  areas: { tables: ['area', 'areaStep'], derived: ['towns', 'members'] },
  'area-members': { tables: ['areaMember'], derived: ['areaName', 'villageName', 'townCode'] },
  producers: { tables: ['producer'], derived: ['villageName', 'products'] },
  products: { tables: ['product'], derived: ['townCode', 'villages', 'certificates'] },
  certificates: { tables: ['certificate'], derived: ['productName', 'townCode', 'category', 'state'] },
  outputs: { tables: ['output'], derived: ['productName', 'producerId', 'townCode', 'category'] },
  'local-outputs': { tables: ['localOutput'], derived: [] },
};

describe.each(kinds)('$sheet', (kind: RowKind) => {
  test('no two columns share a key or a header', () => {
    for (const names of [kind.columns.map(({ key }) => key), kind.columns.map(headerOf)])
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('every column is kept in its table or known to follow from others', () => {
    const { tables, derived } = kept[kind.key];
    const known = [...tables.flatMap(columnsOf), ...derived];
    expect(kind.columns.filter(({ key, asked }) => !asked && !known.includes(key)).map(({ key }) => key)).toEqual([]);
  });

  test('a row is recognised by columns of the sheet', () => {
    const keys = kind.columns.map(({ key }) => key);
    expect(kind.ways.flat().filter((key) => !keys.includes(key))).toEqual([]);
    expect(kind.ways.length).toBeGreaterThan(0);
  });

  test('a template has what an import writes and what tells the row; an export has nothing that is only asked', () => {
    const template = templateColumns(kind);
    expect(template.filter((column) => column.wire === null && !identifies(kind, column))).toEqual([]);
    expect(kind.columns.filter((column) => column.wire !== null && !template.includes(column))).toEqual([]);
    expect(exportColumns(kind).filter(({ asked }) => asked)).toEqual([]);
  });

  test('the name of a sheet is one that Excel takes', () => {
    expect(kind.sheet).toMatch(/^[^[\]:*?/\\']{1,31}$/);
  });
});

describe('a column that an import writes', () => {
  const writable = columns.flatMap(({ kind, column }) =>
    column.wire === null ? [] : [{ of: `${kind.sheet} ${column.header}`, kind, column, wire: column.wire }],
  );

  test.each(writable)('$of says what to fill in', ({ column }) => {
    expect(column.hint).not.toBe('');
  });

  test.each(writable.filter(({ column }) => ['whole', 'decimal'].includes(column.type)))(
    '$of takes as many decimals as it says, and no more',
    ({ column, wire }) => {
      const number = (decimals: number) => (decimals === 0 ? '3' : `3.${'1'.repeat(decimals)}`);
      expect(wire.safeParse(number(column.decimals)).success).toBe(true);
      expect(wire.safeParse(number(column.decimals + 1)).success).toBe(false);
      expect(wire.safeParse('').data).toBeNull();
    },
  );

  test.each(writable.filter(({ column }) => column.choices && 'words' in column.choices))(
    '$of offers words that its schema takes',
    ({ column, wire }) => {
      const words = vocabularyOf(column, nothingListed);
      expect(words?.choices.length).toBeGreaterThan(1);
      for (const { word } of words?.choices ?? [])
        expect(wire.safeParse(wireText(column, word, words ?? undefined)).success, word).toBe(true);
    },
  );

  test.each(writable.filter(({ column }) => /最多 \d+ 字/.test(column.hint)))(
    '$of is as long as it says',
    ({ column, wire }) => {
      const longest = Number(/最多 (\d+) 字/.exec(column.hint)?.[1]);
      expect(wire.safeParse('村'.repeat(longest)).success).toBe(true);
      expect(wire.safeParse('村'.repeat(longest + 1)).success).toBe(false);
    },
  );

  test.each(writable.filter(({ column }) => column.type === 'day' && column.required))('$of takes days', ({ wire }) => {
    expect(wire.safeParse('2025-03-08').data).toBe('2025-03-08');
    expect(wire.safeParse('春天').success).toBe(false);
  });
});

const nothingListed = {
  ...{ towns: [], villages: [], programmes: [], areas: [], producers: [], regionalBrands: [], enterpriseBrands: [] },
};

describe('words', () => {
  test('a choice has its words, and a code has none', () => {
    const wrong = columns.filter(({ column }) => (column.type === 'choice') !== (column.choices !== null));
    expect(wrong.map(({ column }) => column.key)).toEqual([]);
  });

  test('no list of the register uses a word twice, and each word leads back to its code', async () => {
    const lists = await readLists(await demoRegister());
    for (const { column } of columns) {
      const words = vocabularyOf(column, lists);
      for (const { code, word } of words?.choices ?? []) {
        expect(words?.word(code)).toBe(word);
        expect(words?.code(word), word).toBe(code);
      }
    }
  });

  test('what is missing, a flag and an unknown word as a form would send them', () => {
    const column = (kind: RowKind, key: string) => kind.columns.find((one) => one.key === key) as Column;
    const flag = column(rowKinds.titles, 'precision');
    const flags = vocabularyOf(flag, nothingListed) ?? undefined;
    expect(['是', '否', '', '未采集', '对'].map((text) => wireText(flag, text, flags))).toEqual([
      'on',
      '',
      '',
      '',
      undefined,
    ]);
    const stage = column(rowKinds.titles, 'stage');
    const stages = vocabularyOf(stage, nothingListed) ?? undefined;
    expect(wireText(stage, '命名', stages)).toBe('named');
    const vocabularies = vocabulariesOf([stage, flag], nothingListed);
    expect(shownValue(stage, { stage: 'named' }, vocabularies)).toBe('命名');
    expect(shownValue(flag, { precision: 0 }, vocabularies)).toBe('否');
    expect(shownValue(flag, {}, vocabularies)).toBeNull();
    expect(wireText(stage, '命了名', stages)).toBeUndefined();
    expect(wireText(column(rowKinds.villages, 'industry'), '茭白', undefined)).toBe('茭白');
  });

  test('what tells a row apart is never only an asked column', () => {
    expect(columns.filter(({ kind, column }) => column.asked && identifies(kind, column))).toEqual([]);
  });
});
