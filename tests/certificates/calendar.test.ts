/** The calendar of certificates, read line by line as a phone reads it. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { deleteFeed } from '#app/accounts/calendar-feed.repository.server.ts';
import { resetPassword, switchAccount } from '#app/accounts/manage-account.server.ts';
import { type CalendarCertificate, calendarOf } from '#app/certificates/calendar.rules.ts';
import { listCertificates } from '#app/certificates/certificate.repository.server.ts';
import { DecideCertificate } from '#app/certificates/certificate.schema.ts';
import { decideCertificate } from '#app/certificates/hand-in.server.ts';
import { contentLines, escapeText } from '#app/certificates/ical.rules.ts';
import { openCalendar, renewCalendar } from '#app/certificates/open-calendar.server.ts';
import { addDays } from '#app/day.ts';
import type { Db } from '#db/client.server.ts';
import { demoRegister } from '#tests/support/database.ts';

const today = '2026-11-24';
const at = new Date('2026-11-24T04:00:00Z');
const href = (id: string) => `https://register.example/certificates/${id}`;

/** Lines unfolded (RFC 5545, 3.1). */
const unfold = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
const plainText = (value: string) =>
  value.replace(/\\(n|.)/gi, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark));

type Component = Record<string, string> & { alarm?: string };

/** The events of a calendar, each a record of its properties; its alarm's trigger apart. */
function eventsOf(calendar: string): Component[] {
  const events: Component[] = [];
  const open: string[] = [];
  for (const line of unfold(calendar)) {
    const [, name = '', value = ''] = /^([A-Z-]+(?:;[^:]*)?):(.*)$/.exec(line) ?? [];
    expect(name, line).not.toBe('');
    if (name === 'BEGIN') open.push(value);
    if (name === 'BEGIN' && value === 'VEVENT') events.push({});
    if (name === 'END') expect(open.pop()).toBe(value);
    const event = events.at(-1);
    if (event === undefined || name === 'BEGIN' || name === 'END') continue;
    if (open.at(-1) === 'VEVENT') event[name] = plainText(value);
    if (open.at(-1) === 'VALARM' && name === 'TRIGGER') event.alarm = value;
  }
  expect(open).toEqual([]);
  return events;
}

const certificate = (more: Partial<CalendarCertificate> = {}): CalendarCertificate => ({
  ...{ id: 'c1', scheme: 'green-a', number: 'LB-15-1711196965A', productName: '练塘茭白', producerName: '演示合作社' },
  ...{ validFrom: '2024-01-01', validTo: '2026-12-31', events: [], renewed: false },
  changedAt: '2026-11-20T03:04:05.678Z',
  ...more,
});
const calendar = (...certificates: CalendarCertificate[]) => calendarOf(certificates, { today, href });

describe('a calendar', () => {
  test('has an all-day event on the last day with an alarm ninety days before', () => {
    const text = calendar(certificate());
    expect(unfold(text).slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', expect.stringMatching(/^PRODID:/)]);
    expect(eventsOf(text)).toEqual([
      expect.objectContaining({
        UID: 'certificate-c1@qingxi-rural-register',
        DTSTAMP: '20261120T030405Z',
        'DTSTART;VALUE=DATE': '20261231',
        'DTEND;VALUE=DATE': '20270101',
        SUMMARY: '练塘茭白证书到期',
        URL: href('c1'),
        alarm: '-P90D',
      }),
    ]);
    expect(eventsOf(text)[0]?.DESCRIPTION).toContain('应在2026年9月30日前申请续展');
    expect(calendar(certificate()), 'the same bytes again').toBe(text);
  });

  test('leaves out what has no end, was revoked or ended long ago; what is renewed gives no alarm', () => {
    const revoked = [{ sequence: 1, kind: 'revoked' as const, day: '2026-10-01', reason: '抽检' }];
    const suspended = [{ sequence: 1, kind: 'suspended' as const, day: '2026-10-01', reason: '抽检' }];
    const events = eventsOf(
      calendar(
        certificate({ id: 'none', validTo: null }),
        certificate({ id: 'revoked', events: revoked }),
        certificate({ id: 'old', validTo: addDays(today, -366) }),
        certificate({ id: 'past', validTo: addDays(today, -365) }),
        certificate({ id: 'renewed', renewed: true }),
        certificate({ id: 'suspended', events: suspended }),
      ),
    );
    expect(events.map(({ UID }) => UID?.split('@')[0])).toEqual([
      ...['certificate-past', 'certificate-renewed', 'certificate-suspended'],
    ]);
    expect(events[1]).toMatchObject({ SUMMARY: '练塘茭白证书到期（已续展）' });
    expect(events[1]).not.toHaveProperty('alarm');
    expect(events[2]?.SUMMARY).toContain('已暂停');
  });

  test('carries any name unharmed: escaped, folded at 75 octets, inside no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const text = calendar(certificate({ productName: name }));
        const lines = text.split('\r\n');
        expect(text.endsWith('\r\n')).toBe(true);
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
        }
        const plain = name.replace(/\r\n?|\n/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
        expect(eventsOf(text)[0]?.SUMMARY).toBe(`${plain}证书到期`);
      }),
    );
    expect(escapeText('a;b,c\\d\r\ne')).toBe('a\\;b\\,c\\\\d\\ne');
    expect(contentLines(['x'.repeat(76)])).toBe(`${'x'.repeat(75)}\r\n x\r\n`);
  });
});

describe('its address', () => {
  let db: Db;
  beforeEach(async () => {
    db = await demoRegister();
  });

  const address = (username: string) => renewCalendar(db, { username, at });
  const read = async (token: string) => eventsOf(await openCalendar(db, { token, today, href }));
  const idsOf = async (token: string) =>
    (await read(token)).map(({ UID = '' }) => UID.replace(/^certificate-|@.*$/g, '')).sort();

  test('shows what is in the care of its account: a producer its own, a town its town’s, the district all', async () => {
    const all = (await listCertificates(db)).filter(
      ({ validTo, events }) =>
        validTo !== null && validTo >= addDays(today, -365) && events.every(({ kind }) => kind !== 'revoked'),
    );
    const among = (wanted: (row: (typeof all)[number]) => boolean) =>
      all
        .filter(wanted)
        .map(({ id }) => id)
        .sort();
    expect(all.length).toBeGreaterThan(3);
    expect(await idsOf(await address('district'))).toEqual(among(() => true));
    expect(await idsOf(await address('jinze'))).toEqual(among(({ townCode }) => townCode === '310118104'));
    const own = await idsOf(await address('coop'));
    expect(own).toEqual(among(({ producerId }) => producerId === 'demo-coop'));
    expect(own.length).toBeGreaterThan(0);
  });

  test('is long, kept as a hash, and opens nothing once it is made anew, revoked, its password reset or its account closed', async () => {
    const first = await address('coop');
    expect(Buffer.from(first, 'base64url')).toHaveLength(32);
    const kept = await db.selectFrom('calendarFeed').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(first);
    const second = await address('coop');
    await expect(read(first)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(read(kept[0]?.tokenHash ?? '')).rejects.toMatchObject({ kind: 'not-found' });
    expect((await read(second)).length).toBeGreaterThan(0);
    await deleteFeed(db, 'coop');
    await expect(read(second)).rejects.toMatchObject({ kind: 'not-found' });
    const third = await address('coop');
    await resetPassword(db, { username: 'coop', password: 'a fresh first password', by: 'district', now: at });
    await expect(read(third)).rejects.toMatchObject({ kind: 'not-found' });
    const fourth = await address('coop');
    await switchAccount(db, { username: 'coop', active: 0, by: 'district', now: at });
    await expect(read(fourth)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('is stamped anew when an office decides, and loses what was revoked', async () => {
    const token = await address('district');
    const id = 'demo-wangjin-1-c2';
    const stampOf = async () => (await read(token)).find(({ UID }) => UID?.includes(id))?.DTSTAMP;
    const decide = (kind: string, when: Date) =>
      decideCertificate(db, {
        ...{ id, account: 'zhujiajiao', at: when },
        form: DecideCertificate.parse({ kind, day: '2026-11-20', reason: '抽检' }),
      });
    const before = await stampOf();
    await decide('suspended', at);
    expect([before !== '20261124T040000Z', await stampOf()]).toEqual([true, '20261124T040000Z']);
    await decide('revoked', at);
    expect(await stampOf()).toBeUndefined();
  });
});
