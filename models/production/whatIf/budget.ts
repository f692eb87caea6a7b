import { declaredRules } from '../../../src/domain/rules/inForce.ts';
import { budgetedBy } from '../../../src/domain/whatIf/goals.ts';
import type { Change } from '../../../src/solve/change.ts';
import type { Budget } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { BOOK } from '../ruleBook.ts';

/** The changes that make an input keep to a budget, counted from an earlier solution; what is counted are operations. */
export function budgeted(input: Input, previous: unknown, { assignments }: Budget): Change[] {
  return budgetedBy({ input, declared: declaredRules(BOOK, input.profile, input.rules) }, previous, { assignments });
}
