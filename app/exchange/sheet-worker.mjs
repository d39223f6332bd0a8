/**
 * The thread in which an uploaded spreadsheet is read. Plain JavaScript, loaded by its path, so that the built server, the
 * command line and the tests all run this same file. It sends batches of rows and waits after each until it is told to go
 * on, so that neither side piles them up.
 *
 * @typedef {string | number | boolean | Date | null} Value
 * @typedef {{ number: number, values: Value[] }} Row
 * @typedef {{ sheet: string, hidden: boolean } | { rows: Row[] } | { end: true } | { refusal: string }} Message
 */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { streamCsvRows } from 'hucre/csv';
import { streamXlsxRows } from 'hucre/xlsx';
import { monthCells, Refusal, readDirectory, readSheets } from './xlsx-parts.mjs';

/** What stands further to the right, or is longer than a cell of Excel, is no table of an office. */
const widest = 200;
const longestCell = 32_767;
const mostRows = 200_000;
const rowsPerBatch = 500;

const port = parentPort;
if (port === null) throw new Error('sheet-worker.mjs runs only as a worker thread');

/** @param {Message} message */
async function send(message) {
  port?.postMessage(message);
  if (port && !('end' in message) && !('refusal' in message)) await once(port, 'message');
}

/** @param {AsyncIterable<Row> | Iterable<Row>} rows */
async function sendRows(rows) {
  /** @type {Row[]} */
  let batch = [];
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostRows) throw new Refusal(`一张工作表最多读 ${mostRows} 行，请分成几份再上传。`);
    batch.push(row);
    if (batch.length < rowsPerBatch) continue;
    await send({ rows: batch });
    batch = [];
  }
  if (batch.length > 0) await send({ rows: batch });
}

/** @param {Value[]} values */
function trimmed(values) {
  let length = Math.min(values.length, widest);
  while (length > 0 && (values[length - 1] ?? null) === null) length -= 1;
  return values.slice(0, length).map((value) => value ?? null);
}

/** @param {Buffer} file */
async function readXlsx(file) {
  const parts = readDirectory(file);
  if (parts.has('mimetype')) throw new Refusal('这是 .ods 文件。请在 WPS 或 LibreOffice 里另存为 .xlsx 再上传。');
  if (parts.has('xl/workbook.bin')) throw new Refusal('这是 .xlsb 文件。请在 Excel 里另存为 .xlsx 再上传。');
  for (const [index, sheet] of readSheets(file, parts).entries()) {
    await send({ sheet: sheet.name, hidden: sheet.hidden });
    if (!sheet.hidden) await sendRows(rowsOfSheet(file, index, monthCells(file, parts, sheet.path)));
  }
}

/** @param {Buffer} file @param {number} sheet @param {ReadonlySet<string>} months */
async function* rowsOfSheet(file, sheet, months) {
  for await (const { index, values } of streamXlsxRows(file, { sheet })) {
    const cells = trimmed(/** @type {Value[]} */ (values));
    yield { number: index + 1, values: months.size === 0 ? cells : cells.map(asShown(index + 1, months)) };
  }
}

/** @param {number} row @param {ReadonlySet<string>} months Where a cell shows a month, the month is what it says. */
const asShown = (row, months) => (/** @type {Value} */ value, /** @type {number} */ column) =>
  value instanceof Date && months.has(`${letters(column)}${row}`) ? value.toISOString().slice(0, 7) : value;

/** @param {number} column @returns {string} A for 0, as Excel counts */
const letters = (column) =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

/** @param {Buffer} file */
async function readCsv(file) {
  const text = decode(file);
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text))
    throw new Refusal('这是网页格式的表格。请用 Excel 或 WPS 打开，另存为 .xlsx 再上传。');
  await send({ sheet: 'CSV', hidden: false });
  await sendRows(rowsOfCsv(text));
}

/** @param {string} text */
function* rowsOfCsv(text) {
  let number = 0;
  for (const values of streamCsvRows(text, { delimiter: delimiterOf(text) })) {
    number += 1;
    if (values.some((value) => typeof value === 'string' && value.length > longestCell))
      throw new Refusal(`第 ${number} 行有一格长得不正常，多半是前面的引号没有成对。请改好后再上传。`);
    yield { number, values: trimmed(values.map(plainValue)) };
  }
}

/** @param {unknown} value A field; what the register's own CSV wrote with an apostrophe before it is as it was. */
function plainValue(value) {
  const text = String(value ?? '');
  return text === '' ? null : text.replace(/^'(?='*[=+\-@\t\r])/, '');
}

/** @param {string} text The separator that the first lines hold most of, outside quotes. */
function delimiterOf(text) {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: head.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/**
 * Chinese Excel writes GB18030, everything else UTF-8; Excel's own “Unicode text” is UTF-16.
 *
 * @param {Buffer} file
 */
function decode(file) {
  if (file[0] === 0xff && file[1] === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (file.includes(0)) throw new Refusal('这不是表格文件。请上传 .xlsx 或 .csv 文件。');
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file);
    } catch {
      // The next one.
    }
  }
  throw new Refusal('文件的文字编码认不出来。请用 Excel 打开，另存为“CSV UTF-8”或 .xlsx 再上传。');
}

/** @param {Buffer} file */
async function read(file) {
  if (file.length === 0) throw new Refusal('文件是空的。');
  const start = file.subarray(0, 4).toString('latin1');
  if (start === '\xd0\xcf\x11\xe0') {
    const encrypted = file.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new Refusal(
      encrypted
        ? '文件设了打开密码。请去掉密码，另存为 .xlsx 再上传。'
        : '这是旧版的 .xls（或 .et）文件。请在 Excel 或 WPS 里另存为 .xlsx 再上传。',
    );
  }
  if (start === '%PDF' || start === '{\\rt') throw new Refusal('这不是表格文件。请上传 .xlsx 或 .csv 文件。');
  await (start.startsWith('PK') ? readXlsx(file) : readCsv(file));
}

try {
  await read(Buffer.from(workerData.buffer, workerData.byteOffset, workerData.byteLength));
  await send({ end: true });
} catch (cause) {
  // hucre names what it met in English; to the office it means one thing.
  const unreadable = '文件已损坏，读不出来。请用 Excel 或 WPS 打开，另存为新的 .xlsx 再上传。';
  await send({ refusal: cause instanceof Refusal ? cause.message : unreadable });
}
