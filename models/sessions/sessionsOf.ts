import { remembered } from '../../src/domain/remembered.ts';
import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Sessions } from './caseload.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { bookOf } from './ruleBook.ts';

/** A problem in counted form with the rules in force, or others, which have narrowed its starts. */
export function sessionsOf(input: Input, rules = rulesInForce(bookOf(input.strategy), input)): Sessions {
  const problem = problemOf(input);
  for (const active of rules) if (active.hardness === 'hard') active.rule.narrows?.(active, problem.domains, problem);
  return { parts: PARTS, problem, rules };
}

/** The same, made once for each input: questions about one come in series. */
export const sessionsFor = remembered((input: Input) => sessionsOf(input));
