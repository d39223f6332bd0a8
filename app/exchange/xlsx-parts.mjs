/**
 * The directory of an .xlsx file (PKWARE APPNOTE 6.3), read without unpacking it, and the small parts that say which
 * sheets there are. Plain JavaScript, for the thread that reads uploads.
 */
import { inflateRawSync } from 'node:zlib';

/** Nothing that an office keeps comes near these: bytes unpacked of one part and of all, parts, bytes for one packed. */
const limits = { part: 300e6, total: 400e6, parts: 2000, ratio: 400, small: 20e6 };

/** A file that is refused, with a sentence for the person who brought it. */
export class Refusal extends Error {}

/** @typedef {{ method: number, packed: number, size: number, offset: number }} Part */

/**
 * @param {Buffer} file
 * @returns {Map<string, Part>} the parts by their path
 * @throws Refusal for what is incomplete, and for what would unpack to more than a spreadsheet of an office has
 */
export function readDirectory(file) {
  const end = endOfDirectory(file);
  const count = file.readUInt16LE(end + 10);
  if (count > limits.parts) throw new Refusal('文件里的部件太多，不像一份表格。请另存为新的 .xlsx 再上传。');
  const parts = new Map();
  let at = file.readUInt32LE(end + 16);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x0201_4b50) throw incomplete();
    const part = {
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    };
    total += part.size;
    const swells = part.size > 1e6 && part.size / Math.max(part.packed, 1) > limits.ratio;
    if (part.size > limits.part || total > limits.total || swells)
      throw new Refusal('文件解压后的体积异常，没有读取。请另存为新的 .xlsx，或分成几份再上传。');
    const nameLength = file.readUInt16LE(at + 28);
    parts.set(file.toString('utf8', at + 46, at + 46 + nameLength), part);
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

const incomplete = () => new Refusal('文件不完整，可能没有传完或没有存好。请用 Excel 或 WPS 打开，另存后再上传。');

/** @param {Buffer} file */
function endOfDirectory(file) {
  for (let at = file.length - 22; at >= 0 && at > file.length - 65_558; at -= 1)
    if (file.readUInt32LE(at) === 0x0605_4b50) return at;
  throw incomplete();
}

/**
 * @param {Buffer} file
 * @param {Map<string, Part>} parts
 * @param {string} path
 * @returns {string | null} the text of a small part; null where there is none
 */
function readPart(file, parts, path) {
  const part = parts.get(path);
  if (!part) return null;
  const { method, packed, offset } = part;
  if (offset + 30 > file.length) throw incomplete();
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const bytes = file.subarray(start, start + packed);
  return (method === 0 ? bytes : inflateRawSync(bytes, { maxOutputLength: limits.small })).toString('utf8');
}

/**
 * The sheets in their order, with whether each is hidden.
 *
 * @param {Buffer} file
 * @param {Map<string, Part>} parts
 * @returns {{ name: string, hidden: boolean, path: string | undefined }[]} `path`: the part that holds its cells
 */
export function readSheets(file, parts) {
  const target =
    /<Relationship\s[^>]*officeDocument"[^>]*>/.exec(readPart(file, parts, '_rels/.rels') ?? '')?.[0] ?? '';
  const path = attribute(target, 'Target')?.replace(/^\//, '') ?? 'xl/workbook.xml';
  const workbook = readPart(file, parts, path);
  if (workbook === null) throw new Refusal('这不是 Excel 表格。请上传 .xlsx 或 .csv 文件。');
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = readPart(file, parts, `${folder}_rels/${path.slice(folder.length)}.rels`) ?? '';
  const targets = new Map(
    [...relations.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  );
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name') ?? '',
    hidden: /^(very)?hidden$/i.test(attribute(tag, 'state') ?? ''),
    path: partPath(folder, targets.get(attribute(tag, 'r:id'))),
  }));
}

/** @param {string} folder @param {string | undefined} target */
const partPath = (folder, target) => (target?.startsWith('/') ? target.slice(1) : target && folder + target);

/** Formats that a file need not spell out: 17 is mmm-yy, the others show year and month in a Chinese Excel. */
const monthFormats = ['17', '27', '36', '50', '52', '57'];

/**
 * The cells of a sheet that show a date as year and month: the day that they hold is nobody's word, Excel put the first.
 *
 * @param {Buffer} file
 * @param {Map<string, Part>} parts
 * @param {string | undefined} path
 * @returns {ReadonlySet<string>} such as `F2`; empty for sheets too large to be looked through
 */
export function monthCells(file, parts, path) {
  const styles = readPart(file, parts, 'xl/styles.xml') ?? '';
  const custom = [...styles.matchAll(/<numFmt\s[^>]*>/g)]
    .filter(([tag]) => isMonthFormat(attribute(tag, 'formatCode') ?? ''))
    .map(([tag]) => attribute(tag, 'numFmtId'));
  const ids = new Set([...monthFormats, ...custom]);
  const list = /<cellXfs[\s>].*?<\/cellXfs>/s.exec(styles)?.[0] ?? '';
  const looks = [...list.matchAll(/<xf\s[^>]*>/g)].flatMap(([tag], index) =>
    ids.has(attribute(tag, 'numFmtId') ?? '') ? [String(index)] : [],
  );
  const part = parts.get(path ?? '');
  if (looks.length === 0 || path === undefined || !part || part.size > limits.small) return new Set();
  const cells = (readPart(file, parts, path) ?? '').matchAll(/<c\s[^>]*>/g);
  return new Set(
    [...cells].flatMap(([tag]) => (looks.includes(attribute(tag, 's') ?? '') ? [attribute(tag, 'r') ?? ''] : [])),
  );
}

/** @param {string} code yyyy"年"m"月" and the like: a year and a month, and neither a day nor a time */
function isMonthFormat(code) {
  const letters = code.replace(/\[[^\]]*\]|"[^"]*"|\\./g, '').toLowerCase();
  return /y/.test(letters) && /m/.test(letters) && !/[dhs]/.test(letters);
}

/** @param {string} tag @param {string} name */
function attribute(tag, name) {
  const text = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, key) => entities[key] ?? '');
}

/** @type {Record<string, string>} */
const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
