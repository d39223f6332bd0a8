/** The ends of certificates as a calendar that phones and mail programs subscribe to. */
import { addDays } from '#app/day.ts';
import { formatDay } from '#app/ui/format.ts';
import type { Certificate } from './certificate.repository.server.ts';
import { certificateStateOn, renewalDue } from './certificate.rules.ts';
import { contentLines, dateValue, escapeText, instantValue } from './ical.rules.ts';
import { schemes } from './scheme.rules.ts';

export interface CalendarCertificate
  extends Pick<
    Certificate,
    'id' | 'scheme' | 'number' | 'productName' | 'producerName' | 'validFrom' | 'validTo' | 'events'
  > {
  /** When it, what was decided about it or its renewal was last written: an instant in UTC. */
  changedAt: string;
  /** Whether an accepted certificate continues it. */
  renewed: boolean;
}

interface CalendarRequest {
  /** The day for which the calendar is made. */
  today: string;
  /** The page of a certificate. */
  href: (id: string) => string;
}

/** Ends that passed before this day are left out. */
export const firstKept = (today: string) => addDays(today, -365);
const alarmDays = 90;

/**
 * An iCalendar (RFC 5545) with an all-day event on the last day of each certificate and an alarm 90 days before. What
 * was revoked and what has no end is left out; what is renewed gives no alarm. The same certificates give the same
 * bytes on the same day.
 */
export function calendarOf(certificates: readonly CalendarCertificate[], { today, href }: CalendarRequest): string {
  const events = certificates.flatMap((certificate) => eventOf(certificate, { today, href }));
  return contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Qingxi Rural Register//Certificates//ZH',
    'CALSCALE:GREGORIAN',
    'NAME:证书到期',
    'X-WR-CALNAME:证书到期',
    'REFRESH-INTERVAL;VALUE=DURATION:P1D',
    'X-PUBLISHED-TTL:P1D',
    ...events,
    'END:VCALENDAR',
  ]);
}

function eventOf(certificate: CalendarCertificate, { today, href }: CalendarRequest): string[] {
  const { id, validTo, productName, changedAt, renewed, events } = certificate;
  const state = certificateStateOn(certificate, events, today);
  if (validTo === null || state === 'revoked' || validTo < firstKept(today)) return [];
  const suffix = [...(renewed ? ['已续展'] : []), ...(state === 'suspended' ? ['已暂停'] : [])];
  const summary = [`${productName}证书到期`, ...suffix.map((word) => `（${word}）`)].join('');
  return [
    'BEGIN:VEVENT',
    `UID:certificate-${id}@qingxi-rural-register`,
    `DTSTAMP:${instantValue(changedAt)}`,
    `DTSTART;VALUE=DATE:${dateValue(validTo)}`,
    `DTEND;VALUE=DATE:${dateValue(addDays(validTo, 1))}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(describe(certificate))}`,
    `URL:${href(id)}`,
    'TRANSP:TRANSPARENT',
    ...(renewed ? [] : alarmOf(summary)),
    'END:VEVENT',
  ];
}

const alarmOf = (summary: string) => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escapeText(`${summary}，还有 ${alarmDays} 天`)}`,
  `TRIGGER:-P${alarmDays}D`,
  'END:VALARM',
];

function describe(certificate: CalendarCertificate): string {
  const { scheme, number, producerName, validTo, renewed } = certificate;
  const due = renewalDue(certificate);
  return [
    `${schemes[scheme].word} ${number}`,
    `持证主体：${producerName}`,
    `有效期至${formatDay(validTo)}，含当天`,
    ...(renewed ? ['已续展'] : [`应在${formatDay(due)}前申请续展`]),
  ].join('\n');
}
