import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { RULE_BOOK } from './ruleBook.ts';
import type { Staffing } from './staff.ts';

const known = new WeakMap<Input, Staffing>();

/** Questions about one input come in series; its counted form is made once. */
export function staffFor(input: Input): Staffing {
  let staff = known.get(input);
  if (staff === undefined) {
    staff = staffingOf(input);
    known.set(input, staff);
  }
  return staff;
}

/** A problem in counted form with the rules in force, which have narrowed its days, people and types. */
export function staffingOf(input: Input): Staffing {
  const problem = problemOf(input);
  const rules = rulesInForce(RULE_BOOK, input);
  for (const active of rules) active.rule.narrows?.(active, problem.domains, problem);
  return { parts: PARTS, problem, rules };
}
