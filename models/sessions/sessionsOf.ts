import { remembered } from '../../src/domain/remembered.ts';
import { ruledFrom } from '../../src/domain/ruledFrom.ts';
import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Caseload, Sessions } from './caseload.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { bookOf } from './ruleBook.ts';

/** A problem in counted form with the rules in force, or others, which have narrowed its starts. */
export function sessionsOf(input: Input, rules = rulesInForce(bookOf(input.strategy), input)): Sessions {
  return ruledFrom<Caseload>(PARTS, problemOf(input), rules);
}

/** The same, made once for each input: questions about one come in series. */
export const sessionsFor = remembered((input: Input) => sessionsOf(input));
