import { expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { DovetailError } from '../../src/errors.ts';
import { applyChanges } from '../../src/plans/applyChanges.ts';
import { rowsOf } from '../../src/plans/rows.ts';
import type { Change } from '../../src/solve/change.ts';

const { lists } = DOMAIN_MODELS.staffing;

/** The faults of changes of a plan with two people and a type. */
function faultsOf(changes: readonly Change[]): string[] {
  const input = { types: { tea: {} }, employees: ['ann', 'bob'].map((id) => ({ id, role: 'crew' })) };
  try {
    applyChanges(lists, rowsOf(lists, input), changes);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    return thrown.faults.map(({ message, pointer }) => `${pointer} ${message}`);
  }
}

test('every change that leads nowhere is told, and not what follows from it', () => {
  const changes: Change[] = [
    { set: 'employees/bobb/name', value: 'Bob' },
    { set: 'employees/bob/name', value: 'Bob' },
    { remove: 'employees/bobb' },
    { remove: 'types/cake' },
    { add: 'employees', value: { id: 'ann', role: 'crew' } },
  ];
  const told = faultsOf(changes);
  expect(told).toHaveLength(3);
  expect(told[0]).toBe('/changes/0 There is no bobb in employees.');
  expect(told[1]).toMatch(/^\/changes\/3 .*there is no cake/);
  expect(told[2]).toMatch(/^\/changes\/4 There is an entry ann in employees already/);
  expect(faultsOf(changes.slice(1, 2))).toEqual([]);
});

test('who misspells a list, a field or an entry is told the one that is near', () => {
  const maybe = (change: Change): string => {
    try {
      applyChanges(lists, rowsOf(lists, { types: { tea: {} }, employees: [{ id: 'bob', role: 'crew' }] }), [change]);
      return '';
    } catch (thrown) {
      return (thrown as Error).message;
    }
  };
  expect(maybe({ set: 'employes/bob/name', value: 'Bob' })).toContain('Maybe you mean employees.');
  expect(maybe({ set: 'employees/bobb/name', value: 'Bob' })).toContain('Maybe you mean bob.');
  expect(maybe({ set: 'typs/tea/minutes', value: 3 })).toContain('Maybe you mean types.');
  // What nobody has said yet may be set as a whole.
  expect(maybe({ set: 'name', value: 'Winter' })).toBe('');
});
