import { remembered } from '../../src/domain/remembered.ts';
import { ruledFrom } from '../../src/domain/ruledFrom.ts';
import { rulesInForce } from '../../src/domain/rules/inForce.ts';
import type { Input } from './input.ts';
import { PARTS } from './parts.ts';
import { problemOf } from './problemOf.ts';
import { BOOK } from './ruleBook.ts';
import type { Pausing } from './rules/calendars.ts';
import type { Production, Workshop } from './world.ts';

/** A problem in counted form with the rules in force, or others, which have narrowed its starts. */
export function productionOf(input: Input, rules = rulesInForce(BOOK, input)): Production {
  const pausing = rules.find(({ rule }) => rule.template === 'calendars');
  const { holdsOperators = false } = (pausing?.parameters ?? {}) as Partial<Pausing>;
  return ruledFrom<Workshop>(PARTS, problemOf(input, holdsOperators), rules);
}

/** The same, made once for each input: questions about one come in series. */
export const productionFor = remembered((input: Input) => productionOf(input));
