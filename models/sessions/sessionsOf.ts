import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Sessions } from './caseload.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { bookOf } from './ruleBook.ts';

const known = new WeakMap<Input, Sessions>();

/** Questions about one input come in series; its counted form is made once. */
export function sessionsFor(input: Input): Sessions {
  let sessions = known.get(input);
  if (sessions === undefined) {
    sessions = sessionsOf(input);
    known.set(input, sessions);
  }
  return sessions;
}

/** A problem in counted form with the rules in force, or others, which have narrowed its starts. */
export function sessionsOf(input: Input, rules = rulesInForce(bookOf(input.strategy), input)): Sessions {
  const problem = problemOf(input);
  for (const active of rules) active.rule.narrows?.(active, problem.domains, problem);
  return { parts: PARTS, problem, rules };
}
