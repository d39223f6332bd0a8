/** The words of a statement, and reading them back. */
import type { ChainPoint } from '#db/chain.server.ts';
import { Signed, Statement } from './statement.schema.ts';

/** @param point.at when the change was made, RFC 3339 in UTC */
export function statementText({ number, hash, at }: ChainPoint & { at: string }): string {
  return `青西乡村振兴登记簿 链首声明\n登记版本 ${number}\n形成于 ${at}\n链首 ${hash}\n`;
}

const form = /^青西乡村振兴登记簿 链首声明\n登记版本 ([1-9]\d{0,14})\n形成于 [^\n]+\n链首 ([0-9a-f]{64})\n$/;

/** What a statement's text states; null for any other text. */
export function readStatementText(text: string): ChainPoint | null {
  const [, number, hash] = form.exec(text) ?? [];
  return number === undefined || hash === undefined ? null : { number: Number(number), hash };
}

/** `128:<64 hexadecimal digits>`, as one copies it from a printed page; null for anything else. */
export function readPoint(typed: string): ChainPoint | null {
  const [, number, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/i.exec(typed.trim()) ?? [];
  return number === undefined || hash === undefined ? null : { number: Number(number), hash: hash.toLowerCase() };
}

/**
 * What is signed of a history that was checked: other words than a statement's, which states a hash that nobody need have
 * checked, so that the one never passes for the other.
 */
export const verifiedText = ({ number, hash }: ChainPoint) =>
  `青西乡村振兴登记簿 已核验\n登记版本 ${number}\n链首 ${hash}\n`;

/** The point of such a text; null for any other. */
export function readVerifiedText(text: string): ChainPoint | null {
  const [, number, hash] = /^青西乡村振兴登记簿 已核验\n登记版本 (\d+)\n链首 ([0-9a-f]{64})\n$/.exec(text) ?? [];
  return number === undefined || hash === undefined ? null : { number: Number(number), hash };
}

/** A statement out of a file's text; null where it is none. */
export const readStatement = (json: string): Statement | null => Statement.safeParse(parsed(json)).data ?? null;

/** Any signed text out of a file's text; null where it is none. */
export const readSigned = (json: string): Signed | null => Signed.safeParse(parsed(json)).data ?? null;

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
