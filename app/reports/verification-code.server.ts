/**
 * The code (核验码) of a printed page says which page it is and proves that this register issued it: nothing is stored
 * for it, so anybody may print, and the same page always bears the same code. The proof covers the hash of the change
 * that the page was read at, hence the whole history up to it: were the past altered, the code would no longer fit.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ledgerTemplates } from './ledger-template.schema.ts';
import { type ReportKind, reportKindNames, reportKinds } from './report-kind.ts';

/** A village's sheet, a report or a ledger, by the two times it was read at. */
export type PageIdentity = { asOf: string; change: number } & (
  | { village: string }
  /** `town`: null for the three together. */
  | { report: ReportKind; town: string | null }
  /** By its template's key; `year`: null for all of them. */
  | { ledger: string; town: string | null; year: number | null }
);

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const pattern =
  /^(?:v(?<village>\d{12})|(?<kind>[rt])(?<letter>[a-z])(?<town>\d{9})(?<of>\d{4})?)-(?<asOf>\d{8})-(?<change>[1-9]\d{0,14})-[0-9a-z]{12}$/;
/** In a code, where a town's nine digits stand. */
const noTown = '000000000';
/** Where a ledger's year stands. */
const noYear = '0000';

export function issueCode(page: PageIdentity, proof: { key: string; hash: string }): string {
  return `${headOf(page)}-${page.asOf.replaceAll('-', '')}-${page.change}-${proofOf(page, proof)}`;
}

function headOf(page: PageIdentity): string {
  if ('village' in page) return `v${page.village}`;
  const town = page.town ?? noTown;
  if ('report' in page) return `r${reportKinds[page.report].letter}${town}`;
  const letter = ledgerTemplates.find(({ key }) => key === page.ledger)?.letter;
  return `t${letter}${town}${page.year ?? noYear}`;
}

/** The page that a code names; null where no code of ours has this form. It proves nothing yet. */
export function readCode(code: string): PageIdentity | null {
  const found = pattern.exec(normalise(code))?.groups;
  if (!found) return null;
  const { village, kind, letter, of } = found;
  const asOf = (found.asOf ?? '').replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const times = { asOf, change: Number(found.change) };
  if (village !== undefined) return { village, ...times };
  const town = found.town === noTown ? null : (found.town ?? null);
  if (kind === 'r') {
    const report = reportKindNames.find((name) => reportKinds[name].letter === letter);
    return report === undefined ? null : { report, town, ...times };
  }
  const ledger = ledgerTemplates.find((template) => template.letter === letter)?.key;
  const year = of === undefined || of === noYear ? null : Number(of);
  return ledger === undefined ? null : { ledger, town, year, ...times };
}

/** Whether the register with this key issued the code for the page, and its history up to the change is the same. */
export function isIssued(code: string, page: PageIdentity, proof: { key: string; hash: string }): boolean {
  const given = Buffer.from(normalise(code));
  const issued = Buffer.from(issueCode(page, proof));
  return given.length === issued.length && timingSafeEqual(given, issued);
}

/** Sixty bits: twelve characters that a person can copy from paper. */
function proofOf(page: PageIdentity, { key, hash }: { key: string; hash: string }): string {
  const mac = createHmac('sha256', key)
    .update(`${whatOf(page)} ${page.asOf} ${page.change} ${hash}`)
    .digest();
  return Array.from(mac.subarray(0, 12), (byte) => alphabet[byte % 32]).join('');
}

function whatOf(page: PageIdentity): string {
  if ('village' in page) return `village ${page.village}`;
  const town = page.town ?? noTown;
  return 'report' in page ? `report ${page.report} ${town}` : `ledger ${page.ledger} ${town} ${page.year ?? noYear}`;
}

/** As people type it: capitals, blanks, full-width characters, and o, i, l for the digits they look like. */
function normalise(code: string): string {
  const [head = '', ...rest] = code.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, '').split(/[-–—]/);
  const alike: Record<string, string> = { o: '0', i: '1', l: '1' };
  return [head, ...rest.map((part) => part.replace(/[oil]/g, (letter) => alike[letter] ?? letter))].join('-');
}
