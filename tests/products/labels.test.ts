/** Labels as they lie in the hand: every code of every sheet scans, stands within the paper, and leads to its product. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  codeSide,
  labelAddress,
  labelSheets,
  type ProductLabel,
  placesOf,
  type SheetSize,
  tidyCode,
} from '#app/products/label.rules.ts';
import { drawLabel } from '#app/products/label-drawing.server.tsx';
import { renderLabelSheet } from '#app/products/label-sheet.pdf.server.ts';
import { getProductLabel } from '#app/reports/product-label.server.ts';
import { createTypst, type Typst } from '#app/reports/typst.server.ts';
import { verifyProduct } from '#app/reports/verify-product.server.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';
import { pdfCharacters, pdfInfo, pdfQrCodesIn } from '#tests/support/pdf.ts';

const today = '2026-11-24';
const publicUrl = 'https://register.qingpu.example.gov.cn';
const sizes = Object.keys(labelSheets) as SheetSize[];

let db: Db;
let typst: Typst;
beforeAll(async () => {
  db = await demoRegister();
  typst = createTypst();
});
afterAll(() => typst.close());

const labelsOf = (size: SheetSize) => placesOf(labelSheets[size]).map((place) => place.label);
const label = (id = 'demo-wangjin-1') => getProductLabel(db, id, { today, publicUrl });
const longest = async (): Promise<ProductLabel> => ({
  ...(await label()),
  name: '青浦区练塘镇东庄村绿色有机富硒双季茭白礼盒装特级品（限量供应）',
  producer: '上海市青浦区练塘镇某某某某蔬菜种植农民专业合作社联合社',
  place: '练塘镇东庄村、联农村、泖甸村、徐练村',
  brand: '练塘茭白 · 某某某某某某',
  certificate: { scheme: '绿色食品 AA 级', number: 'LB-15-19012700330AA', validTo: '2027-12-31' },
  address: labelAddress({ verifyCode: 'abcdefghjkmn', gtin: '6901234567892' }, publicUrl),
});

describe('a sheet of labels', () => {
  test.each(sizes)(
    '%s holds its labels side by side on the paper, each code clear of what the printer leaves white',
    (size) => {
      const sheet = labelSheets[size];
      const places = placesOf(sheet);
      expect(places).toHaveLength(sheet.columns * sheet.rows);
      for (const { label: outer, code, words } of places) {
        for (const inner of [code, words]) {
          expect(inner.x).toBeGreaterThanOrEqual(Math.max(outer.x, sheet.page.edge) - 1e-9);
          expect(inner.y).toBeGreaterThanOrEqual(Math.max(outer.y, sheet.page.edge) - 1e-9);
          const [right, bottom] = [sheet.page.width - sheet.page.edge, sheet.page.height - sheet.page.edge];
          expect(inner.x + inner.width).toBeLessThanOrEqual(Math.min(outer.x + outer.width, right) + 1e-9);
          expect(inner.y + inner.height).toBeLessThanOrEqual(Math.min(outer.y + outer.height, bottom) + 1e-9);
        }
        expect(code.width).toBe(codeSide);
        expect(words.x - code.x - code.width).toBeGreaterThan(2.5);
      }
      expect(places[0]?.label.x).toBeGreaterThanOrEqual(-1e-9);
    },
  );

  test.each(sizes.flatMap((size) => [150, 300].map((dots) => [size, dots] as const)))(
    '%s scans at %i dots an inch, every one of its codes',
    async (size, dots) => {
      const long = await longest();
      const pdf = await renderLabelSheet(typst, long, { size, skip: 0, today });
      const found = pdfQrCodesIn(pdf, labelsOf(size), dots);
      expect(found).toEqual(Array.from({ length: placesOf(labelSheets[size]).length }, () => long.address));
    },
  );

  test('leaves free what is used already, and is the same bytes again', async () => {
    const own = await label();
    const print = () => renderLabelSheet(typst, own, { size: '3x8', skip: 20, today });
    const pdf = await print();
    expect(pdfQrCodesIn(pdf, labelsOf('3x8').slice(20), 150)).toHaveLength(4);
    expect(() => pdfQrCodesIn(pdf, labelsOf('3x8').slice(19, 20), 150)).toThrow();
    expect(Buffer.from(await print()).equals(Buffer.from(pdf))).toBe(true);
    expect(pdfInfo(pdf)).toMatch(/Pages:\s+1\n/);
  });

  test('says what it is, who grew it, its certificate, and that it is a demonstration', async () => {
    const pdf = await renderLabelSheet(typst, await label(), { size: '4x10', skip: 39, today });
    const said = pdfCharacters(pdf);
    for (const words of ['演示王金粳米', '王金村', 'LB-', '2027年1月16日', '核验码', '演示数据'])
      expect(said).toContain(words);
  });
});

test('the code leads to the product, typed by hand too', async () => {
  const { address, code } = await label();
  expect(address).toBe(`${publicUrl}/verify/${code}`);
  expect((await verifyProduct(db, tidyCode(` ${code.toUpperCase().slice(0, 4)}-${code.slice(4)}`), today))?.name).toBe(
    '演示王金粳米',
  );
});

test('a bar code stands in the address as GS1 writes it', () => {
  const verifyCode = 'abcdefghjkmn';
  for (const [gtin, full] of [
    ['96385074', '00000096385074'],
    ['6901234567892', '06901234567892'],
  ] as const)
    expect(labelAddress({ verifyCode, gtin }, publicUrl)).toBe(`${publicUrl}/01/${full}?v=${verifyCode}`);
});

test('a single label is one drawing that keeps its words within its frame, whatever is typed', async () => {
  const drawn = drawLabel({ ...(await longest()), name: '<script>茭白' });
  expect(drawn).not.toContain('<script>');
  const baselines = [...drawn.matchAll(/<text [^>]*y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(baselines.length).toBeGreaterThan(6);
  expect(Math.max(...baselines)).toBeLessThan(39);
  expect(drawn).toContain('LB-15-19012700330AA');
});

test('is not printed of what was withdrawn, nor of what is not accepted', async () => {
  await expect(label('demo-liantang-4-2')).rejects.toMatchObject({ kind: 'conflict' });
  await expect(label('demo-coop-3')).rejects.toMatchObject({ kind: 'conflict' });
});
