import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, formatInstant, formatNumber, formatPercent, MISSING } from '#app/ui/format.ts';

const digits = (text: string) =>
  text
    .replaceAll(/[^\d]+/g, ' ')
    .trim()
    .split(' ')
    .map(Number);

describe('days', () => {
  it('reads as an office writes it', () => {
    expect(formatDay('2025-03-08')).toBe('2025年3月8日');
  });

  it('loses nothing of the day', () => {
    const day = fc.date({ min: new Date('1949-10-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text = date.toISOString().slice(0, 10);
        expect(digits(formatDay(text))).toEqual(digits(text));
      }),
    );
  });

  it('leaves alone what is no day', () => {
    expect(formatDay('年份不详')).toBe('年份不详');
  });
});

describe('instants', () => {
  it('shows the clock in Shanghai, whatever the clock of the server', () => {
    expect(formatInstant('2026-11-24T08:20:00Z')).toBe('2026年11月24日 16:20');
    expect(formatInstant('2025-12-31T16:00:00.000Z')).toBe('2026年1月1日 00:00');
  });

  it('is eight hours ahead of UTC', () => {
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, (date) => {
        const [year, month, day, hour, minute] = digits(formatInstant(date.toISOString()));
        const shifted = new Date(date.getTime() + 8 * 3_600_000).toISOString();
        expect([year, month, day, hour, minute]).toEqual(digits(shifted).slice(0, 5));
      }),
    );
  });
});

describe('numbers', () => {
  it('groups by thousands and keeps two decimals at most', () => {
    expect(formatNumber(1234.5)).toBe('1,234.5');
    expect(formatNumber(0.005)).toBe('0.01');
    expect(formatNumber(0)).toBe('0');
  });

  it('is within half a hundredth of the value', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const read = Number(formatNumber(value).replaceAll(',', ''));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.005 + Math.abs(value) * 1e-12);
      }),
    );
  });

  it('never shows a minus before nought', () => {
    expect(formatNumber(-0)).toBe('0');
    expect(formatNumber(-0.001)).toBe('0');
    expect(formatPercent(-0.0001)).toBe('0.0 %');
  });

  it('gives percentages one decimal', () => {
    expect(formatPercent(0.3012)).toBe('30.1 %');
    expect(formatPercent(1)).toBe('100.0 %');
  });
});

describe('what was not collected', () => {
  it('is said, and never reads as 0', () => {
    for (const format of [formatNumber, formatPercent]) {
      for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) expect(format(value)).toBe(MISSING);
    }
    for (const format of [formatDay, formatInstant]) {
      for (const value of [null, undefined, '']) expect(format(value)).toBe(MISSING);
    }
  });
});
