import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkLineage, checkProposal, endOn, maySettle, nameOn, searchTerm } from '#app/villages/village.rules.ts';

const days = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10));

/** A village's names one after another, each from its own day on; the first was always there. */
const naming = fc
  .uniqueArray(days, { minLength: 0, maxLength: 5 })
  .map((list) => [...list].sort())
  .map((list) => ({
    days: list,
    names: [...list, ''].map((_, place) => `第${place}村`),
    events: list.map((day, place) => ({ kind: 'renamed' as const, day, oldName: `第${place}村` })),
  }));

describe('nameOn', () => {
  it('is on each day the name that was given last, whatever the order of the events', () => {
    fc.assert(
      fc.property(naming, days, fc.boolean(), ({ days: changed, names, events }, asOf, turned) => {
        const present = names.at(-1) ?? '';
        const given = changed.filter((day) => day <= asOf).length;
        expect(nameOn(present, turned ? [...events].reverse() : events, asOf)).toBe(names[given]);
      }),
    );
  });

  it('is the new name from the very day of the renaming on', () => {
    const events = [{ kind: 'renamed' as const, day: '2024-03-01', oldName: '甲村' }];
    expect(nameOn('乙村', events, '2024-02-29')).toBe('甲村');
    expect(nameOn('乙村', events, '2024-03-01')).toBe('乙村');
  });

  it('keeps its name when it ends', () => {
    expect(nameOn('甲村', [{ kind: 'merged', day: '2024-03-01', oldName: '甲村' }], '2025-01-01')).toBe('甲村');
  });
});

describe('endOn', () => {
  const events = [
    { kind: 'renamed' as const, day: '2022-01-01', oldName: '甲村' },
    { kind: 'merged' as const, day: '2024-03-01', oldName: '乙村' },
  ];
  it('is nothing before the day and the event from it on', () => {
    expect(endOn(events, '2024-02-29')).toBeNull();
    expect(endOn(events, '2024-03-01')).toBe(events[1]);
  });
});

describe('searchTerm', () => {
  it.each([
    ['ＺＭ', 'zm'],
    [' Zhang Ma ', 'zhangma'],
    ['张马村　', '张马村'],
    ['３１０１１８', '310118'],
  ])('%s is %s', (typed, term) => expect(searchTerm(typed)).toBe(term));

  it('changes nothing more when asked again, and is null only for blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const term = searchTerm(typed);
        if (term !== null) expect(searchTerm(term)?.normalize('NFKC')).toBe(term.normalize('NFKC'));
        else expect(typed.normalize('NFKC').trim()).toBe('');
      }),
    );
  });
});

describe('retention', () => {
  const waiting = { retention: 'unconfirmed', retentionProposal: 'retained', retentionProposedBy: 'jinze' } as const;
  it('is not proposed twice, nor what it is already', () => {
    expect(checkProposal(waiting, 'retained')).toHaveLength(1);
    expect(checkProposal({ ...waiting, retention: 'not-retained' }, 'not-retained')).toHaveLength(1);
    expect(checkProposal(waiting, 'not-retained')).toEqual([]);
  });
  it('is settled by anybody but who proposed it, and only while it waits', () => {
    expect(maySettle(waiting, 'district')).toBe(true);
    expect(maySettle(waiting, 'jinze')).toBe(false);
    expect(maySettle({ ...waiting, retentionProposal: null }, 'district')).toBe(false);
  });
});

describe('checkLineage', () => {
  const event = { day: '2024-03-01', newName: null, successorCode: null, documentNumber: null, note: null };
  const around = {
    ...{ present: '甲村', code: '1', events: [], successor: undefined, nameTaken: false, today: '2025-01-01' },
  };
  const paths = (problems: { path: string }[]) => problems.map(({ path }) => path);

  it('takes a renaming to a free name', () => {
    expect(checkLineage({ ...event, kind: 'renamed', newName: '乙村' }, around)).toEqual([]);
  });
  it('refuses the present name, a taken one, a day to come, a day not after the last event', () => {
    const renaming = { ...event, kind: 'renamed' as const, newName: '乙村' };
    expect(paths(checkLineage({ ...renaming, newName: '甲村' }, around))).toEqual(['newName']);
    expect(paths(checkLineage(renaming, { ...around, nameTaken: true }))).toEqual(['newName']);
    expect(paths(checkLineage(renaming, { ...around, today: '2024-02-29' }))).toEqual(['day']);
    const events = [{ kind: 'renamed' as const, day: '2024-03-01', oldName: '丙村' }];
    expect(paths(checkLineage(renaming, { ...around, events }))).toEqual(['day']);
  });
  it('merges only into another village that still exists on the day', () => {
    const merger = { ...event, kind: 'merged' as const, successorCode: '2' };
    const end = { kind: 'abolished' as const, day: '2024-01-01', oldName: null };
    expect(paths(checkLineage(merger, around))).toEqual(['successorCode']);
    expect(paths(checkLineage(merger, { ...around, successor: { code: '1', events: [] } }))).toEqual(['successorCode']);
    expect(paths(checkLineage(merger, { ...around, successor: { code: '2', events: [end] } }))).toEqual([
      'successorCode',
    ]);
    expect(
      checkLineage(merger, { ...around, successor: { code: '2', events: [{ ...end, day: '2024-06-01' }] } }),
    ).toEqual([]);
  });
  it('takes nothing more of a village that has ended', () => {
    const events = [{ kind: 'merged' as const, day: '2023-01-01', oldName: null }];
    expect(paths(checkLineage({ ...event, kind: 'abolished' }, { ...around, events }))).toEqual(['kind']);
  });
});
