/**
 * What a right password gives where a code must follow: no session, and good for nothing but that code. It stores
 * nothing, ends after five minutes, and at once when the password is changed or the account disabled.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Db } from '#db/client.server.ts';
import type { Row } from '#db/tables.ts';
import { findAccount, findCredential } from './account.repository.server.ts';

const lifetime = 5 * 60_000;

type Password = Pick<Row<'credential'>, 'username' | 'passwordHash'>;

const proofOf = ({ username, passwordHash }: Password, endsAt: string, secret: string) =>
  createHmac('sha256', secret).update(`code to follow\n${username}\n${endsAt}\n${passwordHash}`).digest();

export function makeTicket(password: Password, secret: string, now: Date): string {
  const endsAt = String(now.getTime() + lifetime);
  return `${password.username}.${endsAt}.${proofOf(password, endsAt, secret).toString('base64url')}`;
}

/** The username that a ticket was made for; null where it opens nothing, or no longer. */
export async function openTicket(db: Db, ticket: string, secret: string, now: Date): Promise<string | null> {
  const [, username, endsAt, proof] = /^([a-z0-9-]{1,60})\.(\d{1,15})\.([\w-]{43})$/.exec(ticket) ?? [];
  if (username === undefined || endsAt === undefined || proof === undefined) return null;
  const credential = await findCredential(db, username);
  const account = await findAccount(db, username);
  if (!credential || account?.active !== 1 || Number(endsAt) <= now.getTime()) return null;
  const fits = timingSafeEqual(Buffer.from(proof, 'base64url'), proofOf(credential, endsAt, secret));
  return fits ? username : null;
}
