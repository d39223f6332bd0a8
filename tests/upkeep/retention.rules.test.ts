import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOfName, nameOfBackup, outlived } from '#app/upkeep/retention.rules.ts';
import { isDue, lastSlot } from '#app/upkeep/schedule.rules.ts';

const aDay = 24 * 60 * 60 * 1000;
const first = Date.parse('2026-01-01T00:00:00Z');
const seconds = fc.integer({ min: 0, max: 900 * 24 * 60 * 60 });
const names = fc
  .uniqueArray(seconds, { maxLength: 120 })
  .map((list) => list.sort((a, b) => a - b).map((second) => nameOfBackup(new Date(first + second * 1000))));
const kept = (list: readonly string[]) => {
  const gone = new Set(outlived(list));
  return list.filter((name) => !gone.has(name));
};

describe('which backups stay', () => {
  test('a name says when its backup was made, by the clock in Shanghai', () => {
    const at = new Date('2026-11-23T18:30:05Z');
    expect(nameOfBackup(at)).toBe('register-2026-11-24-023005.sqlite');
    expect(instantOfName(nameOfBackup(at))).toEqual(at);
  });

  test('three years of nights leave fourteen days, eight weeks, twelve months', () => {
    const nights = Array.from({ length: 1100 }, (_, night) => nameOfBackup(new Date(first + night * aDay)));
    const left = kept(nights);
    const [newest = ''] = left.slice(-1);
    expect(newest).toBe(nights.at(-1));
    expect(left.slice(-14)).toEqual(nights.slice(-14));
    // Days that end a week or a month count once: 14 + 6 earlier Sundays + 11 earlier ends of months, one of them a Sunday at most.
    expect(left.length).toBeGreaterThanOrEqual(14 + 6 + 9);
    expect(left.length).toBeLessThanOrEqual(14 + 8 + 12);
    expect(left.filter((name) => /-(28|29|30|31)-/.test(name)).length).toBeGreaterThanOrEqual(11);
  });

  test('the newest stays, and so does the newest of each of the last fourteen days', () => {
    fc.assert(
      fc.property(names, (list) => {
        const left = kept(list);
        expect(left.at(-1)).toBe(list.at(-1));
        const lastDays = [...new Set(list.map((name) => name.slice(9, 19)))].slice(-14);
        for (const day of lastDays) expect(left).toContain(list.filter((name) => name.slice(9, 19) === day).at(-1));
      }),
    );
  });

  test('removing every night, or once at the end, leaves the same', () => {
    fc.assert(
      fc.property(names, (list) => {
        let nightly: string[] = [];
        for (const name of list) nightly = kept([...nightly, name]);
        expect(nightly).toEqual(kept(list));
      }),
    );
  });

  test('a file that is no backup of ours is never removed', () => {
    fc.assert(
      fc.property(names, fc.array(fc.string()), (list, strangers) => {
        const foreign = strangers.filter((name) => instantOfName(name) === null);
        expect(outlived([...list, ...foreign]).filter((name) => foreign.includes(name))).toEqual([]);
      }),
    );
    expect(instantOfName('register-2026-02-30-000000.sqlite')).toBeNull();
    expect(instantOfName('register-2026-02-20-000000.sqlite.unfinished')).toBeNull();
  });
});

describe('when the night’s work is due', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const instant = seconds.map((second) => new Date(first + second * 1000));

  test('the last slot lies within the last day, and shows the time in Shanghai', () => {
    fc.assert(
      fc.property(instant, time, (now, at) => {
        const slot = lastSlot(now, at);
        expect(now.getTime() - slot.getTime()).toBeGreaterThanOrEqual(0);
        expect(now.getTime() - slot.getTime()).toBeLessThan(aDay);
        expect(slot.toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' }).slice(0, 5)).toBe(at);
      }),
    );
  });

  test('once a night, and in the morning where the night was missed', () => {
    const at = (text: string) => new Date(`${text}+08:00`);
    expect(isDue(at('2026-11-24T02:29:59'), '02:30', at('2026-11-23T02:30:10'))).toBe(false);
    expect(isDue(at('2026-11-24T02:30:00'), '02:30', at('2026-11-23T02:30:10'))).toBe(true);
    expect(isDue(at('2026-11-24T02:31:00'), '02:30', at('2026-11-24T02:30:00'))).toBe(false);
    expect(isDue(at('2026-11-24T09:00:00'), '02:30', at('2026-11-22T02:30:00'))).toBe(true);
    expect(isDue(at('2026-11-24T09:00:00'), '02:30', null)).toBe(true);
  });
});
