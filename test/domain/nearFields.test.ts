import { expect, test } from 'vitest';
import { staffing } from '../../models/staffing/index.ts';
import { DovetailError } from '../../src/errors.ts';

/** The faults of an input, by pointer. */
function faultsOf(input: object): Record<string, string> {
  try {
    staffing.parse(input);
  } catch (thrown) {
    const { faults } = thrown as DovetailError;
    return Object.fromEntries(faults.map(({ message, pointer }) => [pointer, message]));
  }
  throw new DovetailError('bug/internal', 'The input has no fault.');
}

test('a mistyped field is told the nearest one that its own place knows', () => {
  const faults = faultsOf({
    horizn: {},
    types: { a: { minuts: 5 } },
    employees: [{ id: 'ann', role: 'r', weekly: { mondey: true }, timeOff: [{ form: '2026-05-11' }] }],
    rules: [{ id: 'x', template: 'no-overlap', weigth: 5 }],
  });
  expect(faults).toMatchObject({
    '/horizn': 'There is no field horizn here. Maybe you mean horizon.',
    '/types/a/minuts': 'There is no field minuts here. Maybe you mean minutes.',
    '/employees/0/weekly/mondey': 'There is no field mondey here. Maybe you mean monday.',
    '/employees/0/timeOff/0/form': 'There is no field form here. Maybe you mean from.',
    '/rules/0/weigth': 'There is no field weigth here. Maybe you mean weight.',
  });
});

test('a field that is like none is told the first of those that there are', () => {
  expect(faultsOf({ employees: [{ id: 'ann', role: 'r', shoeSize: 38 }] })).toMatchObject({
    '/employees/0/shoeSize':
      'There is no field shoeSize here. Maybe leave it out, or use one of id, name, role, skills, active and 5 more.',
  });
});

test('a parameter has one fault, in plain words', () => {
  const rules = [{ id: 'x', template: 'max-per-week', parameters: { max: 1e21 } }];
  expect(Object.entries(faultsOf({ rules }))).toEqual([
    [
      '/rules/0/parameters/types',
      expect.stringMatching(/^max-per-week needs types, which has to be a list\. Maybe add it/),
    ],
    ['/rules/0/parameters/max', expect.stringMatching(/^max is 1e\+21; it has to be at most /)],
  ]);
});
