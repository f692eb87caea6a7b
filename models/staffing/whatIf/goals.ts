import { ruleChange } from '../../../src/domain/fixes/ruleChange.ts';
import { budgetedBy, emphasised, leastChangeGoal, OWN_WEIGHT } from '../../../src/domain/whatIf/goals.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Budget, Goal } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { declaredRules } from '../ruleBook.ts';
import { staffFor } from '../staffingOf.ts';

/** Cheapest by the input's own weights; fairest; least change, where there is something to change. */
export function goals(input: Input, previous: unknown): Goal[] {
  const staff = staffFor(input);
  return [
    { name: 'cheapest', changes: [] },
    { name: 'fairest', changes: emphasised(staff, 'fairness') ?? fairness(input) },
    ...leastChangeGoal(staff, { input, declared: declaredRules(input) }, { previous, template: 'least-change' }),
  ];
}

/** All work shared out evenly, for an input that has no rule of fairness. */
function fairness(input: Input): Change[] {
  const types = staffFor(input).problem.types.map(({ name }) => name);
  if (types.length === 0) return [];
  return ruleChange(input, 'fairest', { template: 'fairness', weight: OWN_WEIGHT, parameters: { types } });
}

/** The changes that make an input keep to a budget, counted from an earlier solution. */
export function budgeted(input: Input, previous: unknown, budget: Budget): Change[] {
  return budgetedBy({ input, declared: declaredRules(input) }, previous, budget);
}
