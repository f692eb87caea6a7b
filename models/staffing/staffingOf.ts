import { rulesInForce } from './inForce.ts';
import type { Input } from './input.ts';
import { problemOf } from './problemOf.ts';
import type { Staffing } from './rules/rule.ts';

/** A problem in counted form with the rules in force, which have narrowed its days, people and types. */
export function staffingOf(input: Input): Staffing {
  const problem = problemOf(input);
  const rules = rulesInForce(input);
  for (const active of rules) active.rule.narrows?.(active, problem.domains, problem);
  return { problem, rules };
}
