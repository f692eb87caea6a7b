import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { build } from '../../../models/staffing/model.ts';
import { parse } from '../../../models/staffing/parse.ts';
import { print } from '../../../src/language/print.ts';
import { date, parsedOrNot, retailInputs } from './support/inputs.ts';
import { messyInputs } from './support/messyInputs.ts';

const SIZE = { events: 6, employees: 4, days: 8, posted: 4 };

test('the order of lists in the input changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(retailInputs(SIZE), messyInputs(SIZE)), fc.nat(), (value, seed) => {
      const input = parsedOrNot(value);
      fc.pre(input !== undefined);
      expect(print(build(parse(shuffled(value, seed))).model)).toBe(print(build(input).model));
    }),
    { numRuns: 150, seed: 2, maxSkipsPerRun: 1000 },
  );
});

const ONE_DAY = {
  profile: 'plain',
  horizon: { from: date(0), to: date(0) },
  types: { a: {} },
  employees: [
    { id: 'p', role: 'r' },
    { id: 'q', role: 'r' },
  ],
  events: [{ id: 'e', type: 'a', start: date(0), due: date(1) }],
};

test('a cell has one indicator, named by event, employee and date', () => {
  // Unplaced: place 1000 and urgency 10 x (21 - 1).
  expect(print(build(parse(ONE_DAY)).model)).toBe(
    [
      'model staffing',
      'minimize 1200 unplaced e',
      'variables',
      '  e p 2026-01-05 in 0..1',
      '  e q 2026-01-05 in 0..1',
      '  unplaced e in 0..1',
      'constraints',
      '  exactlyOne(e p 2026-01-05, e q 2026-01-05, unplaced e)',
      '',
    ].join('\n'),
  );
});

test('an event without a cell is not in the model, and costs what an unplaced event does', () => {
  const { cells, model } = build(parse({ ...ONE_DAY, holidays: [date(0)] }));
  expect([cells.count, model.variables.length, model.constraints.length]).toEqual([0, 0, 0]);
  expect(model.objective?.offset).toBe(1200);
});

test('fixed work closes cells before there is a model', () => {
  const rules = [{ id: 'one', template: 'max-per-day', parameters: { types: ['a'], max: 1 } }];
  const posted = [{ event: 'x', type: 'a', employee: 'p', day: date(0) }];
  const { cells } = build(parse({ ...ONE_DAY, rules, posted }));
  expect([...cells.employee]).toEqual([1]);
});

test('the ledger accounts for every variable and constraint, and no conjunction is there twice', () => {
  const built = build(parse(staffing.example()));
  const { cells, duplicates, rows, total } = staffing.ledger(built);
  expect(duplicates).toBe(0);
  expect(cells).toBe(built.cells.count);
  expect(rows.reduce((sum, row) => sum + row.variables, 0)).toBe(built.model.variables.length);
  expect(rows.reduce((sum, row) => sum + row.constraints, 0)).toBe(built.model.constraints.length);
  expect(total.unshared.variables).toBeGreaterThan(total.variables);
});

test('a rule reads each cell once for the count of what it would need unshared', () => {
  // Structure reads two cells and posts no variable; both indicators would be its own.
  const structure = staffing.ledger(build(parse(ONE_DAY))).rows.find(({ owner }) => owner === 'structure')!;
  expect(structure).toMatchObject({
    variables: 0,
    constraints: 1,
    terms: 3,
    unshared: { variables: 2, constraints: 5 },
  });
});

/** A copy with every list of records in another order. */
function shuffled(value: Record<string, unknown>, seed: number): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([key, list]) => {
      if (!Array.isArray(list)) return [key, list];
      const keyed = list.map((entry, i) => ({ entry, key: (i * 7919 + seed) % 104_729 }));
      return [key, keyed.sort((a, b) => a.key - b.key || -1).map(({ entry }) => entry)];
    }),
  );
}
