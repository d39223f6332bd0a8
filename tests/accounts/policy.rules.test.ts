/** The laws of who may do what. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge, may, permissions, type Reader, reachesTown, scopeKey, scopeOf } from '#app/accounts/policy.rules.ts';

const towns = ['310118102', '310118103', '310118104'];
const town = fc.constantFrom(...towns);
const permission = fc.constantFrom(...permissions);
const reader: fc.Arbitrary<Reader> = fc.oneof(
  fc.constant(null),
  fc.record({
    username: fc.constantFrom('a', 'b'),
    name: fc.constant('n'),
    role: fc.constantFrom('district', 'viewer'),
    townCode: fc.constant(null),
    producerId: fc.constant(null),
  }),
  fc.record({
    username: fc.constantFrom('a', 'b'),
    name: fc.constant('n'),
    role: fc.constant('town' as const),
    townCode: town,
    producerId: fc.constant(null),
  }),
  fc.record({
    username: fc.constantFrom('a', 'b'),
    name: fc.constant('n'),
    role: fc.constant('producer' as const),
    townCode: fc.constant(null),
    producerId: fc.constantFrom('p1', 'p2'),
  }),
);

const readingOnly = [
  'public.read',
  'session.start',
  'session.own',
  'key.own',
  'desk.read',
  'attachment.read',
  'change.read',
  'join.ask',
];

describe('who may', () => {
  test('the public writes nothing, and a viewer writes nothing', () => {
    for (const name of permissions.filter((each) => !readingOnly.includes(each))) {
      expect(may(null, name), name).toBe(false);
      const viewer = { username: 'v', name: 'v', role: 'viewer', townCode: null, producerId: null } as const;
      expect(may(viewer, name), name).toBe(false);
    }
  });

  test('an office never writes in another town', () => {
    fc.assert(
      fc.property(reader, permission, town, (who, name, where) => {
        if (who?.role !== 'town' || who.townCode === where || !judgeDependsOnTown(name)) return;
        expect(judge(who, name, where)).toBe('forbidden');
      }),
    );
  });

  test('a producer writes its own rows alone', () => {
    fc.assert(
      fc.property(reader, fc.constantFrom('p1', 'p2'), (who, owner) => {
        expect(may(who, 'product.draft', owner)).toBe(who?.role === 'producer' && who.producerId === owner);
      }),
    );
    expect(
      may({ username: 'x', name: 'x', role: 'producer', townCode: null, producerId: null }, 'product.draft', null),
    ).toBe(false);
  });

  test('what is refused without an owner is refused with every owner', () => {
    fc.assert(
      fc.property(reader, permission, fc.oneof(town, fc.constantFrom('p1', 'p2')), (who, name, owner) => {
        if (!may(who, name)) expect(may(who, name, owner)).toBe(false);
      }),
    );
  });
});

const judgeDependsOnTown = (name: (typeof permissions)[number]) => {
  const office = (townCode: string) =>
    ({ username: 'o', name: 'o', role: 'town', townCode, producerId: null }) as const;
  return judge(office('310118102'), name, '310118102') !== judge(office('310118102'), name, '310118103');
};

describe('scope', () => {
  test('covers a town exactly for the district, viewers and its own office', () => {
    fc.assert(
      fc.property(reader, town, (who, where) => {
        const wanted = who !== null && (who.role === 'district' || who.role === 'viewer' || who.townCode === where);
        expect(reachesTown(who, where)).toBe(wanted);
      }),
    );
  });

  test('readers with the same key see the same', () => {
    fc.assert(
      fc.property(reader, reader, (one, other) => {
        if (scopeKey(one) === scopeKey(other)) expect(scopeOf(one)).toEqual(scopeOf(other));
      }),
    );
  });
});
