import type { RuleBook } from '../../src/domain/rules/book.ts';
import { PROFILES, type ProfileName } from './profiles.ts';
import { TEMPLATES } from './rules/index.ts';
import type { Workshop } from './world.ts';

/** Plain words for weights: each names the template of the soft rules that it means. */
export const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['balance', 'balance'],
  ['changeovers', 'setup'],
  ['changes', 'keep'],
  ['cost', 'cost'],
  ['coverage', 'place'],
  ['due dates', 'tardiness'],
  ['earliness', 'earliness'],
  ['flow', 'flow-time'],
  ['idle time', 'idle'],
  ['lateness', 'tardiness'],
  ['makespan', 'makespan'],
  ['placement', 'place'],
  ['setup times', 'setup'],
  ['stability', 'keep'],
  ['storage', 'earliness'],
]);

/** Everything that an input may say about rules. */
export const BOOK: RuleBook<Workshop> = {
  model: 'production',
  templates: TEMPLATES,
  rulesOf: (profile) => PROFILES[profile as ProfileName],
  keywords: KEYWORDS,
};
