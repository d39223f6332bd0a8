/** Certificates over time: their whole last day, suspension, renewal, and the numbers that must pass. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CertificateEvent,
  certificateStateOn,
  coversAnyDayOf,
  coversDay,
  joinOf,
  nextEvents,
  renewalDue,
  unusualEnd,
  usualEnd,
} from '#app/certificates/certificate.rules.ts';
import { firmCodeFits, numberFits, schemes, tidyNumber } from '#app/certificates/scheme.rules.ts';
import { addDays, addMonths, dayInShanghai, daysBetween } from '#app/day.ts';

const day = fc.integer({ min: 0, max: 3000 }).map((count) => addDays('2020-01-01', count));
const term = fc
  .record({ validFrom: day, days: fc.option(fc.integer({ min: 0, max: 1100 })) })
  .map(({ validFrom, days }) => ({ validFrom, validTo: days === null ? null : addDays(validFrom, days) }));
/** Events that follow each other as the register lets them. */
const events = fc
  .array(fc.record({ step: fc.integer({ min: 0, max: 300 }), pick: fc.nat(1) }), { maxLength: 5 })
  .map((steps) => {
    const made: CertificateEvent[] = [];
    let at = '2020-06-01';
    for (const { step, pick } of steps) {
      const kind = nextEvents(made)[pick];
      if (kind === undefined) break;
      at = addDays(at, step);
      made.push({ sequence: made.length + 1, kind, day: at });
    }
    return made;
  });

describe('days', () => {
  test('are counted without clocks and zones', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -4000, max: 4000 }), (from, count) => {
        expect(daysBetween(from, addDays(from, count))).toBe(count);
      }),
    );
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
  });
});

describe('a certificate', () => {
  const ending = { validFrom: '2023-12-01', validTo: '2026-11-30' };

  test('covers the whole of its last day in Shanghai, and not a minute of the next', () => {
    const lastMinute = dayInShanghai(new Date('2026-11-30T15:59:59Z'));
    const nextMinute = dayInShanghai(new Date('2026-11-30T16:00:00Z'));
    expect([lastMinute, nextMinute]).toEqual(['2026-11-30', '2026-12-01']);
    expect(certificateStateOn(ending, [], lastMinute)).toBe('ends-soon');
    expect(certificateStateOn(ending, [], nextMinute)).toBe('expired');
  });

  test('ends soon from the ninetieth day before its end', () => {
    expect(certificateStateOn(ending, [], addDays('2026-11-30', -91))).toBe('valid');
    expect(certificateStateOn(ending, [], addDays('2026-11-30', -90))).toBe('ends-soon');
    expect(renewalDue(ending)).toBe('2026-08-30');
  });

  test('never covers a day outside its term, nor one after it was revoked', () => {
    fc.assert(
      fc.property(term, events, day, (held, decided, on) => {
        if (!coversDay(held, decided, on)) return;
        expect(on >= held.validFrom && (held.validTo === null || on <= held.validTo)).toBe(true);
        expect(decided.some(({ kind, day: when }) => kind === 'revoked' && when <= on)).toBe(false);
      }),
    );
  });

  test('covers a year exactly when it covers one of its days', () => {
    fc.assert(
      fc.property(term, events, fc.integer({ min: 2019, max: 2029 }), (held, decided, year) => {
        const days = Array.from({ length: 366 }, (_, count) => addDays(`${year}-01-01`, count)).filter((each) =>
          each.startsWith(`${year}-`),
        );
        expect(coversAnyDayOf(held, decided, year)).toBe(days.some((each) => coversDay(held, decided, each)));
      }),
      { numRuns: 200 },
    );
  });

  test('suspended covers nothing until it is resumed; revoked is the end', () => {
    const decided: CertificateEvent[] = [
      { sequence: 1, kind: 'suspended', day: '2024-05-01' },
      { sequence: 2, kind: 'resumed', day: '2024-06-01' },
      { sequence: 3, kind: 'revoked', day: '2025-01-01' },
    ];
    const states = ['2024-04-30', '2024-05-01', '2024-06-01', '2025-01-01'].map((on) =>
      certificateStateOn(ending, decided, on),
    );
    expect(states).toEqual(['valid', 'suspended', 'valid', 'revoked']);
    expect(nextEvents(decided)).toEqual([]);
    expect(nextEvents(decided.slice(0, 1))).toEqual(['resumed', 'revoked']);
  });

  test('is renewed without a gap from the day after its last', () => {
    const renewal = (validFrom: string) => joinOf(ending, { validFrom, validTo: null });
    expect(renewal('2026-12-01').kind).toBe('seamless');
    expect(renewal('2026-12-11')).toEqual({ kind: 'gap', from: '2026-12-01', to: '2026-12-10' });
    expect(renewal('2026-11-21')).toEqual({ kind: 'overlap', from: '2026-11-21', to: '2026-11-30' });
  });

  test('lasts three years for green food, one for organic, and without end for a geographical indication', () => {
    expect(usualEnd('green-a', '2024-03-01')).toBe('2027-02-28');
    expect(usualEnd('organic', '2024-03-01')).toBe('2025-02-28');
    expect(usualEnd('gi-product', '2024-03-01')).toBeNull();
    const term = { scheme: 'green-a', validFrom: '2024-03-01' } as const;
    expect(unusualEnd({ ...term, validTo: '2027-02-28' })).toBeNull();
    expect(unusualEnd({ ...term, validTo: '2034-02-28' })).toBe('2027-02-28');
  });
});

describe('numbers', () => {
  test.each([
    ['green-a', 'LB-15-1711196965A'],
    ['green-a', 'LB-50-1703081720A'],
    ['green-a', 'LB-15-19012700330A'],
    ['green-a', 'LB-15-1711196965'],
    ['green-aa', 'LB-15-1711196965AA'],
    ['organic', '100OP1234567'],
    ['organic', 'F12OP1234567-2'],
    ['gi-agricultural', 'AGI01234'],
    ['famous', '任意文字'],
  ] as const)('%s: %s passes', (scheme, number) => expect(numberFits(scheme, number)).toBe(true));

  test.each([
    ['green-a', 'LB-15-1713196965A'],
    ['green-a', 'LB-15-1711196965AA'],
    ['organic', '12OP1234567'],
    ['gi-agricultural', 'AGI1234'],
  ] as const)('%s: %s is to be confirmed', (scheme, number) => expect(numberFits(scheme, number)).toBe(false));

  test('are tidied as people paste them, and every example passes', () => {
    expect(tidyNumber(' ｌｂ－15—1711196965ａ ')).toBe('LB-15-1711196965A');
    for (const [scheme, { example }] of Object.entries(schemes))
      expect(numberFits(scheme as keyof typeof schemes, example)).toBe(true);
    expect(firmCodeFits('GF310118123456')).toBe(true);
  });
});
