import { remembered } from '../../src/domain/remembered.ts';
import { ruledFrom } from '../../src/domain/ruledFrom.ts';
import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { RULE_BOOK } from './ruleBook.ts';
import type { Staff, Staffing } from './staff.ts';

/** A problem in counted form with the rules in force, which have narrowed its days, people and types. */
export function staffingOf(input: Input): Staffing {
  return ruledFrom<Staff>(PARTS, problemOf(input), rulesInForce(RULE_BOOK, input));
}

/** The same, made once for each input: questions about one come in series. */
export const staffFor = remembered(staffingOf);
