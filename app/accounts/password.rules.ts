/** Whether a password is among what is tried first: one word that many use, or that belongs to the account, in disguise. */
import { passwordLength } from './account.fields.ts';

/** What everybody here would think of, longest first where one holds another. */
const wordsOfTheRegister = [
  ...['zhujiajiao', 'liantang', 'shanghai', 'register', 'registry', 'qingxi', 'qingpu', 'jinze', 'nongye'],
  ...['乡村振兴', '农业农村', '登记簿', '朱家角', '青西', '青浦', '练塘', '金泽', '上海', '密码', '年', '月', '日'],
];

/** Keys side by side, and what is counted up. */
const rows = ['abcdefghijklmnopqrstuvwxyz', '0123456789', 'qwertyuiopasdfghjklzxcvbnm'].map((row) => row.repeat(3));

/** Known to those who guess: passwords by the thousand that others chose, and the account's own words. */
export interface Known {
  /** Lower case. */
  common: ReadonlySet<string>;
  /** Username, name, office. */
  own: readonly string[];
}

/** @param password of any length; case, width, repetition, and digits and marks around a word hide nothing */
export function isGuessable(password: string, { common, own }: Known): boolean {
  const unit = unitOf(fold(password));
  const isKnown = (text: string) => text.length >= 3 && (common.has(text) || isRow(text));
  if (unit.length < 6 || isKnown(unit)) return true;
  const rest = ownWords(own).reduce((text, word) => text.replaceAll(word, ' '), unit);
  const words = new Set(rest.match(/\p{L}+/gu));
  if (words.size === 0) return rest !== unit;
  const between = rest.replace(/^\P{L}+/u, '').replace(/\P{L}+$/u, '');
  return isKnown(between) || (words.size === 1 && [...words].every(isKnown));
}

/** What can be said of a new password where the list of common ones is not at hand: never that it is good. */
export type Strength =
  | { kind: 'short'; missing: number }
  | { kind: 'long'; surplus: number }
  | { kind: 'guessable' | 'passes' | 'ample' };

/** @param own as in `Known` */
export function strengthOf(password: string, own: readonly string[]): Strength {
  const { least, most, ample } = passwordLength;
  if (password.length < least) return { kind: 'short', missing: least - password.length };
  if (password.length > most) return { kind: 'long', surplus: password.length - most };
  if (isGuessable(password, { common: new Set(), own })) return { kind: 'guessable' };
  // What is repeated makes nothing longer.
  return { kind: unitOf(fold(password)).length < ample ? 'passes' : 'ample' };
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase();

/** The shortest text that makes this one by being repeated. */
function unitOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const unit = text.slice(0, length);
    if (text === unit.repeat(text.length / length)) return unit;
  }
  return text;
}

function isRow(text: string): boolean {
  const back = [...text].reverse().join('');
  return rows.some((row) => row.includes(text) || row.includes(back));
}

/** Words of letters; of Latin ones those that are long enough not to stand in others by chance. */
function ownWords(own: readonly string[]): string[] {
  const words = own.flatMap((text) => fold(text).match(/\p{L}+/gu) ?? []);
  return [...words.filter((word) => word.length >= (/[a-z]/.test(word) ? 4 : 2)), ...wordsOfTheRegister].sort(
    (a, b) => b.length - a.length,
  );
}
