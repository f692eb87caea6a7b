import * as kit from '../../../src/domain/fixes/hardRules.ts';
import type { HardRule } from '../../../src/solve/whatIf.ts';
import type { Input } from '../input.ts';
import { staffFor } from '../staffingOf.ts';
import { changesOf } from './changesOf.ts';

/** The hard rules of an input, each with the next milder form and none at all, where it can do without. */
export function hardRules(input: Input): HardRule[] {
  const { problem, rules } = staffFor(input);
  return kit.hardRules(rules, (rule, relief) => changesOf(problem, input, { rule, relief }));
}
