/**
 * The thread in which Typst sets pages. Plain JavaScript, loaded by its path, so that the built server, the command line
 * and the tests all run this same file. One job at a time arrives; its answer carries the job's id.
 *
 * @typedef {{ root: string, fontDir: string | null }} Setup
 * @typedef {{ id: number, template: string, data: string }} Job
 * @typedef {{ id: number, pdf: Uint8Array, pages: number, missing: string[] } | { id: number, error: string }} Answer
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

/**
 * The faces of GB/T 9704: an office's own fonts first, the ones that come with the program last. Without a folder of the
 * office's own only the latter count, whatever is installed on the machine: a sheet looks the same wherever it is printed.
 */
const faces = {
  fang: { office: ['FangSong', 'FangSong_GB2312', 'STFangsong', 'FZFangSong-Z02'], own: 'Noto Serif SC' },
  kai: { office: ['KaiTi', 'KaiTi_GB2312', 'STKaiti', 'FZKai-Z03'], own: 'Noto Serif SC' },
  title: { office: ['FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', 'STZhongsong'], own: 'Noto Serif SC' },
  hei: { office: ['SimHei', 'STHeiti', 'FZHei-B01'], own: 'Noto Sans SC' },
  song: { office: ['SimSun', 'STSong', 'FZShuSong-Z01'], own: 'Noto Serif SC' },
};

/** Printed for a character that no font has (缺字), as in the edition of an old text. */
const absentCharacter = '□';

/** Compiled pages kept between jobs, counted in jobs; pages between two collections. Without both, memory grows without end. */
const cacheAge = 10;
const pagesPerCollection = 60;

/** @type {Setup} */
const setup = workerData;
const port = parentPort;
if (port === null) throw new Error('typst-worker.mjs runs only as a worker thread');

v8.setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collectGarbage = vm.runInNewContext('gc');

const { resolve } = createRequire(import.meta.url);
/** @param {string} name @param {string} weight */
const packagedFont = (name, weight) =>
  path.join(path.dirname(resolve(`@expo-google-fonts/${name}/package.json`)), weight);

const compiler = NodeCompiler.create({
  workspace: setup.root,
  fontArgs: [
    {
      fontPaths: [
        ...(setup.fontDir === null ? [] : [setup.fontDir]),
        packagedFont('noto-serif-sc', '400Regular'),
        packagedFont('noto-serif-sc', '900Black'),
        packagedFont('noto-sans-sc', '400Regular'),
      ],
    },
  ],
});
const fonts = JSON.stringify(presentFonts());

/** Chains of families that are really there: Typst only warns of an absent one, and a warning is an error here. */
function presentFonts() {
  const absent = setup.fontDir === null ? null : absentFamilies(Object.values(faces).flatMap(({ office }) => office));
  return Object.fromEntries(
    Object.entries(faces).map(([face, { office, own }]) => [
      face,
      absent === null ? [own] : [...office.filter((family) => !absent.has(family)), own],
    ]),
  );
}

/** @param {string[]} families */
function absentFamilies(families) {
  const list = families.map((family) => JSON.stringify(family)).join(', ');
  const probe = compiler.compile({ mainFileContent: `#set text(font: (${list}))\n永` });
  const complaints = new Set(messages(probe.takeWarnings()));
  return new Set(families.filter((family) => complaints.has(`unknown font family: ${family.toLowerCase()}`)));
}

/**
 * @param {{ shortDiagnostics: { message: string }[] } | null} diagnostics
 * @returns {string[]}
 */
function messages(diagnostics) {
  return (diagnostics?.shortDiagnostics ?? []).map(({ message }) => message);
}

/** @param {string} template @param {string} data */
function setPages(template, data) {
  const compiled = compiler.compile({ mainFilePath: path.join(setup.root, template), inputs: { data, fonts } });
  const document = compiled.result;
  const faults = [...messages(compiled.takeError()), ...messages(compiled.takeWarnings())];
  if (document === null || faults.length > 0) throw new Error(faults.join('; ') || 'Typst made no document');
  return { pdf: new Uint8Array(compiler.pdf(document, { pdfStandard: 'a-2a' })), pages: document.numOfPages };
}

/**
 * Sets the pages; characters that no font has (PDF/A-2a refuses them and names them all) print as □, invisible ones as
 * nothing, and are reported: one odd character in a note must not keep an office from its sheet.
 *
 * @param {Job} job
 */
function setPagesInSpite({ template, data }) {
  try {
    return { ...setPages(template, data), missing: [] };
  } catch (cause) {
    const missing = undisplayable(cause);
    if (missing.length === 0) throw cause;
    return { ...setPages(template, withoutCharacters(data, new Set(missing))), missing };
  }
}

/** @param {string} data JSON @param {Set<string>} missing */
function withoutCharacters(data, missing) {
  /** @param {string} character */
  const printable = (character) => {
    if (!missing.has(character)) return character;
    return /[\p{Cc}\p{Cf}]/u.test(character) ? '' : absentCharacter;
  };
  const cleaned = JSON.parse(data, (_, value) =>
    typeof value === 'string' ? [...value].map(printable).join('') : value,
  );
  return JSON.stringify(cleaned);
}

/**
 * The characters that Typst's complaint names, in Rust's notation: `the text "\u{7}" could not be displayed`.
 *
 * @param {unknown} cause
 * @returns {string[]}
 */
function undisplayable(cause) {
  const named = [...String(cause).matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/g)].map(
    ([, text]) => text ?? '',
  );
  const decoded = named.map((text) =>
    text.replace(/\\+u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16))),
  );
  return [...new Set(decoded.flatMap((text) => [...text]))];
}

let pages = 0;
port.on('message', (/** @type {Job} */ job) => {
  /** @type {Answer} */
  let answer;
  try {
    answer = { id: job.id, ...setPagesInSpite(job) };
  } catch (cause) {
    answer = { id: job.id, error: cause instanceof Error ? cause.message : String(cause) };
  }
  port.postMessage(answer, 'pdf' in answer ? [/** @type {ArrayBuffer} */ (answer.pdf.buffer)] : []);
  pages += 'pages' in answer ? answer.pages : 1;
  const isFull = pages >= pagesPerCollection;
  // A booklet of all villages is not set again soon: its pages are dropped at once, not after ten more of its kind.
  compiler.evictCache(isFull ? 0 : cacheAge);
  if (!isFull) return;
  pages = 0;
  // The compiler's documents are freed by finalizers, which need an idle turn of the loop.
  setImmediate(collectGarbage);
});
