import { randomInt } from 'node:crypto';
import { hashPassword, passwordMatches } from './password.server.ts';

/** Without 0, 1, i, l and o, which are mistaken for each other when written down. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
const groups = [4, 4, 4];

/** How many codes an owner is given. */
const many = 10;

/** New codes to write down, with the hashes that are kept of them. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: many }, () => groups.map(word).join('-'));
  return { codes, hashes: await Promise.all(codes.map((code) => hashPassword(plain(code)))) };
}

const word = (length: number) => Array.from({ length }, () => signs[randomInt(signs.length)]).join('');

/** As typed from paper: in capitals, with blanks, without the dashes. */
const plain = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether something typed is meant as a recovery code rather than as an authenticator's six digits. */
export const looksLikeRecoveryCode = (typed: string) => plain(typed).length === 12;

/** Which of the hashes is this code's; undefined where none is. */
export async function hashOfRecoveryCode(typed: string, hashes: readonly string[]): Promise<string | undefined> {
  const matches = await Promise.all(hashes.map((hash) => passwordMatches(hash, plain(typed))));
  return hashes[matches.indexOf(true)];
}
