/** The rate and its ageing: the laws of domain section 7, and the forecast against a scan day by day. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths } from '#app/day.ts';
import { forecastGreenRate, forecastGround } from '#app/plan/green-forecast.rules.ts';
import { type GreenGround, greenRate, greenRateOn } from '#app/plan/green-rate.rules.ts';
import { GreenRateSettings } from '#app/plan/method.schema.ts';
import { input } from './figure-input.ts';

const towns = ['310118102', '310118103', '310118104'] as const;
const all = { towns, category: null };
const standard = GreenRateSettings.parse({});

const certificate = (over: Partial<GreenGround['certificates'][number]> = {}) => ({
  ...{ id: 'c1', productId: 'p1', scheme: 'green-a' as const, number: 'LB-15-1711196965A', approvedOutput: 40 },
  ...{ validFrom: '2024-01-01', validTo: '2026-12-31', events: [] },
  ...over,
});
const product = (over: Partial<GreenGround['products'][number]> = {}) => ({
  ...{ id: 'p1', name: '米', producerName: '社', townCode: towns[0], villageCode: null },
  ...{ category: 'grain' as const, status: 'public' as const },
  ...over,
});
const ground = (over: Partial<GreenGround> = {}): GreenGround => ({
  products: [product()],
  certificates: [certificate()],
  outputs: [{ productId: 'p1', year: 2025, tonnes: 50, review: 'accepted' }],
  localOutputs: towns.map((townCode) => ({ townCode, year: 2025, category: 'grain', tonnes: 40 })),
  ...over,
});
const onDay = (given: GreenGround, settings = standard, asOf = '2025-12-31') => greenRateOn(given, settings, all, asOf);
const reason = (given: GreenGround, settings = standard, asOf = '2025-12-31') =>
  onDay(given, settings, asOf).items[0]?.left;

describe('the rate', () => {
  test('is the smaller of actual and approved output over the local output, by weight', () => {
    expect(onDay(ground())).toMatchObject({ year: 2025, certified: 40, local: 120, value: 4000 / 120 });
    expect(onDay(ground(), { ...standard, amount: 'actual' }).value).toBe(5000 / 120);
  });

  test('is nothing, and not 0, while local output is not collected', () => {
    expect(onDay(ground({ localOutputs: [] }))).toMatchObject({
      year: null,
      certified: null,
      local: null,
      value: null,
    });
    const oneTownMissing = ground({ localOutputs: ground().localOutputs.slice(1) });
    expect(onDay(oneTownMissing).value).toBeNull();
    const zero = ground({
      localOutputs: towns.map((townCode) => ({ townCode, year: 2025, category: 'grain', tonnes: 0 })),
    });
    expect(onDay(zero).value).toBeNull();
  });

  test('takes the newest year that was collected, and certificates of the day asked for', () => {
    expect(onDay(ground(), standard, '2026-12-31').value).toBe(4000 / 120);
    expect(onDay(ground(), standard, '2027-01-01')).toMatchObject({ year: 2025, certified: 0, value: 0 });
  });

  test('counts each product once, by the certificate that lets most of it count', () => {
    const twice = ground({
      certificates: [certificate(), certificate({ id: 'c2', scheme: 'organic', approvedOutput: 45 })],
    });
    expect(onDay(twice).certified).toBe(45);
    expect(onDay(twice).items).toHaveLength(1);
  });

  test('milled rice is counted alike on both sides, vegetables as they are', () => {
    const milled = { ...standard, rice: 'milled' as const, factor: 0.5 };
    expect(onDay(ground(), milled)).toMatchObject({ certified: 20, local: 60 });
    const leaves = ground({ products: [product({ category: 'vegetable' })] });
    expect(onDay(leaves, milled).certified).toBe(40);
  });

  test.each([
    ['no-certificate', { certificates: [] }],
    ['scheme-not-counted', { certificates: [certificate({ scheme: 'famous' })] }],
    ['not-covered', { certificates: [certificate({ validTo: '2025-12-30' })] }],
    [
      'not-covered',
      { certificates: [certificate({ events: [{ sequence: 1, kind: 'suspended', day: '2025-12-31' }] })] },
    ],
    ['output-missing', { outputs: [] }],
    ['output-missing', { outputs: [{ productId: 'p1', year: 2025, tonnes: null, review: 'accepted' }] }],
    ['output-not-accepted', { outputs: [{ productId: 'p1', year: 2025, tonnes: 9, review: 'submitted' }] }],
    ['product-withdrawn', { products: [product({ status: 'withdrawn' })] }],
  ] as [string, Partial<GreenGround>][])('leaves a product out and says why: %s', (wanted, over) => {
    expect(reason(ground(over))).toBe(wanted);
  });

  test('valid on any day of the year counts what ended in it', () => {
    const ended = ground({ certificates: [certificate({ validTo: '2025-03-01' })] });
    expect(reason(ended)).toBe('not-covered');
    expect(reason(ended, { ...standard, valid: 'any-day-of-year' })).toBeNull();
  });

  test('is never rounded up to its target', () => {
    const just = ground({
      outputs: [{ productId: 'p1', year: 2025, tonnes: 29.999, review: 'accepted' }],
      localOutputs: [{ townCode: towns[0], year: 2025, category: 'grain', tonnes: 100 }],
    });
    expect(greenRateOn(just, standard, { towns: [towns[0]], category: null }, '2025-12-31').value).toBeLessThan(30);
    const exact = { ...just, outputs: [{ productId: 'p1', year: 2025, tonnes: 30, review: 'accepted' as const }] };
    expect(greenRateOn(exact, standard, { towns: [towns[0]], category: null }, '2025-12-31').value).toBe(30);
  });
});

test('its target is not judged while an output or a local output that would turn it is missing', () => {
  const met = (green: GreenGround) => {
    const { method, target, ...rest } = input('coverage', { green });
    const settings = JSON.stringify(standard);
    return greenRate({ ...rest, method: { ...method, settings }, target: target && { ...target, value: 30 } }).met;
  };
  expect(met(ground())).toBe(true);
  expect(met(ground({ certificates: [certificate({ approvedOutput: 20 })] }))).toBe(false);
  expect(met(ground({ outputs: [] }))).toBeNull();
  const asFruit = ground({ products: [product({ category: 'fruit' })] });
  expect(met(asFruit)).toBeNull();
});

const anyDay = fc.integer({ min: -300, max: 900 }).map((count) => addDays('2026-01-01', count));
const anyGround = fc
  .array(
    fc.record({
      productId: fc.constantFrom('p1', 'p2', 'p3', 'p4'),
      scheme: fc.constantFrom('green-a' as const, 'organic' as const, 'famous' as const),
      approvedOutput: fc.option(fc.integer({ min: 1, max: 40 })),
      validFrom: anyDay,
      days: fc.option(fc.integer({ min: 0, max: 700 })),
      stop: fc.option(anyDay),
    }),
    { maxLength: 8 },
  )
  .map(
    (certificates): GreenGround => ({
      products: ['p1', 'p2', 'p3', 'p4'].map((id, place) => product({ id, townCode: towns[place % 3] ?? towns[0] })),
      certificates: certificates.map(({ days, stop, ...rest }, place) => ({
        ...{ id: `c${place}`, number: `n${place}`, ...rest },
        validTo: days === null ? null : addDays(rest.validFrom, days),
        events: stop === null ? [] : [{ sequence: 1, kind: 'revoked', day: stop }],
      })),
      outputs: ['p1', 'p2', 'p3', 'p4'].map((productId) => ({ productId, year: 2025, tonnes: 25, review: 'accepted' })),
      localOutputs: towns.map((townCode) => ({ townCode, year: 2025, category: 'grain', tonnes: 40 })),
    }),
  );
const anySettings = fc.record({
  schemes: fc.constant(standard.schemes),
  amount: fc.constantFrom('smaller' as const, 'actual' as const),
  valid: fc.constantFrom('on-day' as const, 'any-day-of-year' as const),
  rice: fc.constant('paddy' as const),
  factor: fc.constant(0.7),
});

describe('the forecast', () => {
  test('equals a scan day by day', () => {
    fc.assert(
      fc.property(anyGround, anySettings, fc.integer({ min: 1, max: 60 }), (given, settings, target) => {
        const asked = { scope: all, from: '2026-01-15', target, months: 24 };
        const coming = forecastGround(given, settings, asked);
        const forecast = forecastGreenRate(coming, asked);
        expect(forecast).not.toBeNull();
        if (!forecast) return;
        let below: string | null = null;
        for (let day = asked.from; day <= addMonths(asked.from, 24); day = addDays(day, 1)) {
          const value = coming.valueOn(day);
          const step = forecast.steps.filter((each) => each.day <= day).at(-1);
          expect(step?.value, day).toBe(value);
          if (below === null && value !== null && value < target) below = day;
        }
        expect(forecast.falls?.day ?? null).toBe(below);
      }),
      { numRuns: 40 },
    );
  });

  test('names the certificates whose end brings it below, the whole last day still covered', () => {
    const asked = { scope: all, from: '2026-11-24', target: 30, months: 24 };
    expect(forecastGreenRate(forecastGround(ground(), standard, asked), asked)?.falls).toEqual({
      day: '2027-01-01',
      value: 0,
      areAll: true,
      causes: [{ certificate: 'c1', product: '米（社）', number: 'LB-15-1711196965A', endsOn: '2026-12-31' }],
    });
  });

  test('a renewal that joins without a gap keeps the rate up', () => {
    const renewed = ground({
      certificates: [certificate(), certificate({ id: 'c2', validFrom: '2027-01-01', validTo: '2029-12-31' })],
    });
    const ahead = { scope: all, from: '2026-11-24', target: 30, months: 24 };
    expect(forecastGreenRate(forecastGround(renewed, standard, ahead), ahead)?.falls).toBeNull();
  });
});
