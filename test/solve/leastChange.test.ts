import fc from 'fast-check';
import { expect, test } from 'vitest';
import { staffing } from '../../models/staffing/index.ts';
import { build } from '../../models/staffing/model.ts';
import { solutionOf } from '../../models/staffing/solution.ts';
import { evaluate } from '../../src/language/constraint.ts';
import { plus, sum, times } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';
import { solveSteadily } from '../../src/solve/leastChange.ts';
import type { DomainResult } from '../../src/solve/result.ts';
import { solve } from '../../src/solve/solve.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import { parsedOrNot, retailInputs } from '../models/staffing/support/inputs.ts';
import { somePlacement } from '../models/staffing/support/placements.ts';
import { cases } from '../support/deep.ts';

/** x + y >= 1 at one each: two solutions of objective 1. */
const EITHER: Model = {
  dovetail: 1,
  variables: [{ domain: [0, 1] }, { domain: [0, 1] }],
  intervals: [],
  constraints: [{ kind: 'boolOr', literals: [0, 1] }],
  objective: { sense: 'minimize', vars: [0, 1], coeffs: [1, 1], offset: 0 },
};

test.each([0, 1])(
  'of two solutions that are as good, the one with variable %i false is taken when that changes less',
  async (kept) => {
    const { outcome, leastChange } = await solveSteadily(EITHER, { changes: sum([kept]) });
    expect(outcome).toMatchObject({ proof: 'optimal', bound: 1, solution: { objective: 1 } });
    expect(leastChange).toEqual({ changes: 0, isProved: true });
    expect([...outcome.solution!.values]).toEqual(kept === 0 ? [0, 1] : [1, 0]);
  },
);

test('a better objective goes before any number of changes', async () => {
  // x = y = 0 costs nothing and changes both.
  const free: Model = { ...EITHER, constraints: [] };
  const { outcome, leastChange } = await solveSteadily(free, { changes: plus(sum([-1, -2]), sum([])) });
  expect([outcome.solution!.objective, leastChange]).toEqual([0, { changes: 2, isProved: true }]);
});

test('who asks for the first solution gets it, with its changes and no proof', async () => {
  const { outcome, leastChange } = await solveSteadily(EITHER, {
    changes: sum([0]),
    firstFeasible: true,
    start: [1, 1],
  });
  expect([outcome.stopped, leastChange]).toEqual(['first-feasible', { changes: 1, isProved: false }]);
});

test('of random runs with an earlier schedule, penalty and changes are the least that one weighted sum proves', async () => {
  let [ties, changed] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      retailInputs({ events: 6, employees: 3, days: 4, posted: 2 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      async (value, stream) => {
        const first = parsedOrNot(value);
        fc.pre(first !== undefined);
        const { problem, ...staff } = build(first);
        const previous = solutionOf(
          problem,
          somePlacement({ problem, ...staff }, () => stream.next().value, false),
        );
        // Without what would make people differ, many schedules are as good.
        const rules = [...(value.rules as unknown[]), { id: 'S6', weight: 0 }, { id: 'S12', weight: 0 }];
        const input = { ...value, previous, rules };
        const parsed = parsedOrNot(input);
        fc.pre(parsed !== undefined);
        const built = build(parsed);
        fc.pre(built.changes !== undefined);
        const run = await solveDomain(staffing, input, { ticks: 2_000_000 });
        const { disruptions, penalty } = run.answer!.result as DomainResult;
        expect(run.solved.leastChange).toEqual({ changes: disruptions!.disruptions.length, isProved: true });
        expect([run.solved.outcome.solution!.objective, run.solved.outcome.bound]).toEqual([penalty, penalty]);
        // One more than there can be changes makes a change never worth a penalty of 1.
        const { objective, ...model } = built.model;
        const weighted = plus(
          times({ ...objective!, offset: objective!.offset }, built.problem.events.length + 1),
          built.changes,
        );
        const { outcome } = await solve(
          { ...model, objective: { sense: 'minimize', ...weighted } },
          { engine: 'cp-sat' },
        );
        expect(outcome.proof).toBe('optimal');
        const { values } = outcome.solution!;
        expect([penalty, disruptions!.disruptions.length]).toEqual([
          evaluate(objective!, values),
          evaluate(built.changes, values),
        ]);
        const any = await solve(built.model, { engine: 'cp-sat' });
        if (evaluate(built.changes, any.outcome.solution!.values) > disruptions!.disruptions.length) ties++;
        if (disruptions!.disruptions.length > 0) changed++;
      },
    ),
    { numRuns: cases(60, 600), seed: 3 },
  );
  // There was something to choose, and not everything could stay.
  expect(Math.min(ties, changed)).toBeGreaterThan(5);
});
