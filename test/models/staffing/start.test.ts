import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { type Built, build } from '../../../models/staffing/model.ts';
import type { Assignment } from '../../../models/staffing/problem.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { solutionOf } from '../../../models/staffing/solution.ts';
import { check } from '../../../src/domain/review.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { complete } from '../../../src/solve/complete.ts';
import { date, parsedOrNot, retailInputs } from './support/inputs.ts';
import { somePlacement } from './support/placements.ts';

function startFrom(built: Built, proposals: readonly Assignment[]): Float64Array {
  return complete(built.model, staffing.whatIf.startOf(built, solutionOf(built.problem, proposals)));
}

test('a legal schedule becomes a feasible start whose objective is the penalty', () => {
  let placed = 0;
  fc.assert(
    fc.property(
      retailInputs({ events: 6, employees: 3, days: 8, posted: 3 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (value, stream) => {
        const input = parsedOrNot(value);
        fc.pre(input !== undefined);
        const built = build(input);
        const proposals = somePlacement(built, () => stream.next().value, false);
        const { breaches, penalty } = check(built, new Schedule(built.problem, [...built.problem.fixed, ...proposals]));
        fc.pre(breaches.length === 0);
        const start = startFrom(built, proposals);
        expect(isFeasible(built.model, start)).toBe(true);
        expect(objectiveOf(built.model, start)).toBe(penalty);
        placed += proposals.length;
      },
    ),
    { numRuns: 400, seed: 3 },
  );
  // Empty schedules would prove little.
  expect(placed).toBeGreaterThan(400);
});

test('what breaks a rule by now is left out, and so is what the input does not know', () => {
  const always = { start: date(0), due: date(5) };
  const input = {
    profile: 'plain',
    horizon: { from: date(0), to: date(4) },
    types: { a: {} },
    employees: [
      { id: 'ann', role: 'r' },
      { id: 'bob', role: 'r', timeOff: [{ from: date(1), to: date(1) }] },
    ],
    events: ['e1', 'e2', 'e3'].map((id) => ({ id, type: 'a', ...always })),
  };
  const built = build(parsedOrNot(input)!);
  const at = (event: string, employee: string, day: number) => ({ event, employee, day: date(day) });
  const solution = {
    assignments: [at('e1', 'ann', 1), at('e2', 'bob', 1), at('e3', 'zoe', 1), at('e9', 'ann', 2)],
  };
  const start = complete(built.model, staffing.whatIf.startOf(built, solution));
  expect(isFeasible(built.model, start)).toBe(true);
  const unplaced = built.problem.open.filter(({ index }) => start[built.posting.unplaced(index)] === 1);
  expect(unplaced.map(({ id }) => id)).toEqual(['e2', 'e3']);
});
