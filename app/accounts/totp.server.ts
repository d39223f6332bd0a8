/**
 * Time-based one-time codes (RFC 6238) as every authenticator makes them: HMAC-SHA-1, six digits, half a minute. Pure,
 * but Node's: the browser has no use for it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The half minute that an instant lies in, counted from 1970. */
const stepAt = (instant: Date) => Math.floor(instant.getTime() / 1000 / stepSeconds);

/** The code of a half minute (RFC 4226, 5.3). */
export function codeAt(secret: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/**
 * The half minute whose code this is: the present one, or the one before or after it, since clocks differ and people
 * type slowly. Null where it is the code of none of them.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const present = stepAt(now);
  const typed = Buffer.from(code);
  const steps = [present, present - 1, present + 1];
  return steps.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), typed)) ?? null;
}

/** Bytes as people copy them into an authenticator (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** What the square code says, and what a link on the phone itself opens. */
export function authenticatorAddress(secret: Uint8Array, username: string): string {
  // Short: each character is nine signs of the square code.
  const issuer = '青西登记簿';
  const label = encodeURIComponent(`${issuer}:${username}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
