import { createHash, randomBytes } from 'node:crypto';
import { findFeedReader, putFeed } from '#app/accounts/calendar-feed.repository.server.ts';
import { type Scope, scopeOf } from '#app/accounts/policy.rules.ts';
import { notFound } from '#app/problem.ts';
import type { Db } from '#db/client.server.ts';
import { listCertificateInstants, listRenewals } from './calendar.repository.server.ts';
import { type CalendarCertificate, calendarOf, firstKept } from './calendar.rules.ts';
import { type Certificate, countCertificates, listCertificates } from './certificate.repository.server.ts';
import { careOf } from './certificate-filter.repository.server.ts';

/** What the database keeps of an address: a copy of it opens no calendar. The token is too long to be guessed. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/**
 * Makes an account's calendar address anew, and the one before invalid.
 *
 * @returns the token, which cannot be read again
 */
export async function renewCalendar(db: Db, { username, at }: { username: string; at: Date }): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await putFeed(db, { username, tokenHash: hashOf(token), createdAt: at.toISOString() });
  return token;
}

interface CalendarRequest {
  token: string;
  today: string;
  href: (id: string) => string;
}

/**
 * The calendar behind an address: the certificates in the care of its account, as the account stands today.
 *
 * @throws Problem `not-found` for an address that was never given out, was revoked, or whose account is closed
 */
export async function openCalendar(db: Db, { token, today, href }: CalendarRequest): Promise<string> {
  const reader = await findFeedReader(db, hashOf(token));
  if (reader === null) throw notFound('这份日历');
  const own = await listInCare(db, scopeOf(reader), today);
  const ids = own.map(({ id }) => id);
  const renewals = await listRenewals(db, ids);
  const instants = await listCertificateInstants(db, [...ids, ...renewals.values()]);
  const certificates = own.map((certificate): CalendarCertificate => {
    const renewal = renewals.get(certificate.id);
    const written = [certificate.id, renewal].map((id) => (id === undefined ? '' : (instants.get(id) ?? '')));
    return { ...certificate, changedAt: written.sort().at(-1) ?? '', renewed: renewal !== undefined };
  });
  return calendarOf(certificates, { today, href });
}

/** A calendar holds no more: of more, as the district of many towns has, those that end next. */
const mostInCalendar = 1_000;

async function listInCare(db: Db, scope: Scope, today: string): Promise<Certificate[]> {
  const care = careOf(scope);
  if (care === null) return [];
  const endingFrom = (from: string) => ({ ...care, within: { from, to: '9999-12-31' } });
  const all = endingFrom(firstKept(today));
  const isLong = (await countCertificates(db, all)) > mostInCalendar;
  return listCertificates(db, isLong ? endingFrom(today) : all, mostInCalendar);
}
