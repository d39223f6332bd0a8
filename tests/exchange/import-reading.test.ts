/** Bytes of every kind that may be uploaded: tables are read, everything else is refused in time and within memory. */
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readSpreadsheet } from '#app/exchange/read-spreadsheet.server.ts';
import type { Cell, Sheet } from '#app/exchange/workbook.ts';
import { writeXlsx } from '#app/exchange/write-xlsx.server.ts';
import { Problem } from '#app/problem.ts';

async function rowsOf(bytes: Uint8Array, limits?: Parameters<typeof readSpreadsheet>[1]) {
  const rows: unknown[][] = [];
  for await (const event of readSpreadsheet(bytes, limits))
    if ('rows' in event) rows.push(...event.rows.map(({ number, values }) => [number, ...values]));
  return rows;
}

async function refusal(bytes: Uint8Array, limits?: Parameters<typeof readSpreadsheet>[1]): Promise<string> {
  const problem = await rowsOf(bytes, limits).catch((error: unknown) => error);
  if (!(problem instanceof Problem)) throw new Error(`not refused: ${JSON.stringify(problem)}`);
  return problem.message;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('CSV', () => {
  const rows = [
    [1, '村名', '户数'],
    [2, '张马村', '12'],
  ];

  test.each([
    ['UTF-8', utf8('村名,户数\r\n张马村,12\r\n')],
    ['UTF-8 with its mark', utf8('\ufeff村名,户数\r\n张马村,12\r\n')],
    // 村名,户数 and 张马村,12 as Chinese Excel writes them.
    ['GB18030', Buffer.from('b4e5c3fb2cbba7cafd0d0ad5c5c2edb4e52c31320d0a', 'hex')],
    [
      'Unicode text',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('村名\t户数\r\n张马村\t12\r\n', 'utf16le')]),
    ],
    ['semicolons', utf8('村名;户数\n张马村;12\n')],
    ['tabs', utf8('村名\t户数\n张马村\t12\n')],
  ])('%s', async (_, bytes) => {
    expect(await rowsOf(bytes)).toEqual(rows);
  });

  test('quotes keep separators and lines within a cell, and blank lines keep their number', async () => {
    const bytes = utf8('a,b\n"一,二","三\n四"\n\nx,"说""好"""\n');
    expect((await rowsOf(bytes)).filter((row) => row.length > 1)).toEqual([
      [1, 'a', 'b'],
      [2, '一,二', '三\n四'],
      [4, 'x', '说"好"'],
    ]);
  });

  test('what an export defused comes back as it was', async () => {
    expect(await rowsOf(utf8("'=1+1,''-,'普通"))).toEqual([[1, '=1+1', "'-", "'普通"]]);
  });

  test('a quote that never ends is refused', async () => {
    expect(await refusal(utf8(`a,b\n"${'x'.repeat(40_000)}`))).toMatch(/引号没有成对/);
  });
});

const sheet = (name: string, rows: (Cell | null)[][], more: Partial<Sheet> = {}): Sheet => ({
  ...{ name, rows, columns: [{ width: 9, style: 'plain' }] },
  ...more,
});
const xlsx = async (sheets: Sheet[]) => new Uint8Array(await buffer(writeXlsx(sheets)));
const cell = (value: string | number, style: Cell['style'] = 'plain'): Cell => ({ value, style });

describe('.xlsx', () => {
  test('text, numbers and days; hidden sheets are passed over', async () => {
    const bytes = await xlsx([
      sheet('一', [[cell('=1+1', 'text'), cell(3.5), cell('2023-05-01', 'day')], [], [null, cell('x')]]),
      sheet('二', [[cell('秘密')]], { hidden: true }),
    ]);
    const events = [];
    for await (const event of readSpreadsheet(bytes)) events.push('sheet' in event ? event : event.rows.length);
    expect(events).toEqual([{ sheet: '一', hidden: false }, 3, { sheet: '二', hidden: true }]);
    expect((await rowsOf(bytes)).filter((row) => row.length > 1)).toEqual([
      [1, '=1+1', 3.5, new Date('2023-05-01T00:00:00Z')],
      [3, null, 'x'],
    ]);
  });

  test('a file cut off anywhere is refused', async () => {
    const bytes = await xlsx([
      sheet(
        '一',
        Array.from({ length: 500 }, (_, index) => [cell(`第 ${index} 行`)]),
      ),
    ]);
    for (const part of [0.1, 0.5, 0.9, 0.999])
      expect(await refusal(bytes.subarray(0, Math.floor(bytes.length * part)))).toMatch(/文件不完整|已损坏/);
  });

  test('a file that is damaged inside is refused', async () => {
    const bytes = await xlsx([sheet('一', [[cell('x')]])]);
    const damaged = bytes.slice();
    damaged.fill(0x41, 200, 900);
    expect(await refusal(damaged)).toMatch(/已损坏|不完整/);
  });
});

/** A ZIP file of parts, each with the size that its directory claims. */
function zipOf(parts: { name: string; bytes: Buffer; claims?: number }[]): Buffer {
  let offset = 0;
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const { name, bytes, claims = bytes.length } of parts) {
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x0403_4b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x0201_4b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, entries, end]);
}

const frame = [
  { name: '[Content_Types].xml', text: '<Types/>' },
  {
    name: '_rels/.rels',
    text: '<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  },
  {
    name: 'xl/workbook.xml',
    text: '<workbook xmlns:r="x"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>',
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="s.xml"/></Relationships>',
  },
].map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
const withSheet = (bytes: Buffer, claims?: number) => zipOf([...frame, { name: 'xl/s.xml', bytes, claims }]);

describe('files that mean harm', () => {
  test('a bomb that says so, one that lies about its size, and one that claims two gigabytes', async () => {
    const bomb = Buffer.from(`<worksheet><sheetData>${' '.repeat(30e6)}</sheetData></worksheet>`);
    expect(await refusal(withSheet(bomb))).toMatch(/解压后的体积异常/);
    expect(await refusal(withSheet(Buffer.from('<worksheet/>'), 2 ** 31))).toMatch(/解压后的体积异常/);
    const lying = await rowsOf(withSheet(bomb, 1000)).catch((error: Problem) => error.message);
    expect(
      lying === '文件已损坏，读不出来。请用 Excel 或 WPS 打开，另存为新的 .xlsx 再上传。' || Array.isArray(lying),
    ).toBe(true);
  });

  test('a cell far to the right costs nothing', async () => {
    const far =
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row></sheetData></worksheet>';
    expect(await rowsOf(withSheet(Buffer.from(far)))).toEqual([[1, 1]]);
  });

  test('reading ends when its time or its memory is used up', async () => {
    const many = Array.from(
      { length: 60_000 },
      (_, row) => `<row r="${row + 1}"><c t="inlineStr"><is><t>${'长'.repeat(99)}${row}</t></is></c></row>`,
    );
    const bytes = withSheet(Buffer.from(`<worksheet><sheetData>${many.join('')}</sheetData></worksheet>`));
    expect(await refusal(bytes, { longest: 30, megabytes: 400 })).toMatch(/时间超过了限度/);
  });

  test.each([
    ['nothing', Buffer.alloc(0), /是空的/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /不是表格文件/],
    ['zeroes', Buffer.alloc(100), /不是表格文件/],
    ['a web page that calls itself .xls', utf8('<html><table><tr><td>1'), /网页格式/],
    ['an old or an encrypted workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /旧版的 \.xls/],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      /打开密码/,
    ],
    ['a ZIP of something else', zipOf([{ name: 'a.txt', bytes: Buffer.from('a') }]), /不是 Excel 表格/],
  ])('%s', async (_, bytes, words) => {
    expect(await refusal(bytes)).toMatch(words);
  });
});
