import { added, budgetedBy, emphasised, leastChangeGoal } from '../../../src/domain/whatIf/goals.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Budget, Goal } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { declaredRules } from '../ruleBook.ts';
import { sessionsFor } from '../sessionsOf.ts';

/** Cheapest by the input's own weights; even days; least change, where there is something to change. */
export function goals(input: Input, previous: unknown): Goal[] {
  const caseload = sessionsFor(input);
  const aimed = { input, declared: declaredRules(input) };
  return [
    { name: 'cheapest', changes: [] },
    { name: 'even days', changes: emphasised(caseload, 'even-days') ?? added(aimed, 'even-days') },
    ...leastChangeGoal(caseload, aimed, { previous, template: 'least-change' }),
  ];
}

/** The changes that make an input keep to a budget, counted from an earlier solution. */
export function budgeted(input: Input, previous: unknown, budget: Budget): Change[] {
  return budgetedBy({ input, declared: declaredRules(input) }, previous, budget);
}
