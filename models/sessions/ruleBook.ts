import type { RuleBook } from '../../src/domain/rules/book.ts';
import * as kit from '../../src/domain/rules/inForce.ts';
import type { RuleInput } from '../../src/domain/rules/input.ts';
import type { Declared, ProfileRule } from '../../src/domain/rules/profile.ts';
import type { Caseload } from './caseload.ts';
import { PROFILES, type ProfileName, STRATEGIES, type StrategyName } from './profiles.ts';
import { TEMPLATES } from './rules/index.ts';

/** Plain words for weights: each names the template of the soft rules that it means. */
export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['afternoons', 'afternoon'],
  ['balance', 'even-days'],
  ['changes', 'keep'],
  ['compactness', 'compactness'],
  ['company', 'company'],
  ['coverage', 'place'],
  ['crowding', 'second-pass'],
  ['gaps', 'compactness'],
  ['groups', 'company'],
  ['mornings', 'morning'],
  ['placement', 'place'],
  ['spread', 'spread'],
  ['stability', 'keep'],
  ['wishes', 'prefer'],
]);

/** Everything that an input may say about rules, whose profile has the weights of a strategy. */
export function bookOf(strategy: StrategyName): RuleBook<Caseload> {
  const weights = STRATEGIES[strategy];
  const weighed = (rule: ProfileRule): ProfileRule => {
    const weight = weights.get(rule.id);
    return weight === undefined ? rule : { ...rule, weight };
  };
  return {
    model: 'sessions',
    templates: TEMPLATES,
    rulesOf: (profile) => PROFILES[profile as ProfileName].map(weighed),
    keywords: KEYWORDS,
  };
}

/** The rules of an input before their parameters are read. */
export function declaredRules(input: {
  readonly profile: ProfileName;
  readonly strategy: StrategyName;
  readonly rules: readonly (RuleInput | undefined)[];
}): Declared[] {
  return kit.declaredRules(bookOf(input.strategy), input.profile, input.rules);
}
