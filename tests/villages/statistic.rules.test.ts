import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerFields, ledgerGroups } from '#app/villages/statistic.fields.ts';
import { checkJumps, checkLand, jumps, nearestEarlier } from '#app/villages/statistic.rules.ts';
import { AmendStatistics, type Ledger } from '#app/villages/statistic.schema.ts';

const nothing = Object.fromEntries(ledgerFields.map((field) => [field, null])) as Ledger;
const ledger = (values: Partial<Ledger>): Ledger => ({ ...nothing, ...values });
const paths = (problems: { path: string }[]) => problems.map(({ path }) => path);

describe('the form', () => {
  const parse = (fields: Record<string, string>) => AmendStatistics.parse({ change: '1', ...fields });

  it('takes digits as they are pasted, and keeps what is empty as not collected', () => {
    const { registeredPopulation, farmland, households, collectiveIncome } = parse({
      ...{ registeredPopulation: '１，２３４', farmland: ' 1,234.56　', households: '', collectiveIncome: '－12.5' },
    });
    expect({ registeredPopulation, farmland, households, collectiveIncome }).toEqual({
      ...{ registeredPopulation: 1234, farmland: 1234.56, households: null, collectiveIncome: -12.5 },
    });
  });
  it.each([
    ['registeredPopulation', '12.5'],
    ['registeredPopulation', '-1'],
    ['farmland', '1.234'],
    ['area', '-0.1'],
    ['households', '很多'],
  ])('refuses %s %s', (field, text) => {
    const parsed = AmendStatistics.safeParse({ change: '1', [field]: text });
    expect(parsed.error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
  it('shows every field exactly once', () => {
    expect(ledgerGroups.flatMap(({ fields }) => fields)).toEqual(ledgerFields);
  });
});

describe('checkLand', () => {
  it('compares 亩 with km²: 2 km² are 3000 亩', () => {
    expect(checkLand(ledger({ area: 2, farmland: 3000 }))).toEqual([]);
    expect(paths(checkLand(ledger({ area: 2, farmland: 3010 })))).toEqual(['farmland']);
    expect(paths(checkLand(ledger({ area: 2, grainField: 3010 })))).toEqual(['grainField']);
  });
  it('adds what cannot overlap, and does not add fields within the farmland', () => {
    expect(paths(checkLand(ledger({ area: 2, farmland: 2000, woodland: 600, fishpond: 500 })))).toEqual(['area']);
    expect(
      checkLand(ledger({ area: 2, farmland: 2000, grainField: 1500, vegetableField: 500, woodland: 900 })),
    ).toEqual([]);
  });
  it('says nothing where the area is not collected', () => {
    expect(checkLand(ledger({ farmland: 99999 }))).toEqual([]);
  });
});

describe('jumps', () => {
  const year = fc.integer({ min: 2015, max: 2025 });
  const value = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: null });
  const others = fc.uniqueArray(fc.record({ year, households: value }), { selector: (row) => row.year });

  it('asks exactly where the nearest earlier value differs by more than half of it', () => {
    fc.assert(
      fc.property(others, year, value, (rows, asked, now) => {
        const ledgers = rows.map((row) => ({ ...ledger(row), year: row.year }));
        const before = nearestEarlier(ledgers, asked, 'households');
        const found = jumps(ledger({ households: now }), asked, ledgers);
        const jumped = before !== null && now !== null && (now > before.value * 1.5 || now < before.value / 2);
        expect(found.map(({ field }) => field)).toEqual(jumped ? ['households'] : []);
      }),
    );
  });
  it('passes over years that were not collected, and never looks ahead', () => {
    const ledgers = [
      { ...ledger({ households: 100 }), year: 2021 },
      { ...nothing, year: 2022 },
      { ...ledger({ households: 900 }), year: 2024 },
    ];
    expect(nearestEarlier(ledgers, 2023, 'households')).toEqual({ year: 2021, value: 100 });
    expect(nearestEarlier(ledgers, 2021, 'households')).toBeNull();
  });
  it('names field and both values, and is content with a confirmation', () => {
    const found = jumps(ledger({ households: 900 }), 2022, [{ ...ledger({ households: 400 }), year: 2021 }]);
    const [error] = checkJumps(found, false);
    expect(error).toMatchObject({
      path: 'confirmJump',
      message: expect.stringMatching(/户数由2021年的 400 户变为 900 户/),
    });
    expect(checkJumps(found, true)).toEqual([]);
    expect(checkJumps([], false)).toEqual([]);
  });
  it('does not ask about a handful of party members', () => {
    expect(jumps(ledger({ partyMembers: 12 }), 2022, [{ ...ledger({ partyMembers: 6 }), year: 2021 }])).toEqual([]);
  });
});
