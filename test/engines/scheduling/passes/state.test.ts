import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everySolution } from '../../../../src/engines/exhaustive/enumerate.ts';
import { State } from '../../../../src/engines/scheduling/passes/state.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { KINDS, type Kind } from '../../../../src/language/constraints/index.ts';
import { compare } from '../../../../src/language/constraints/linear.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import { isFeasible } from '../../../../src/language/holds.ts';
import type { Model } from '../../../../src/language/model.ts';
import { print } from '../../../../src/language/print.ts';
import { arbitraryModel, SMALL_MODELS } from '../../../support/models.ts';

/** Fixes the first variables as in a solution, and expects that nothing of the solution is lost. */
function followSolution(model: Model, solution: Float64Array): void {
  const state = new State(model);
  expect(state.assumeAll() && state.propagate(), print(model)).toBe(true);
  for (let variable = 0; variable < solution.length; variable++) {
    expect(state.bounds.fix(variable, solution[variable]!) && state.propagate(), print(model)).toBe(true);
  }
  expect([...state.bounds.lower]).toEqual([...solution]);
}

/** Fixes values that are no solution: propagation may miss that only where timelines or the check at the end see to it. */
function refutes(model: Model, values: readonly number[]): boolean {
  const state = new State(model);
  if (!state.assumeAll() || !state.propagate()) return true;
  return values.some((value, variable) => !state.bounds.fix(variable, value) || !state.propagate());
}

test.each(Object.keys(KINDS) as Kind[])('propagation of %s never loses a solution', (kind) => {
  const models = [...SMALL_MODELS[kind], ...fc.sample(arbitraryModel(kind), { numRuns: 40, seed: 9 })];
  for (const model of models) {
    let count = 0;
    for (const solution of everySolution(model)) if (count++ % 7 === 0) followSolution(model, solution.slice());
  }
});

test.each(Object.keys(KINDS) as Kind[])(
  'when every variable is fixed, propagation of %s refutes what does not hold',
  (kind) => {
    fc.assert(
      fc.property(arbitraryModel(kind), fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (model, picks) => {
        const values = model.variables.map(({ domain }, i) => {
          const all: number[] = [];
          for (let at = 0; at < domain.length; at += 2)
            for (let v = domain[at]!; v <= domain[at + 1]!; v++) all.push(v);
          return all[picks[i]! % all.length]!;
        });
        expect(refutes(model, values), print(model)).toBe(!isFeasible(model, values));
      }),
      { numRuns: 60, seed: 4 },
    );
  },
);

test('undoing restores every bound and every timeline', () => {
  const model = new ModelBuilder();
  const starts = [0, 1, 2].map(() => model.integer(0, 10));
  const tasks = starts.map((start) => model.interval({ start: term(start), size: constant(3) }));
  model.noOverlap(tasks);
  model.add(compare(tasks[0]!.end, '<=', tasks[1]!.start));
  const state = new State(model.build());
  expect(state.propagate()).toBe(true);
  // 10 + 3 of the second leaves at most 7 for the first.
  expect([...state.bounds.lower, ...state.bounds.upper]).toEqual([0, 3, 0, 7, 10, 10]);
  const mark = state.mark();
  expect(state.bounds.fix(0, 4) && state.propagate()).toBe(true);
  expect(state.bounds.lower[1]).toBe(7);
  const { timeline } = state.usage.resources[0]!;
  const load = { size: 3, demand: 1, capacity: 1 };
  expect(timeline.earliest(2, load)).toBe(7);
  expect(state.bounds.fix(2, 5) && state.propagate()).toBe(false);
  state.undo(mark);
  expect([...state.bounds.lower, ...state.bounds.upper]).toEqual([0, 3, 0, 7, 10, 10]);
  expect(timeline.earliest(2, load)).toBe(2);
  expect(state.bounds.fix(2, 5) && state.propagate()).toBe(true);
});
