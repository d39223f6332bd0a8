/** What a phone's authenticator does with the secret that a page shows. */
import { codeAt } from '#app/accounts/totp.server.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function bytesOf(key: string): Uint8Array {
  const bits = Array.from(key, (sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

export const codeOf = (key: string, at: Date) => codeAt(bytesOf(key), Math.floor(at.getTime() / 30_000));
