/**
 * The code (核验码) of a printed page says which page it is and proves that this register issued it: nothing is stored
 * for it, so anybody may print, and the same page always bears the same code. The proof covers the hash of the change
 * that the page was read at, hence the whole history up to it: were the past altered, the code would no longer fit.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type ReportKind, reportKindNames, reportKinds } from './report-kind.ts';

/** A village's sheet or a report, by the two times it was read at. */
export type PageIdentity = { asOf: string; change: number } & (
  | { village: string }
  /** `town`: null for the three together. */
  | { report: ReportKind; town: string | null }
);

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const pattern = /^(?:v(\d{12})|r([a-z])(\d{9}))-(\d{4})(\d{2})(\d{2})-([1-9]\d{0,14})-([0-9a-z]{12})$/;
/** In a code, where a town's nine digits stand. */
const noTown = '000000000';

export function issueCode(page: PageIdentity, proof: { key: string; hash: string }): string {
  const what = 'village' in page ? `v${page.village}` : `r${reportKinds[page.report].letter}${page.town ?? noTown}`;
  return `${what}-${page.asOf.replaceAll('-', '')}-${page.change}-${proofOf(page, proof)}`;
}

/** The page that a code names; null where no code of ours has this form. It proves nothing yet. */
export function readCode(code: string): PageIdentity | null {
  const match = pattern.exec(normalise(code));
  if (!match) return null;
  const [, village, letter, town, year, month, day, change] = match;
  const times = { asOf: `${year}-${month}-${day}`, change: Number(change) };
  if (village !== undefined) return { village, ...times };
  const report = reportKindNames.find((kind) => reportKinds[kind].letter === letter);
  return report === undefined ? null : { report, town: town === noTown ? null : (town ?? null), ...times };
}

/** Whether the register with this key issued the code for the page, and its history up to the change is the same. */
export function isIssued(code: string, page: PageIdentity, proof: { key: string; hash: string }): boolean {
  const given = Buffer.from(normalise(code));
  const issued = Buffer.from(issueCode(page, proof));
  return given.length === issued.length && timingSafeEqual(given, issued);
}

/** Sixty bits: twelve characters that a person can copy from paper. */
function proofOf(page: PageIdentity, { key, hash }: { key: string; hash: string }): string {
  const what = 'village' in page ? `village ${page.village}` : `report ${page.report} ${page.town ?? noTown}`;
  const mac = createHmac('sha256', key).update(`${what} ${page.asOf} ${page.change} ${hash}`).digest();
  return Array.from(mac.subarray(0, 12), (byte) => alphabet[byte % 32]).join('');
}

/** As people type it: capitals, blanks, full-width characters, and o, i, l for the digits they look like. */
function normalise(code: string): string {
  const [head = '', ...rest] = code.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '').split(/[-–—]/);
  const alike: Record<string, string> = { o: '0', i: '1', l: '1' };
  return [head, ...rest.map((part) => part.replace(/[oil]/g, (letter) => alike[letter] ?? letter))].join('-');
}
