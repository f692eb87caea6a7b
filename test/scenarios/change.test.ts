import { describe, expect, test } from 'vitest';
import { labelOf, twinOf } from '../../src/scenarios/change.ts';
import { changed } from '../../src/solve/change.ts';

const EXPECT = { placed: 1 };

describe('changed', () => {
  const input = {
    name: 'x',
    employees: [{ id: 'ann' }, { id: 'bob', caps: { H24: 1 } }],
    posted: [{ event: 'p', day: 1 }],
    'a/b': { 'c~d': 1 },
  };

  test('sets fields and entries, by position and by id', () => {
    const set = (path: string, value: unknown) => changed(input, [{ set: path, value }]) as typeof input;
    expect(set('name', 'y')).toEqual({ ...input, name: 'y' });
    expect(set('/employees/0/role', 'lead').employees[0]).toEqual({ id: 'ann', role: 'lead' });
    expect(set('employees/bob/caps/H24', 2).employees[1]).toEqual({ id: 'bob', caps: { H24: 2 } });
    expect(set('employees/bob', { id: 'zoe' }).employees).toEqual([{ id: 'ann' }, { id: 'zoe' }]);
    expect(set('posted/p/day', 2).posted).toEqual([{ event: 'p', day: 2 }]);
    expect(set('/a~1b/c~0d', 2)['a/b']).toEqual({ 'c~d': 2 });
  });

  test('adds to a list, and makes it when there is none', () => {
    const added = changed(input, [
      { add: 'employees', value: { id: 'zoe' } },
      { add: 'employees/ann/skills', value: 'juicer' },
    ]) as typeof input;
    expect(added.employees).toEqual([{ id: 'ann', skills: ['juicer'] }, input.employees[1], { id: 'zoe' }]);
  });

  test('removes fields and entries, and leaves the original as it is', () => {
    const before = structuredClone(input);
    expect(changed(input, [{ remove: 'employees/ann' }, { remove: 'name' }])).toEqual({
      employees: [input.employees[1]],
      posted: input.posted,
      'a/b': input['a/b'],
    });
    expect(input).toEqual(before);
  });

  test.each([
    [{ set: 'nobody/x', value: 1 }],
    [{ set: 'employees/zoe', value: 1 }],
    [{ set: 'employees/7/x', value: 1 }],
    [{ set: 'name/x', value: 1 }],
    [{ add: 'name', value: 1 }],
    [{ remove: 'zoe' }],
    [{ remove: 'employees/2' }],
    [{ remove: 'toString' }],
  ])('refuses %o', (change) => {
    expect(() => changed(input, [change])).toThrow(/^The change at .* cannot be made/);
  });

  test('refuses an id that two entries have', () => {
    expect(() => changed({ a: [{ id: 'x' }, { id: 'x' }] }, [{ remove: 'a/x' }])).toThrow('there are 2 of x');
  });

  test('a key called __proto__ is a key', () => {
    const made = changed({}, [{ set: '__proto__', value: { isAdmin: true } }]) as { isAdmin?: boolean };
    expect(made.isAdmin).toBeUndefined();
    expect(Object.keys(made)).toEqual(['__proto__']);
  });
});

describe('twinOf', () => {
  test('switches off rules and changes weights, mentioned before or not', () => {
    const input = { rules: [{ id: 'H24', parameters: { max: 3 } }] };
    const twin = twinOf(input, {
      without: ['H24', 'H11'],
      weights: new Map(Object.entries({ S4: 0 })),
      expect: EXPECT,
    });
    expect(twin).toEqual({
      rules: [
        { id: 'H24', parameters: { max: 3 }, enabled: false },
        { id: 'H11', enabled: false },
        { id: 'S4', weight: 0 },
      ],
    });
  });

  test('adds preferences, and makes changes first', () => {
    const changes = [{ set: 'rules', value: [{ id: 'S4', weight: 3 }] }];
    expect(
      twinOf(
        {},
        {
          changes,
          weights: new Map(Object.entries({ S4: 5 })),
          multipliers: new Map(Object.entries({ S4: 0.5 })),
          expect: EXPECT,
        },
      ),
    ).toEqual({
      rules: [{ id: 'S4', weight: 5 }],
      preferences: [{ rule: 'S4', multiplier: 0.5 }],
    });
  });

  test('finds a rule whose id has a slash or a tilde', () => {
    const input = { rules: [{ id: 'a/b~c' }] };
    expect(twinOf(input, { without: 'a/b~c', expect: EXPECT })).toEqual({ rules: [{ id: 'a/b~c', enabled: false }] });
  });

  test('is called by what is different', () => {
    expect(labelOf({ without: 'H11', expect: EXPECT })).toBe('without H11');
    expect(
      labelOf({
        weights: new Map(Object.entries({ S4: 0 })),
        multipliers: new Map(Object.entries({ S5: 2.5 })),
        expect: EXPECT,
      }),
    ).toBe('S4 at weight 0, S5 times 2.5');
    expect(labelOf({ why: 'one more', changes: [{ remove: 'a' }], expect: EXPECT })).toBe('one more');
  });
});
