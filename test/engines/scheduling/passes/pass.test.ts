import { expect, test } from 'vitest';
import { Random } from '../../../../src/engines/random.ts';
import { activitiesOf } from '../../../../src/engines/scheduling/passes/activities.ts';
import { worthOf } from '../../../../src/engines/scheduling/passes/completion.ts';
import { Pass } from '../../../../src/engines/scheduling/passes/pass.ts';
import { Policies } from '../../../../src/engines/scheduling/passes/policies.ts';
import type { Policy } from '../../../../src/engines/scheduling/passes/policy.ts';
import { State } from '../../../../src/engines/scheduling/passes/state.ts';
import { ModelBuilder } from '../../../../src/language/builder.ts';
import { constant, term } from '../../../../src/language/expression.ts';
import type { Model } from '../../../../src/language/model.ts';
import { minimizeMakespan } from '../support/shops.ts';

/** A model at its root, with what passes over it need. */
function setting(model: Model) {
  const state = new State(model);
  expect(state.propagate()).toBe(true);
  const activities = activitiesOf(model, state);
  const random = new Random(1);
  const passWith = (policy: Policy, blame = new Float64Array(activities.length)) =>
    new Pass(state, activities, {
      policy,
      blame,
      completion: { worth: worthOf(model), flips: 0, random, isOver: () => false },
    });
  return { state, activities, policies: new Policies(state, activities, random), passWith };
}

test('one that has no place takes the latest off again and goes first, as often as it may', () => {
  // The machine is busy from 9 to 11. The long one has the least latest start and goes first, to 0; the short one may
  // start at 0 or 9 only and has no room any more.
  const model = new ModelBuilder();
  const [long, short] = [model.integer(0, 5), model.integerIn([0, 0, 9, 9])];
  model.noOverlap([
    model.interval({ start: constant(9), size: constant(2) }),
    model.interval({ start: term(long), size: constant(4) }),
    model.interval({ start: term(short), size: constant(2) }),
  ]);
  for (const [ejections, isFound] of [
    [0, false],
    [2, true],
  ] as const) {
    const { state, policies, passWith } = setting(model.build());
    const blame = new Float64Array(3);
    const policy = { ...policies.next(1, undefined), ejections };
    expect(passWith(policy, blame).run()).toBe(isFound);
    expect(blame[2]).toBeGreaterThan(0);
    if (isFound) expect([...state.bounds.lower]).toEqual([2, 0]);
  }
});

test('a late pass moves a schedule to the right within its makespan, resource by resource', () => {
  // On one machine a and b take 2 and 3, on another c takes 1: a makespan of 5 leaves c anything from 0 to 4.
  const model = new ModelBuilder();
  const starts = [0, 1, 2].map(() => model.integer(0, 20));
  const [a, b, c] = [2, 3, 1].map((size, i) => model.interval({ start: term(starts[i]!), size: constant(size) }));
  model.noOverlap([a!, b!]);
  model.noOverlap([c!]);
  minimizeMakespan(model, [a!.end, b!.end, c!.end], 30);
  const { state, policies, passWith } = setting(model.build());
  state.restrict(5);
  expect(state.propagate()).toBe(true);
  expect(passWith(policies.late(Float64Array.from([0, 2, 0, 5]))).placeAll()).toBe(true);
  expect([...state.bounds.lower.subarray(0, 3)]).toEqual([0, 2, 4]);
});
