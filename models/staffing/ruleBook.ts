import type { RuleBook } from '../../src/domain/rules/book.ts';
import * as kit from '../../src/domain/rules/inForce.ts';
import type { RuleInput } from '../../src/domain/rules/input.ts';
import type { Declared } from '../../src/domain/rules/profile.ts';
import type { Input } from './input.ts';
import { KEYWORDS } from './preferences.ts';
import { PROFILES } from './profiles/index.ts';
import type { ProfileName } from './profiles/names.ts';
import { TEMPLATES } from './rules/index.ts';
import type { Staff } from './staff.ts';

/** Everything that a staffing input may say about rules. */
export const RULE_BOOK: RuleBook<Staff> = {
  model: 'staffing',
  templates: TEMPLATES,
  rulesOf: (profile) => PROFILES[profile as ProfileName].rules,
  keywords: new Map(Object.entries(KEYWORDS)),
};

/** The rules of an input before their parameters are read. */
export function declaredRules({
  profile,
  rules,
}: {
  readonly profile: Input['profile'];
  readonly rules: readonly (RuleInput | undefined)[];
}): Declared[] {
  return kit.declaredRules(RULE_BOOK, profile, rules);
}
