/** Files that offices bring in: cut, overwritten, mislabelled, filled with anything; each is read or refused in words. */
import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectPicture, inspectUpload } from '#app/attachments/inspect-upload.server.ts';
import { readSpreadsheet } from '#app/exchange/read-spreadsheet.server.ts';
import { readDirectory } from '#app/exchange/xlsx-parts.mjs';
import { zipOf } from '#app/exchange/zip.server.ts';
import { Problem } from '#app/problem.ts';
import { type Behind, lookBehind } from '#tests/support/behind.ts';
import { effort, plainText, runs, saySeed, wellFormed } from './nasty.ts';
import { readPage } from './page.ts';
import { openStand, type Stand } from './stand.ts';
import { judge } from './verdict.ts';
import { encode } from './wire.ts';

let stand: Stand;
let behind: Behind;
const templates = new Map<string, Buffer>();

beforeAll(async () => {
  saySeed();
  stand = await openStand();
  behind = lookBehind(stand.server.address);
  const { links } = readPage((await stand.get('zhujiajiao', '/imports')).body);
  for (const link of links.filter((href) => href.includes('template.xlsx'))) {
    const cookie = stand.cookie('zhujiajiao');
    const response = await fetch(stand.server.url + link, { headers: { cookie } });
    templates.set(link, Buffer.from(await response.arrayBuffer()));
  }
});
afterAll(async () => {
  await behind.close();
  await stand.server.stop();
});

/** Which of the templates, as a share of them: they are known only once the server runs. */
const which = fc.double({ min: 0, max: 0.999, noNaN: true });
const templateAt = (share: number) => [...templates.values()][Math.floor(share * templates.size)] ?? Buffer.alloc(0);

describe('a spreadsheet', () => {
  test('of any bytes in the shape of a template', { timeout: 120_000 * effort }, async () => {
    await fc.assert(
      fc.asyncProperty(which, overwriting, async (share, overwrite) =>
        bringIn(overwrite(templateAt(share)), '表.xlsx'),
      ),
      runs(8),
    );
  });

  test('of any text in the parts of a template', { timeout: 120_000 * effort }, async () => {
    await fc.assert(
      fc.asyncProperty(which, fc.array(partEdit, { minLength: 1, maxLength: 5 }), async (share, edits) =>
        bringIn(await repacked(templateAt(share), edits), '表.xlsx'),
      ),
      runs(8),
    );
  });

  test('of any cells under the headers of a template', { timeout: 240_000 * effort }, async () => {
    expect(templates.size).toBeGreaterThan(3);
    for (const template of templates.values()) {
      const rows = await rowsOf(template);
      await fc.assert(
        fc.asyncProperty(tableLike(rows), async (table) => bringIn(Buffer.from(csvOf(table)), '表.csv')),
        runs(4),
      );
    }
  });
});

/** Bytes of a file overwritten in a place, and cut at another. */
const overwriting = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.uint8Array({ maxLength: 40 }),
    fc.double({ min: 0, max: 1.5, noNaN: true }),
  )
  .map(([place, bytes, share]) => (template: Buffer) => {
    const copy = Buffer.from(template);
    copy.set(bytes.slice(0, Math.ceil(copy.length * (1 - place))), Math.floor(copy.length * place));
    return copy.subarray(0, Math.floor(copy.length * Math.min(share, 1)));
  });

/** A share of the parts, a share of the text of that part, and what takes the place of so many characters there. */
const partEdit = fc.tuple(
  fc.double({ min: 0, max: 0.999, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.nat({ max: 60 }),
  fc.oneof(
    plainText,
    fc.constantFrom(
      ...[
        '</row>',
        '<row>',
        '<c r="ZZZZ99999999">',
        '<c t="s"><v>99999999</v></c>',
        '<c t="n"><v>1e999</v></c>',
        ']]>',
        '&x;',
      ],
      ...[
        '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
        '<sheet name="x"/>',
        '<mergeCell ref="A1:XFD1048576"/>',
        '<v>NaN</v>',
        '<',
      ],
    ),
  ),
);

async function repacked(template: Buffer, edits: [number, number, number, string][]): Promise<Buffer> {
  const parts = [...readDirectory(template)].map(([path, part]) => {
    const { offset, packed } = part;
    const start = offset + 30 + template.readUInt16LE(offset + 26) + template.readUInt16LE(offset + 28);
    return { path, text: inflateRawSync(template.subarray(start, start + packed)).toString() };
  });
  for (const [which, where, length, text] of edits) {
    const part = parts[Math.floor(which * parts.length)];
    if (!part) continue;
    const place = Math.floor(where * part.text.length);
    part.text = part.text.slice(0, place) + wellFormed(text) + part.text.slice(place + length);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of zipOf(parts.map(({ path, text }) => ({ path, chunks: [text] })))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The rows of a template's first sheet as texts; its last holds the headers of an empty table, or a row of the office. */
async function rowsOf(template: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  let sheets = 0;
  for await (const event of readSpreadsheet(template)) {
    if ('sheet' in event) sheets += 1;
    else if (sheets === 1) rows.push(...event.rows.map(({ values }) => values.map((value) => String(value ?? ''))));
  }
  return rows.slice(0, 6);
}

/** The rows of a template, some cells of which hold anything. */
const tableLike = (rows: readonly string[][]): fc.Arbitrary<string[][]> =>
  fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 25 }), plainText), { maxLength: 8 }).map((edits) => {
    const table = rows.map((row) => [...row]);
    for (const [row, column, text] of edits) {
      const cells = table[row];
      if (cells && row > 0) cells[column] = text;
    }
    return table;
  });

const csvOf = (table: readonly string[][]) =>
  table.map((row) => Array.from(row, (cell = '') => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');

/** Brings a file in, waits for its preview, and writes what can be written. */
async function bringIn(bytes: Buffer, fileName: string): Promise<void> {
  const value = bytes.toString('latin1');
  const send = () =>
    stand.ask('zhujiajiao', { method: 'POST', path: '/imports', ...encode([{ name: 'file', value, fileName }], true) });
  const answer = await send();
  await judge(answer, send, '/imports');
  if (answer.status !== 302) return;
  const page = answer.headers.location ?? '';
  await settled(page);
  const shown = await stand.get('zhujiajiao', page);
  expect(shown.status).toBe(200);
  const apply = readPage(shown.body).forms.find(({ fields }) => fields.some(({ value: intent }) => intent === 'apply'));
  if (apply) {
    const parts = apply.fields.map((field) => ({ name: field.name, value: field.value, fileName: null }));
    const write = () => stand.ask('zhujiajiao', { method: 'POST', path: page, ...encode(parts, false) });
    await judge(await write(), write, page);
    await settled(page);
  }
  expect(stand.faults()).toEqual([]);
}

/** Waits until a file is read or written; what went wrong by itself is a fault, what cannot be read has a sentence. */
async function settled(page: string): Promise<void> {
  const state = async () => {
    const query = 'select state, message from import where id = ?';
    const [row] = await behind.all<{ state: string; message: string | null }>(query, page.split('/').at(-1));
    return row ?? { state: 'reading', message: null };
  };
  await expect.poll(async () => (await state()).state, { timeout: 20_000 }).not.toMatch(/reading|writing/);
  const { state: ended, message } = await state();
  expect(ended).not.toBe('interrupted');
  if (ended === 'failed') expect(message).toMatch(/[\u4e00-\u9fff]{4}.*。?$/);
}

describe('a picture or a paper', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const jpeg = Buffer.from(
    'ffd8ffe000104a46494600010100000100010000ffe1001845786966000049492a00080000000100120103000100000006000000ffda0008010100003f00d2cf20ffd9',
    'hex',
  );
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n');

  test.each([
    ['picture', inspectPicture],
    ['paper', inspectUpload],
  ])('%s: kept or refused in words, whatever its bytes', async (_, inspect) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(png, jpeg, pdf), overwriting, plainText, async (bytes, overwrite, name) => {
        try {
          await inspect({ name, bytes: overwrite(bytes) });
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          expect(error.errors[0]?.message).toMatch(/[\u4e00-\u9fff]{4}/);
        }
      }),
      runs(300),
    );
  });
});
